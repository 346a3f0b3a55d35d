import { Hono } from 'hono';
import type { Instance } from '../instance/instance.ts';
import { parseClientTrust } from '../settings/client-trust.ts';
import { parseClock } from '../settings/clock.ts';
import { parseDeliverySettings } from '../settings/deliveries.ts';
import { parseFaults } from '../settings/faults.ts';
import { parseSessionClaims, readSessionClaims, setSessionClaims } from '../settings/session-claims.ts';
import { parseSessionTasks, readSessionTasks, setSessionTasks } from '../settings/session-tasks.ts';
import { parseTokenMinting } from '../settings/token-minting.ts';
import { readJson } from './read-json.ts';

/** One group of settings under `/__local/<path>`. */
interface Control {
  path: string;
  /** Code of the 400 that wrong settings get. */
  code: string;
  read(): object;
  /** Replaces all settings of the group. @throws {ApiError} 400 `code`. */
  replace(input: unknown): void;
}

/**
 * `GET` and `PUT /__local/<group>`. PUT takes JSON and replaces every setting of the group: what is left out goes back to its
 * default, so `{}` ends every fault. Both respond with the settings now in force.
 *
 * @throws {ApiError} 400 with the group's code.
 * @example curl -X PUT http://127.0.0.1:4000/__local/faults -d '{"latencyMs":60}'
 * @example curl -X PUT http://127.0.0.1:4000/__local/token-minting -d '{"azp":"redirect-origin"}'
 */
export function settingsControls(instance: Instance): Hono {
  const app = new Hono({ strict: false });
  for (const { path, code, read, replace } of controlsOf(instance)) {
    app.get(path, (c) => c.json(read()));
    app.put(path, async (c) => {
      replace(await readJson(c, code));
      return c.json(read());
    });
  }
  return app;
}

function controlsOf(instance: Instance): Control[] {
  const { faults, clock, clientTrust, tokenMinting, webhooks } = instance;
  return [
    {
      path: '/faults',
      code: 'faults_invalid',
      read: faults.read,
      replace: (input) => faults.set(parseFaults(input)),
    },
    {
      path: '/clock',
      code: 'clock_invalid',
      read: clock.read,
      replace: (input) => clock.set(parseClock(input)),
    },
    {
      path: '/token-minting',
      code: 'token_minting_invalid',
      read: tokenMinting.read,
      replace: (input) => tokenMinting.set(parseTokenMinting(input)),
    },
    {
      path: '/client-trust',
      code: 'client_trust_invalid',
      read: clientTrust.read,
      replace: (input) => clientTrust.set(parseClientTrust(input).mode),
    },
    {
      // In Clerk's dashboard: "Customize session token".
      path: '/session-claims',
      code: 'session_claims_invalid',
      read: () => readSessionClaims(instance),
      replace: (input) => setSessionClaims(instance, parseSessionClaims(input)),
    },
    {
      // In Clerk's dashboard: "Membership required" and "Require multi-factor authentication".
      path: '/session-tasks',
      code: 'session_tasks_invalid',
      read: () => readSessionTasks(instance),
      replace: (input) => setSessionTasks(instance, parseSessionTasks(input)),
    },
    {
      path: '/webhooks',
      code: 'webhooks_invalid',
      read: webhooks.read,
      replace: (input) => webhooks.set(parseDeliverySettings(input)),
    },
  ];
}
