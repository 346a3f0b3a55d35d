import type { MiddlewareHandler } from 'hono';
import type { Instance } from '../instance/instance.ts';

/**
 * Sends a response after everything written before it is on disk, so that a killed process loses nothing that it acknowledged or
 * showed. A state that cannot be saved makes the response a 500.
 */
export function waitUntilSaved(instance: Instance): MiddlewareHandler {
  return async (_c, next) => {
    await next();
    await instance.saved();
  };
}
