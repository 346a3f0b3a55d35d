import { isFunction, propertiesOf, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { styleOf } from './code-style.ts';
import { findImport, importLine } from './edit-imports.ts';
import { exportedValues, topLevelValue } from './exported-values.ts';

/**
 * The lines to write where a program does not edit a proxy: with the handler that the file has, where it has one.
 *
 * @param source The file; undefined: it cannot be parsed.
 * @param from What to import `createAuthProxy` from.
 */
export function proxyLinesByHand(source: Source | undefined, from: string): string {
  const line = importLine(
    { name: 'createAuthProxy', from },
    { ...styleOf(source?.text ?? ''), isCommonJs: false },
  );
  const removed = source && findCall(source, 'authMiddleware');
  if (source && removed) return removedMiddleware(line, readPublicRoutes(source, removed));
  const handler = source && readHandler(source);
  const body = handler
    ? `// What stands around clerkMiddleware() in your code belongs to the beginning of this function. Clerk is called for you.
  handler: ${handler},`
    : `// Your code${source ? placeOf(source) : ''}: what clerkMiddleware() is given, and what stands around its call. Clerk is called for you.
  handler: async (auth, request, event) => {
    return yours(auth, request, event);
  },`;
  return `${line}\n\n${source ? exportHead(source) : 'export default '}createAuthProxy({\n  ${body}\n});`;
}

/** The export that the file has today, so that Next finds the new one. */
function exportHead(source: Source): string {
  const name = exportedValues(source).find((each) => /^(?:default|proxy|middleware)$/.test(each.name))?.name;
  return name === undefined || name === 'default' ? 'export default ' : `export const ${name} = `;
}

/** The other file that `export { default } from './lib/proxy'` names. */
function placeOf({ program }: Source): string {
  const reexport = program.body.find(
    (node) => node.type === 'ExportNamedDeclaration' && node.source && node.exportKind !== 'type',
  );
  return reexport?.type === 'ExportNamedDeclaration' && reexport.source ? ` in ${reexport.source.value}` : '';
}

/** The function that `clerkMiddleware` is given, or its name. */
function readHandler(source: Source): string | undefined {
  const given = findCall(source, 'clerkMiddleware')?.arguments[0];
  if (!given || (!isFunction(given) && given.type !== 'Identifier')) return undefined;
  if (given.type === 'Identifier' && !isFunction(topLevelValue(source, given.name) ?? given))
    return undefined;
  return source.text.slice(given.start, given.end).replaceAll('\r\n', '\n');
}

type Call = Extract<Node, { type: 'CallExpression' }>;

function findCall(source: Source, name: string): Call | undefined {
  const local = findImport(source, name, /^@clerk\/nextjs/)?.local;
  for (const { node } of visit(source.program)) {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === local)
      return node;
  }
  return undefined;
}

function readPublicRoutes({ text }: Source, { arguments: [options] }: Call): string | undefined {
  if (options?.type !== 'ObjectExpression') return undefined;
  const routes = propertiesOf(options).find(({ key }) => key === 'publicRoutes')?.value;
  return routes && text.slice(routes.start, routes.end);
}

/** What `authMiddleware({ publicRoutes })` did, as a handler. */
function removedMiddleware(line: string, routes: string | undefined): string {
  if (routes === undefined)
    return `${line}

export default createAuthProxy({
  handler: async (auth) => {
    await auth.protect();
  },
});`;
  return `${line}
import { createRouteMatcher } from '@clerk/nextjs/server';

const isPublic = createRouteMatcher(${routes});

export default createAuthProxy({
  handler: async (auth, request) => {
    if (!isPublic(request)) await auth.protect();
  },
});`;
}
