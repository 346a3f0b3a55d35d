import { join } from 'node:path';
import { type ClerkClient, createClerkClient } from '@clerk/backend';
import { type AppName, sso } from '@repo/sso';
import { appDefinition } from '@subdomain-sso/auth/define-sso';

/** Where the deployed apps are, and the Clerk instance that they use. */
export interface Deployment {
  readonly baseDomain: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Clerk's own when absent; the local one's for a rehearsal. */
  readonly apiUrl: string | undefined;
  /** Lets requests through Vercel's deployment protection. */
  readonly bypassSecret: string | undefined;
}

/** Signed-in state of account's browser, made by the setup project; ignored by git. */
export const STORAGE_STATE = join(import.meta.dirname, '../../test-results/deployed-session.json');
/** The user that was created for the run: the only one that the teardown removes. */
export const USER_FILE = join(import.meta.dirname, '../../test-results/deployed-user.json');

/**
 * Reads what to test from the environment.
 *
 * @throws {Error} A variable is missing, or the secret key is a live one and SSO_E2E_ALLOW_LIVE is not 1: the tests
 *   create and remove a user.
 */
export function readDeployment(env: NodeJS.ProcessEnv = process.env): Deployment {
  const secretKey = required(env, 'SSO_E2E_SECRET_KEY');
  if (secretKey.startsWith('sk_live_') && env.SSO_E2E_ALLOW_LIVE !== '1') {
    throw new Error(
      'SSO_E2E_SECRET_KEY is a live key. Use a development instance, or set SSO_E2E_ALLOW_LIVE=1.',
    );
  }
  return {
    baseDomain: required(env, 'SSO_E2E_BASE_DOMAIN'),
    publishableKey: required(env, 'SSO_E2E_PUBLISHABLE_KEY'),
    secretKey,
    apiUrl: env.SSO_E2E_API_URL,
    bypassSecret: env.VERCEL_AUTOMATION_BYPASS_SECRET,
  };
}

/** The deployed origin of an app; `http` only for a rehearsal on this machine. */
export function deployedOrigin(app: AppName, { baseDomain } = readDeployment()): string {
  const scheme = /\.localhost(:\d+)?$/.test(baseDomain) ? 'http' : 'https';
  return `${scheme}://${appDefinition(sso, app).subdomain ?? app}.${baseDomain}`;
}

/** The Backend API of the deployment's Clerk. */
export function deployedBackend({ secretKey, publishableKey, apiUrl } = readDeployment()): ClerkClient {
  return createClerkClient({ secretKey, publishableKey, ...(apiUrl ? { apiUrl } : {}) });
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new Error(`${name} is not set. The tests of a deployment need it: see the docs app, "Deploying".`);
}
