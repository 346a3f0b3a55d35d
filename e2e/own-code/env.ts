import type { AppName } from '@repo/sso';

/**
 * What a team has beside this package, one kind for each process. `own-code-hosts.ts` of the spec gives each its own subdomain.
 */
export type Mode = 'none' | 'locales-always' | 'locales-as-needed' | 'content-security-policy' | 'tenants';

/** The app of the registry that this process is, and the code of the team in its proxy. */
export function readSettings(): { readonly app: AppName; readonly mode: Mode } {
  // The spec starts each process with names of these types.
  return { app: read('OWN_CODE_APP') as AppName, mode: read('OWN_CODE_MODE') as Mode };
}

/** By a variable name: Next puts values into a build only where the name is written out. */
function read(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. e2e/specs/own-stack/own-code.spec.ts starts this app.`);
  return value;
}
