import type { MiddlewareHandler } from 'hono';
import type { Instance } from '../instance/instance.ts';
import type { ChangeSet } from '../store/record-changes.ts';
import { createChangeRecorder } from '../store/record-changes.ts';
import { deriveEvents } from './derive-events.ts';

/**
 * Sends the events of a request's changes, for every route and also when it fails. They are stored
 * before the response is sent; their delivery is not waited for.
 */
export function announceChanges(instance: Instance): MiddlewareHandler {
  const recorder = createChangeRecorder(instance.store);
  return async (c, next) => {
    if (instance.webhooks.endpoints.length === 0) return next();
    const { epoch } = instance.webhooks;
    const changes: ChangeSet = new Map();
    await recorder.record(changes, next);
    if (changes.size === 0 || epoch !== instance.webhooks.epoch) return;
    const userAgent = c.req.header('user-agent') ?? '';
    instance.webhooks.enqueue(deriveEvents(instance, changes), { clientIp: '127.0.0.1', userAgent });
  };
}
