import { keyName, type Repository, type Source, visit } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { setByRepository } from '../clerk/settings.ts';
import { valueWithoutVariables } from '../values/value-without-variables.ts';

/** Milliseconds. A session token lives for 60 s: with more, it is accepted for longer than it lives. */
const LIMIT_MS = 60_000;

/** The options of Clerk's SDKs, and how many milliseconds one unit has. */
const OPTIONS: ReadonlyMap<string, number> = new Map([
  ['clockSkewInMs', 1],
  ['clockSkewInSeconds', 1000],
]);

/** @source @clerk/backend 3.20.1 `assertExpirationClaim`; RFC 7519 section 4.1.4: "no more than a few minutes". */
export const excessiveClockSkew: StaticCheck = {
  id: 'excessive-clock-skew',
  kind: 'static',
  title: 'Expired tokens are accepted for too long: clockSkewInMs',
  whyItMatters:
    'The value is added to the life of every session token. So long after signing out, being banned or leaving an organization a user still gets in, and so does everyone who has a leaked token.',
  fix: 'Leave clockSkewInMs at its default of 5 seconds, and set the clock of the server; a minute is the most that a session token bears.',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) =>
      repository.sourcesOf(owner, /clockSkewIn/).flatMap((source) => findExcessive(repository, source)),
    ),
};

function findExcessive(repository: Repository, source: Source): readonly Finding[] {
  if (!source.text.includes('clockSkewIn')) return [];
  const isSet = setByRepository(repository, source);
  return [...visit(source.program)].flatMap(({ node }) => {
    if (node.type !== 'Property') return [];
    const name = keyName(node.key) ?? '';
    const unit = OPTIONS.get(name);
    if (unit === undefined) return [];
    const computed = valueWithoutVariables(repository, source, { expression: node.value, isSet });
    if (typeof computed?.value !== 'number' || !(computed.value * unit > LIMIT_MS)) return [];
    const saw = `${name} is ${inWords(computed.value * unit)}`;
    return [{ saw, file: source.file, line: source.lineAt(node.start) }];
  });
}

function inWords(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'without end';
  const [unit, size] = UNITS.find(([, one]) => milliseconds >= one) ?? ['seconds', 1000];
  return `${Number((milliseconds / size).toFixed(1))} ${unit}`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
];
