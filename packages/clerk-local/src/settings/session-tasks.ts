import { z } from 'zod';
import type { Instance } from '../instance/instance.ts';
import { parseSettings } from './parse-settings.ts';

/** What every user has to do before a session is active. `{}`: the start options. */
export interface SessionTaskSettings {
  /** There are no personal accounts: an organization has to be active. Default: start option `membershipRequired`. */
  membershipRequired?: boolean | undefined;
  /** A second factor has to be set up. Default: start option `secondFactorRequired`. */
  secondFactorRequired?: boolean | undefined;
}

const settingsSchema = z.strictObject({
  membershipRequired: z.boolean().optional(),
  secondFactorRequired: z.boolean().optional(),
});

/** The settings in force. */
export function readSessionTasks({ store, options }: Instance) {
  const row = store.sessionSettings.get('session_settings');
  return {
    membershipRequired: row?.membershipRequired ?? options.membershipRequired,
    secondFactorRequired: row?.secondFactorRequired ?? options.secondFactorRequired,
  };
}

/** Takes effect at once, for live sessions too, and survives a restart with the same `stateDir`; `reset()` ends it. */
export function setSessionTasks({ store }: Instance, settings: SessionTaskSettings): void {
  const { membershipRequired, secondFactorRequired } = settings;
  const others = store.sessionSettings.get('session_settings');
  store.sessionSettings.set({ ...others, id: 'session_settings', membershipRequired, secondFactorRequired });
}

/** @throws {ApiError} 400 `session_tasks_invalid`. */
export function parseSessionTasks(input: unknown): SessionTaskSettings {
  return parseSettings(settingsSchema, input, {
    code: 'session_tasks_invalid',
    hint: 'Send {"membershipRequired"?: boolean, "secondFactorRequired"?: boolean}.',
  });
}
