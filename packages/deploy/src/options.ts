import { getDomain, getHostname, parse } from 'tldts';
import { DeployError } from './errors.ts';
import type { DeployPlan } from './plan/deploy-plan.ts';

/**
 * Reads --domain.
 *
 * @param option As given; undefined stays undefined.
 * @throws {DeployError} `invalid_usage`: no registrable domain, such as "https://acme.com" or "app.acme.com".
 */
export function parseDomain(option: string | undefined): string | undefined {
  if (option === undefined) return undefined;
  const { domain, isIp } = parse(option, { allowPrivateDomains: true });
  if (domain === option && !isIp) return option;
  const nearest = domain ? ` Did you mean ${domain}?` : '';
  throw new DeployError(
    'invalid_usage',
    `--domain takes a registrable domain, such as acme.com, not "${option}".${nearest}`,
  );
}

/**
 * Reads --preview-suffix: the host under which previews get their addresses.
 *
 * @throws {DeployError} `invalid_usage`: no host name, or a public suffix that is not vercel.app.
 */
export function parsePreviewSuffix(option: string | undefined): string | undefined {
  if (option === undefined || option === 'vercel.app') return option;
  if (getHostname(option) === option && getDomain(option, { allowPrivateDomains: true })) return option;
  throw new DeployError(
    'invalid_usage',
    `--preview-suffix takes a host under a domain of yours, such as preview.acme.dev, not "${option}".`,
  );
}

/**
 * Reads the repository that Vercel builds from.
 *
 * @param option --repo as given: `owner/name`. undefined: taken from the address of git's remote "origin".
 * @param remote That address; undefined: there is none.
 * @returns null: not on GitHub, so it is connected by hand.
 * @throws {DeployError} `invalid_usage`: --repo is not `owner/name`.
 * @example parseRepository(undefined, 'git@github.com:acme/apps.git') // 'acme/apps'
 */
export function parseRepository(option: string | undefined, remote: string | undefined): string | null {
  if (option !== undefined) {
    if (OWNER_AND_NAME.test(option)) return option;
    throw new DeployError(
      'invalid_usage',
      `--repo takes OWNER/NAME of a repository on GitHub, not "${option}".`,
    );
  }
  const [, repository = ''] =
    /^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[:/](.+?)(?:\.git)?\/?$/.exec(remote ?? '') ?? [];
  return OWNER_AND_NAME.test(repository) ? repository : null;
}

const OWNER_AND_NAME = /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/;

/**
 * Reads --replace: names of variables whose values on Vercel are replaced.
 *
 * @throws {DeployError} `invalid_usage`: a name that no project has; lists the names.
 */
export function parseVariableNames(
  option: string | undefined,
  { projects }: DeployPlan,
): ReadonlySet<string> {
  const wanted = (option ?? '').split(',').flatMap((name) => name.trim() || []);
  const names = new Set(projects.flatMap(({ variables }) => variables.map(({ name }) => name)));
  const unknown = wanted.find((name) => !names.has(name));
  if (unknown === undefined) return new Set(wanted);
  throw new DeployError(
    'invalid_usage',
    `No project has a variable "${unknown}". Variables: ${[...names].join(', ')}.`,
  );
}

/**
 * Reads the addresses to check.
 *
 * @param given As typed; empty: the domains of the plan.
 * @throws {DeployError} `invalid_usage`: not an address with http or https.
 */
export function parseUrls(given: readonly string[], { projects }: DeployPlan): readonly URL[] {
  if (given.length === 0)
    return projects.flatMap(({ domains }) => domains.map((host) => new URL(`https://${host}/`)));
  return given.map((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
    throw new DeployError(
      'invalid_usage',
      `"${text}" is no address. Write it as https://platform.acme.com/.`,
    );
  });
}
