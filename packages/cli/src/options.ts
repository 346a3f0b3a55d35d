import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sso } from '@repo/sso';
import { BOOT_ORDER, type ServiceName } from '@repo/stack';
import { ROOT } from '@repo/stack/repository';
import { readEnvironment } from '@subdomain-sso/auth/environment';
import { CliError } from './cli-error.ts';

/**
 * The gateway's port: the option, else SSO_LOCAL_PORT, else 3000.
 *
 * @throws {AuthConfigError} `invalid_environment`: not a port from 1 to 65534.
 */
export function resolvePort(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): number {
  const environment = readEnvironment({ SSO_LOCAL_PORT: option ?? env.SSO_LOCAL_PORT });
  // Without any Vercel variable or NODE_ENV the environment is always local.
  if (environment.kind !== 'local') throw new TypeError(`Unexpected environment "${environment.kind}".`);
  return environment.port;
}

/**
 * The apps a filter selects, in boot order. The primary is always among them: nobody could sign in without it.
 *
 * @param filter App names separated by commas: 'platform,docs'; undefined selects all.
 * @throws {CliError} `unknown_app`: lists the names there are.
 */
export function selectApps(filter: string | undefined): readonly ServiceName[] {
  if (filter === undefined) return BOOT_ORDER;
  const wanted = filter.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !BOOT_ORDER.some((app) => app === name));
  if (unknown !== undefined) {
    throw new CliError('unknown_app', `There is no app "${unknown}". Apps: ${BOOT_ORDER.join(', ')}.`);
  }
  return BOOT_ORDER.filter((name) => name === sso.primary || wanted.includes(name));
}

/**
 * Stops on a Node that cannot run the apps, before something obscure does.
 *
 * @param current `process.versions.node`.
 * @throws {CliError} `node_too_old`.
 */
export function assertNodeVersion(current: string): void {
  const manifest: { engines: { node: string } } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
  const minimum = manifest.engines.node.replace(/^>=\s*/, '');
  if (current.localeCompare(minimum, 'en', { numeric: true }) >= 0) return;
  throw new CliError('node_too_old', `This is Node ${current}; Node ${minimum} or newer is needed.`);
}
