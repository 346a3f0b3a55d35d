import { CommandError } from '../command-error.ts';
import type { GivenArguments } from '../read-arguments.ts';

const DEFAULT_DOMAIN = 'acme.localhost';
const DEFAULT_PORT = '4000';
/** First label of the Clerk's host. */
export const CLERK_LABEL = 'clerk';

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** A program that is reached at `http://<name>.<domain>:<port of the gateway>`. */
export interface LocalApp {
  readonly name: string;
  /** Where it listens on this machine. */
  readonly port: number;
}

/** What a start was asked for. */
export interface StartOptions {
  /** Under `.localhost`. */
  readonly domain: string;
  /** At least one, in the order they were named. */
  readonly apps: readonly LocalApp[];
  /** The app where users sign in: one of `apps`. */
  readonly primary: LocalApp;
  /** The gateway's; the Clerk itself listens on the next one. */
  readonly port: number;
  /** Paths of the primary app. */
  readonly signIn: string;
  readonly signUp: string;
  readonly stateDir: string | undefined;
  readonly seedFile: string | undefined;
  /** Files that get the environment, one for each app that reads its own; empty: it is printed. */
  readonly envFiles: readonly string[];
  readonly isVerbose: boolean;
}

/**
 * Decides what to start.
 *
 * @param given As `readArguments` returns them; of an option that may be given once, the last counts.
 * @throws {CommandError} `domain_invalid`, `app_invalid`, `primary_invalid`, `port_invalid`, `path_invalid`.
 */
export function parseStartOptions(given: GivenArguments): StartOptions {
  const last = (name: string) => given[name]?.at(-1);
  const port = parsePort(last('port') ?? DEFAULT_PORT);
  const apps = parseApps(given.app ?? [], port);
  return {
    domain: parseDomain(last('domain') ?? DEFAULT_DOMAIN),
    apps,
    primary: findPrimary(apps, last('primary')),
    port,
    signIn: parsePath('sign-in', last('sign-in') ?? '/sign-in'),
    signUp: parsePath('sign-up', last('sign-up') ?? '/sign-up'),
    stateDir: last('state'),
    seedFile: last('seed'),
    envFiles: given['write-env'] ?? [],
    isVerbose: given.verbose !== undefined,
  };
}

function parseDomain(text: string): string {
  const labels = text.toLowerCase().split('.');
  // `localhost` alone may not have a cookie for its subdomains; other names do not lead to this machine.
  const isUnderLocalhost = labels.length >= 2 && labels.at(-1) === 'localhost';
  if (isUnderLocalhost && labels.every((label) => LABEL.test(label))) return labels.join('.');
  throw new CommandError('domain_invalid', `--domain is "${text}".`);
}

function parsePort(text: string): number {
  const port = readPort(text);
  if (port !== undefined && port <= 65_534) return port;
  throw new CommandError('port_invalid', `--port is "${text}".`);
}

function readPort(text: string): number | undefined {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined;
}

function parseApps(texts: readonly string[], gatewayPort: number): LocalApp[] {
  if (texts.length === 0) throw new CommandError('app_invalid', 'There is no --app.');
  const apps = texts.map((text) => parseApp(text, gatewayPort));
  const twice = apps.find(({ name }, index) => apps.findIndex((other) => other.name === name) !== index);
  if (twice) throw new CommandError('app_invalid', `--app names "${twice.name}" twice.`);
  return apps;
}

function parseApp(text: string, gatewayPort: number): LocalApp {
  const [, name = '', digits = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const port = readPort(digits);
  if (!LABEL.test(name) || port === undefined) throw new CommandError('app_invalid', `--app is "${text}".`);
  if (name === CLERK_LABEL)
    throw new CommandError('app_invalid', `"${CLERK_LABEL}" is the Clerk's own name.`);
  if (port === gatewayPort || port === gatewayPort + 1) {
    const problem = `--app is "${text}", and ports ${gatewayPort} and ${gatewayPort + 1} are those of clerk-local itself.`;
    throw new CommandError('app_invalid', problem);
  }
  return { name, port };
}

function findPrimary(apps: readonly LocalApp[], name: string | undefined): LocalApp {
  const primary = name === undefined ? apps[0] : apps.find((app) => app.name === name);
  if (primary) return primary;
  const names = apps.map((app) => app.name).join(', ');
  throw new CommandError('primary_invalid', `--primary is "${name}", and the apps are ${names}.`);
}

function parsePath(option: string, text: string): string {
  if (/^\/(?![/\\])[^\s\\]*$/.test(text)) return text;
  throw new CommandError('path_invalid', `--${option} is "${text}".`);
}
