import { Hono } from 'hono';
import type { Instance } from '../instance/instance.ts';
import { toEnvironmentJSON } from '../wire/environment.ts';
import type { CallEnv } from './call/call.ts';

/** How the instance is set up; clerk-js reads it first. @source FAPI `getEnvironment`, `updateEnvironment`. */
export function environmentRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .get('/environment', (c) => c.json(toEnvironmentJSON(instance)))
    .patch('/environment', (c) => c.json(toEnvironmentJSON(instance)));
}
