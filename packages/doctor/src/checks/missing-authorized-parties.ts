import type { OuterName, Package, Repository } from '@repo/next-repository';
import { constantNamed, isFunction, keysOf, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import type { Finding, StaticCheck } from '../check.ts';
import { clerkServerNames } from '../clerk/clerk-names.ts';
import { setByRepository } from '../clerk/settings.ts';
import type { Unread } from '../unread.ts';
import { isEmptyList, isList } from '../values/value.ts';
import { type Computed, valueWithoutVariables } from '../values/value-without-variables.ts';

/** Calls that verify tokens, and where their options are. */
type Form = 'handler-and-options' | 'options' | 'subject-and-options' | 'plugin';

/** Functions of Clerk's SDKs for every framework. Where a name has two forms, that of its package counts. */
const VERIFIERS: ReadonlyMap<string, Form> = new Map([
  ['clerkMiddleware', 'handler-and-options'],
  ['authMiddleware', 'options'],
  ['withClerkHandler', 'options'],
  ['ClerkExpressWithAuth', 'options'],
  ['ClerkExpressRequireAuth', 'options'],
  ['clerkPlugin', 'plugin'],
  ['authenticateRequest', 'subject-and-options'],
  ['verifyToken', 'subject-and-options'],
]);

const MENTIONS = new RegExp([...VERIFIERS.keys()].join('|'));

/** @source @clerk/backend 3.20.1 `assertAuthorizedPartiesClaim`: absent or empty, `azp` is not looked at. */
export const missingAuthorizedParties: StaticCheck = {
  id: 'missing-authorized-parties',
  kind: 'static',
  title: 'Tokens of any origin are accepted: authorizedParties is missing',
  whyItMatters:
    'Without the list, this app accepts a session token that any other site of the same Clerk instance has leaked, even a forgotten subdomain. It is an error where the repository has several apps, and a warning where it has one.',
  fix: 'Give the call authorizedParties with the origin of this app, written in the code or read from a variable without which the app does not start; in Next.js createAuthProxy() does so.',
  severity: 'error',
  run: (repository) => {
    const found = callsIn(repository).flatMap(({ owner, source, call }) => {
      const fault = faultOf(repository, source, call.options);
      const saw = `${call.name}() ${fault}`;
      return fault === undefined
        ? []
        : [{ owner, saw, file: source.file, line: source.lineAt(call.node.start) }];
    });
    const isAlone = new Set(callsIn(repository).map(({ owner }) => owner)).size < 2;
    return found.map(
      ({ saw, file, line }): Finding => ({ saw, file, line, ...(isAlone ? { level: 'warning' } : {}) }),
    );
  },
  unread: (repository) =>
    callsIn(repository).flatMap(({ source, call }): readonly Unread[] => {
      if (!call.options || !isUnread(repository, source, call.options)) return [];
      const saw = `Whether ${call.name}() has authorizedParties is not known: its options come from elsewhere`;
      return [
        {
          saw,
          file: source.file,
          line: source.lineAt(call.node.start),
          checks: ['missing-authorized-parties'],
        },
      ];
    }),
};

interface VerifyingCall {
  readonly owner: Package;
  readonly source: Source;
  readonly call: { readonly name: string; readonly node: Node; readonly options: Node | undefined };
}

function callsIn(repository: Repository): readonly VerifyingCall[] {
  return repository.packages.flatMap((owner) =>
    repository
      .sourcesOf(owner, MENTIONS)
      .flatMap((source) => verifiersIn(repository, source).map((call) => ({ owner, source, call }))),
  );
}

function verifiersIn(repository: Repository, source: Source): readonly VerifyingCall['call'][] {
  const names = clerkServerNames(repository, source);
  return [...visit(source.program)].flatMap(({ node, ancestors }): readonly VerifyingCall['call'][] => {
    if (node.type !== 'CallExpression' || isParameter(node.callee, ancestors)) return [];
    const plugin = node.arguments.findIndex(
      (argument) => argument.type === 'Identifier' && names.get(argument.name) === 'clerkPlugin',
    );
    if (plugin !== -1) return [{ name: 'clerkPlugin', node, options: node.arguments[plugin + 1] }];
    const name = verifierOf(repository, source, node, names);
    const form = name === undefined ? undefined : VERIFIERS.get(name);
    if (name === undefined || form === undefined || form === 'plugin') return [];
    return [{ name, node, options: optionsOf(form, node.arguments) }];
  });
}

/** A function that a caller passes in, under the name of one of Clerk's. */
function isParameter(callee: Node, ancestors: readonly Node[]): boolean {
  if (callee.type !== 'Identifier') return false;
  return ancestors.some(
    (outer) =>
      isFunction(outer) &&
      outer.params.some((parameter) => parameter.type === 'Identifier' && parameter.name === callee.name),
  );
}

/** Clerk's name of the function that is called, by import or as a method of a client of Clerk. */
function verifierOf(
  repository: Repository,
  source: Source,
  { callee }: Extract<Node, { type: 'CallExpression' }>,
  names: ReadonlyMap<string, string>,
): string | undefined {
  if (callee.type === 'Identifier') return names.get(callee.name);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const { name } = callee.property;
  if (!VERIFIERS.has(name)) return undefined;
  return isClient(repository, source, callee.object, names) ? name : undefined;
}

function isClient(
  repository: Repository,
  source: Source,
  object: Node,
  names: ReadonlyMap<string, string>,
): boolean {
  const { graph } = repository;
  const makesClient = ({ from, imported }: OuterName) =>
    from.startsWith('@clerk/') &&
    (imported === 'clerkClient' ||
      imported === 'createClerkClient' ||
      imported === 'Clerk' ||
      imported === '*' ||
      imported === 'default');
  if (graph.reaches(source.file, object, makesClient)) return true;
  const base = object.type === 'Identifier' ? object.name : undefined;
  const declared = base === undefined ? undefined : constantNamed(source, base);
  if (declared) return graph.reaches(source.file, declared, makesClient);
  // A parameter, in a file that has to do with Clerk's server.
  return base !== undefined && /clerk/i.test(base) && names.size > 0;
}

/** Whether its options may have the list, and the code does not show it. */
function isUnread(repository: Repository, source: Source, options: Node): boolean {
  const { keys, isWhole } = keysOf(source, options);
  if (keys.has('authorizedParties') || isWhole) return false;
  const isSet = setByRepository(repository, source);
  return (
    valueWithoutVariables(repository, source, {
      expression: options,
      property: 'authorizedParties',
      isSet,
    }) === undefined
  );
}

function faultOf(repository: Repository, source: Source, options: Node | undefined): string | undefined {
  if (!options || isHandler(repository, source, options)) return 'has no authorizedParties';
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

/** clerkMiddleware(handler), the handler by name. */
function isHandler({ graph }: Repository, { file }: Source, options: Node): boolean {
  if (options.type !== 'Identifier') return false;
  const node = graph.codeNamed(file, options.name)?.node;
  return node !== undefined && isFunction(node) && node.params.length > 0;
}

function emptyFault({ value, variables }: Computed): string {
  const list = isList(value) ? 'an empty list' : 'no authorizedParties';
  const when = variables.size === 0 ? '' : ` while ${[...variables].join(' and ')} is not set`;
  return `has ${list}${when}, which accepts everything`;
}

/** clerkMiddleware(), (handler), (handler, options), (options), (() => options). */
function optionsOf(form: Exclude<Form, 'plugin'>, args: readonly Node[]): Node | undefined {
  if (form === 'subject-and-options') return args[1];
  if (form === 'options') return args[0];
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
