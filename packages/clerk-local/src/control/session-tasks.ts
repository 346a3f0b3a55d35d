import { Hono } from 'hono';
import type { Instance } from '../instance/instance.ts';
import { parseSessionTasks, readSessionTasks, setSessionTasks } from '../settings/session-tasks.ts';
import { readControlJson } from './read-control-json.ts';

/**
 * What a real instance sets under "Membership required" and "Require multi-factor authentication": `GET` and
 * `PUT /__local/session-tasks`, `SessionTaskSettings` as JSON. PUT replaces all settings; both answer with what is in force.
 *
 * @throws {ApiError} 400 `session_tasks_invalid`.
 * @example curl -X PUT http://127.0.0.1:4000/__local/session-tasks -d '{"membershipRequired":true}'
 */
export function sessionTasksControlRoutes(instance: Instance): Hono {
  return new Hono({ strict: false })
    .get('/session-tasks', (c) => c.json(readSessionTasks(instance)))
    .put('/session-tasks', async (c) => {
      setSessionTasks(instance, parseSessionTasks(await readControlJson(c, 'session_tasks_invalid')));
      return c.json(readSessionTasks(instance));
    });
}
