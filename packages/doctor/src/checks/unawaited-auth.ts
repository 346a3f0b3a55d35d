import type { Package, Repository } from '@repo/next-repository';
import { enclosingFunction, isFunction, type Source, type Visited, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import semver from 'semver';
import type { Change, Finding, StaticCheck } from '../check.ts';
import { calleeName, clerkServerNames } from '../clerk/clerk-names.ts';

/** @source @clerk/nextjs 6 upgrade guide: `auth()` and `auth.protect()` return promises. */
export const unawaitedAuth: StaticCheck = {
  id: 'unawaited-auth',
  kind: 'static',
  title: 'auth() or auth.protect() is not awaited',
  whyItMatters:
    'Both return a promise. Without await, the page is rendered before protect() has finished, and userId of a promise is always undefined.',
  fix: 'Write await before the call, in an async function.',
  severity: 'error',
  run: (repository) =>
    repository.packages
      .filter((owner) => isAsync(clerkVersion(repository, owner)))
      .flatMap((owner) =>
        repository
          .sourcesOf(owner, /\bauth\b|currentUser|\.protect/)
          .flatMap((source) => findUnawaited(repository, source)),
      ),
};

/** Its own, else that of a package that re-exports Clerk. */
function clerkVersion({ packages }: Repository, owner: Package): string | undefined {
  const versions = [owner, ...packages].flatMap((one) => one.dependency('@clerk/nextjs')?.version ?? []);
  return versions[0];
}

function isAsync(version: string | undefined): boolean {
  return version !== undefined && semver.gte(version, '6.0.0');
}

function findUnawaited(repository: Repository, source: Source): readonly Finding[] {
  const names = clerkServerNames(repository, source);
  if (names.size === 0) return [];
  return [...visit(source.program)].flatMap((visited) => {
    const name = calleeName(visited.node);
    if (name === undefined || !isAuthCall(name, names, visited.ancestors)) return [];
    const misuse = misuseOf(visited, source);
    if (!misuse) return [];
    const saw = `${name}() is ${misuse}`;
    return [
      { saw, file: source.file, line: source.lineAt(visited.node.start), ...changesFor(source, visited) },
    ];
  });
}

function isAuthCall(name: string, names: ReadonlyMap<string, string>, ancestors: readonly Node[]): boolean {
  const base = name.split('.')[0] ?? '';
  if (!/^[^.]+(?:\.protect)?$/.test(name)) return false;
  const imported = names.get(base);
  if (imported === 'auth' || (imported === 'currentUser' && name === base)) return true;
  return ancestors.some(
    (node, index) =>
      isFunction(node) && firstParameter(node) === base && isClerkCallback(ancestors[index + 1], names),
  );
}

function firstParameter(node: Node): string | undefined {
  if (!isFunction(node)) return undefined;
  const first = node.params[0];
  return first?.type === 'Identifier' ? first.name : undefined;
}

function isClerkCallback(parent: Node | undefined, names: ReadonlyMap<string, string>): boolean {
  return parent !== undefined && names.get(calleeName(parent) ?? '') === 'clerkMiddleware';
}

const PROMISE_METHODS: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** How a call's promise is used as if it were its value; undefined when it is awaited or passed on, or may be. */
function misuseOf({ node, ancestors: [parent] }: Visited, source: Source): string | undefined {
  switch (parent?.type) {
    case 'ExpressionStatement':
      return 'called without await';
    case 'MemberExpression': {
      const property = parent.property.type === 'Identifier' ? parent.property.name : '';
      return parent.object === node && !PROMISE_METHODS.has(property)
        ? `read for ${property === '' ? 'a property' : property} before it has resolved`
        : undefined;
    }
    case 'VariableDeclarator':
      if (parent.id.type === 'ObjectPattern') return 'destructured before it has resolved';
      return parent.id.type === 'Identifier' && isReadAtOnce(source, parent.id.name)
        ? 'stored as a promise and read as its value'
        : undefined;
    case 'IfStatement':
    case 'UnaryExpression':
      return 'tested as a promise, which is always true';
    default:
      return undefined;
  }
}

function isReadAtOnce(source: Source, name: string): boolean {
  const nodes = [...visit(source.program)];
  const isNamed = (node: Node) => node.type === 'Identifier' && node.name === name;
  if (nodes.some(({ node }) => node.type === 'AwaitExpression' && isNamed(node.argument))) return false;
  return nodes.some(
    ({ node }) =>
      node.type === 'MemberExpression' &&
      isNamed(node.object) &&
      node.property.type === 'Identifier' &&
      !PROMISE_METHODS.has(node.property.name),
  );
}

function changesFor(source: Source, { node, ancestors }: Visited): { changes?: readonly Change[] } {
  const [parent] = ancestors;
  if (!enclosingFunction(ancestors)?.async) return {};
  const [start, end] = [node.start, node.end];
  const call = source.text.slice(start, end);
  const isPlain = parent?.type === 'ExpressionStatement' || parent?.type === 'VariableDeclarator';
  const text = isPlain ? `await ${call}` : `(await ${call})`;
  return { changes: [{ kind: 'replace', file: source.file, start, end, text }] };
}
