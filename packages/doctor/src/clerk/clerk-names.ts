import { type ImportedName, keyName, type Repository, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';

/** Entry points of Clerk's SDKs that run on a server; versions 4 and 5 of @clerk/nextjs had one for both sides. */
const SERVER =
  /^@clerk\/(?:nextjs(?:\/(?:server|api|edge-middleware))?|backend(?:\/.+)?|clerk-sdk-node|express|fastify|hono|astro\/server|nuxt\/server|remix(?:\/.+)?|react-router\/(?:server|ssr\.server)|tanstack-react-start\/server)$|^@hono\/clerk-auth$|^svelte-clerk\/server$/;

/**
 * The local names of what a file imports from Clerk's server entry points, also through files of the repository that re-export
 * it: local name to Clerk's name. Types are left out.
 */
export function clerkServerNames(repository: Repository, source: Source): ReadonlyMap<string, string> {
  const names = namesOf.get(source) ?? readServerNames(repository, source);
  namesOf.set(source, names);
  return names;
}

const namesOf = new WeakMap<Source, ReadonlyMap<string, string>>();

function readServerNames(repository: Repository, source: Source): ReadonlyMap<string, string> {
  return new Map(
    [...source.imports, ...source.required].flatMap(
      ({ local, imported, from, isType }): readonly (readonly [string, string])[] => {
        if (isType || !mayBeClerk(repository, source, from)) return [];
        const origin = repository.graph
          .originsOf(source.file, { from, imported })
          .find((one) => SERVER.test(one.from));
        return origin ? [[local, origin.imported]] : [];
      },
    ),
  );
}

/** Most imports lead to files that neither name Clerk nor hand anything on: these are not parsed. */
function mayBeClerk(repository: Repository, { file }: Source, from: string): boolean {
  if (SERVER.test(from)) return true;
  const target = repository.graph.resolve(file, from);
  const text = target === undefined ? undefined : repository.read(target);
  return text !== undefined && /@clerk\/|\bexport\s*[*{]|module\.exports/.test(text);
}

/** What a file imports from any package of Clerk. */
export function clerkImports(source: Source): readonly ImportedName[] {
  return [...source.imports, ...source.required].filter(({ from }) => from.startsWith('@clerk/'));
}

/** Every value that a file gives to an option `authorizedParties`. */
export function partiesIn(source: Source): readonly Node[] {
  if (!source.text.includes('authorizedParties')) return [];
  return [...visit(source.program)].flatMap(({ node }) =>
    node.type === 'Property' && keyName(node.key) === 'authorizedParties' ? [node.value] : [],
  );
}

/** The name a call is written with: `auth` of `auth()`, `auth.protect` of `auth.protect()`; undefined when computed. */
export function calleeName(node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  return dottedName(node.callee);
}

/** `a.b.c` as text; undefined for anything else. Optional chaining counts as plain. */
export function dottedName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'ChainExpression') return dottedName(node.expression);
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier')
    return undefined;
  const object = dottedName(node.object);
  return object === undefined ? undefined : `${object}.${node.property.name}`;
}
