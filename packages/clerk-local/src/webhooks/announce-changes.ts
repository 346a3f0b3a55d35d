import type { MiddlewareHandler } from 'hono';
import type { Instance } from '../instance/instance.ts';
import type { ChangeSet } from '../store/record-changes.ts';
import { createChangeRecorder } from '../store/record-changes.ts';
import { deriveEvents } from './derive-events.ts';

/**
 * Sends the events of what a request changed, whichever route changed it and whether or not it ended well. They are on record
 * before the answer leaves; nobody waits for their delivery.
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
