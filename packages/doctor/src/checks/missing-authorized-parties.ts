import type { Repository } from '@repo/next-repository';
import { isFunction, keysOf, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import type { Finding, StaticCheck } from '../check.ts';
import { calleeName, clerkServerNames } from '../clerk/clerk-names.ts';
import { setByRepository } from '../clerk/settings.ts';
import { isEmptyList, isList } from '../values/value.ts';
import { type Computed, valueWithoutVariables } from '../values/value-without-variables.ts';

/** Calls that verify tokens, and which of their arguments holds the options. */
const VERIFIERS: ReadonlySet<string> = new Set([
  'clerkMiddleware',
  'authMiddleware',
  'authenticateRequest',
  'verifyToken',
]);

/** @source @clerk/backend 3.20.1 `assertAuthorizedPartiesClaim`: absent or empty, `azp` is not looked at. */
export const missingAuthorizedParties: StaticCheck = {
  id: 'missing-authorized-parties',
  kind: 'static',
  title: 'Tokens of any origin are accepted: authorizedParties is missing',
  whyItMatters:
    'Without the list, this app accepts a session token that any other site of the same Clerk instance has leaked, even a forgotten subdomain.',
  fix: 'Give clerkMiddleware() authorizedParties with the origin of this app, written in the code or read from a variable without which the app does not start; or use createAuthProxy().',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) =>
      repository.sourcesOf(owner).flatMap((source) => findOpenVerifiers(repository, source)),
    ),
};

function findOpenVerifiers(repository: Repository, source: Source): readonly Finding[] {
  const names = clerkServerNames(repository, source);
  if (names.size === 0) return [];
  return [...visit(source.program)].flatMap(({ node }) => {
    if (node.type !== 'CallExpression') return [];
    const called = calleeName(node)?.split('.').at(-1) ?? '';
    const verifier = names.get(called) ?? called;
    if (!VERIFIERS.has(verifier)) return [];
    const fault = faultOf(repository, source, optionsOf(verifier, node.arguments));
    return fault === undefined
      ? []
      : [{ saw: `${verifier}() ${fault}`, file: source.file, line: source.lineAt(node.start) }];
  });
}

function faultOf(repository: Repository, source: Source, options: Node | undefined): string | undefined {
  if (!options) return 'has no authorizedParties';
  const isSet = setByRepository(repository, source);
  const list = partiesIn(options);
  const given = list && valueWithoutVariables(repository, source, { expression: list, isSet });
  if (given && isEmptyList(given.value)) return emptyFault(given);
  const { keys, isWhole } = keysOf(source, options);
  if (!keys.has('authorizedParties') && isWhole) return 'has no authorizedParties';
  const question = { expression: options, property: 'authorizedParties', isSet };
  const whole = valueWithoutVariables(repository, source, question);
  return whole && isEmptyList(whole.value) ? emptyFault(whole) : undefined;
}

function emptyFault({ value, variables }: Computed): string {
  const list = isList(value) ? 'an empty list' : 'no authorizedParties';
  const when = variables.size === 0 ? '' : ` while ${[...variables].join(' and ')} is not set`;
  return `has ${list}${when}, which accepts everything`;
}

/** clerkMiddleware(), (handler), (handler, options), (options), (() => options); the others: (subject, options). */
function optionsOf(verifier: string, args: readonly Node[]): Node | undefined {
  if (verifier === 'verifyToken' || verifier === 'authenticateRequest') return args[1];
  const [first, second] = args;
  if (second) return second;
  if (first && isFunction(first))
    return first.params.length === 0 && args.length === 1 && first.body?.type === 'ObjectExpression'
      ? first
      : undefined;
  return first;
}

function partiesIn(options: Node): Node | undefined {
  for (const { node } of visit(options)) {
    if (node.type === 'Property' && node.key.type === 'Identifier' && node.key.name === 'authorizedParties')
      return node.value;
  }
  return undefined;
}
