import { Webhook } from 'standardwebhooks';
import { LocalClerkError } from '../errors/local-clerk-error.ts';
import { EVENT_TYPES } from './event-types.ts';

/** An endpoint, as a start option. */
export interface WebhookEndpointOptions {
  /** `https://…`, or `http://` on this machine: 127.0.0.1, localhost, any name under `.localhost`. */
  url: string;
  /** `whsec_…`. Default: `LocalClerk.webhookSecret`. */
  secret?: string;
  /** Types to send: `user.created`, …. Default: all. */
  events?: readonly string[];
}

export interface WebhookEndpoint {
  readonly url: string;
  readonly signer: Webhook;
  wants(type: string): boolean;
}

/** @throws {LocalClerkError} `webhooks_invalid`: not a URL, or plain http to another machine; an unknown event type; a malformed secret. */
export function parseWebhookEndpoints(
  endpoints: readonly WebhookEndpointOptions[],
  defaultSecret: string,
): WebhookEndpoint[] {
  return endpoints.map(({ url, secret = defaultSecret, events }) => {
    assertUrl(url);
    for (const type of events ?? []) assertType(type);
    return { url, signer: createSigner(url, secret), wants: (type) => events?.includes(type) ?? true };
  });
}

/** Whether a host name means this machine, independent of DNS (RFC 6761, 6.3). */
export function isLoopbackName(hostname: string): boolean {
  return /^(127\.0\.0\.1|\[::1\]|([^.]+\.)*localhost)$/.test(hostname);
}

function assertUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isAllowed =
    parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopbackName(parsed.hostname));
  if (!parsed || !isAllowed || parsed.username !== '' || parsed.password !== '') {
    throw new LocalClerkError(
      'webhooks_invalid',
      `"${parsed ? parsed.origin + parsed.pathname : url}" is not an endpoint: use https, or http on this machine, without a password.`,
    );
  }
}

function assertType(type: string): void {
  if (EVENT_TYPES.some((known) => known === type)) return;
  throw new LocalClerkError(
    'webhooks_invalid',
    `"${type}" is not an event that the local Clerk sends. It sends ${EVENT_TYPES.join(', ')}.`,
  );
}

function createSigner(url: string, secret: string): Webhook {
  const isWellFormed = /^whsec_[A-Za-z0-9+/]{22,}={0,2}$/.test(secret);
  try {
    if (isWellFormed) return new Webhook(secret);
  } catch {
    // Reported below, without the library's message: it may show the secret.
  }
  throw new LocalClerkError(
    'webhooks_invalid',
    `The secret of ${url} is not "whsec_" and at least 16 bytes in base64.`,
  );
}
