import { propertiesOf, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { importLine } from './edit-imports.ts';

/**
 * The lines to write where a program does not edit a proxy.
 *
 * @param source The file; undefined: it cannot be parsed.
 * @param from What to import `createAuthProxy` from.
 */
export function proxyLinesByHand(source: Source | undefined, from: string): string {
  const line = importLine(
    { name: 'createAuthProxy', from },
    { quote: "'", semicolon: ';', isCommonJs: false },
  );
  const removed = source && findAuthMiddleware(source);
  if (source && removed) return removedMiddleware(line, readPublicRoutes(source, removed));
  const reexport = source?.program.body.find(
    (node) => node.type === 'ExportNamedDeclaration' && node.source && node.exportKind !== 'type',
  );
  const other =
    reexport?.type === 'ExportNamedDeclaration' && reexport.source ? ` in ${reexport.source.value}` : '';
  return `${line}

export default createAuthProxy({
  // Your code${other}: what clerkMiddleware() was given, and what stood around its call. Clerk is called for you.
  handler: async (auth, request, event) => {
    return yours(auth, request, event);
  },
});`;
}

type Call = Extract<Node, { type: 'CallExpression' }>;

function findAuthMiddleware(source: Source): Call | undefined {
  for (const { node } of visit(source.program)) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') continue;
    const { name } = node.callee;
    const found = source.imports.find(({ local }) => local === name);
    if (found?.imported === 'authMiddleware' && found.from.startsWith('@clerk/nextjs')) return node;
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
