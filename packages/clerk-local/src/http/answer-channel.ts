import { channel } from 'node:diagnostics_channel';
import type { MiddlewareHandler } from 'hono';

/** One API response as it was sent, for tests that compare responses with Clerk's descriptions. */
export interface PublishedAnswer {
  api: 'frontend' | 'backend';
  /** Upper case, logical: `_method` applied. */
  method: string;
  path: string;
  status: number;
  contentType: string;
  /** Parsed JSON; null when the response had none. */
  body: unknown;
}

/**
 * Messages are `PublishedAnswer`s. Bodies carry tokens and private metadata: subscribe in tests only.
 *
 * @internal Exported for its test.
 */
export const answerChannel = channel('clerk-local:answer');

const API_PATH = /^\/(v1|\.well-known|oauth|api_keys|m2m_tokens|oauth_applications)(\/|$)/;

/**
 * Publishes every response of one API on `answerChannel`; costs nothing without a subscriber.
 * The channel is process-wide, so that the responses of every local Clerk are seen.
 */
export function publishAnswers(api: PublishedAnswer['api']): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (!answerChannel.hasSubscribers || c.req.method === 'OPTIONS' || !API_PATH.test(c.req.path)) return;
    const contentType = c.res.headers.get('content-type') ?? '';
    answerChannel.publish({
      api,
      method: (c.req.query('_method') ?? c.req.method).toUpperCase(),
      path: c.req.path,
      status: c.res.status,
      contentType,
      body: contentType.startsWith('application/json') ? await c.res.clone().json() : null,
    } satisfies PublishedAnswer);
  };
}
