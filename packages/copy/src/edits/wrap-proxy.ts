import {
  isFunction,
  parseSource,
  propertiesOf,
  type Source,
  visit,
  withoutTypes,
} from '@repo/next-repository';
import type { Node, Function as PlainFunction } from 'oxc-parser';
import { inStyle, styleOf } from './code-style.ts';
import { addImports, localName, removeImport } from './edit-imports.ts';
import { applyEdits, type CodeEdit, type TextEdit } from './text-edits.ts';

const CLERK = /^@clerk\/nextjs\/server$/;
const MATCHER = `\nexport const config = { matcher: ['/((?!api/|_next/static/|favicon\\\\.ico$|icon\\\\.svg$).*)'] };\n`;

/** Options of `clerkMiddleware` that sso.config.ts and the environment decide. */
const DECIDED = new Set([
  'authorizedParties',
  'publishableKey',
  'secretKey',
  'jwtKey',
  'domain',
  'isSatellite',
  'proxyUrl',
  'signInUrl',
  'signUpUrl',
  'clockSkewInMs',
  'organizationSyncOptions',
]);

/**
 * Makes a team's proxy or middleware the handler of `createAuthProxy()`. Everything else of the file stays.
 *
 * @param from What to import `createAuthProxy` from.
 * @returns `notes`: options that were taken out, because sso.config.ts or the environment decides them.
 */
export function wrapProxy(text: string, { from }: { readonly from: string }): CodeEdit {
  if (/\bcreateAuthProxy\b/.test(text)) return { kind: 'done' };
  const source = parseSource('proxy.tsx', text);
  const byHand = (why: string): CodeEdit => ({ kind: 'by-hand', why, lines: linesByHand(from) });
  if (!source) return byHand('it cannot be parsed');
  if (localName(source, 'authMiddleware', /^@clerk\/nextjs/) !== undefined)
    return byHand(
      'it calls authMiddleware(), which Clerk removed: what it protected is now said in a handler',
    );
  const clerk = localName(source, 'clerkMiddleware', CLERK);
  const edits = clerk === undefined ? wrapPlain(source) : wrapClerk(source, clerk);
  if (typeof edits === 'string') return byHand(edits);
  const all = [
    ...edits.edits,
    ...(clerk === undefined ? [] : removeImport(source, clerk)),
    addImports(source, [`import { createAuthProxy } from '${from}';`]),
  ];
  const wrapped = applyEdits(text, all);
  const hasConfig = /\bexport\s+const\s+config\b/.test(text);
  return {
    kind: 'wrapped',
    text: hasConfig ? wrapped : `${wrapped.trimEnd()}\n${inStyle(MATCHER, styleOf(text))}`,
    notes: edits.notes,
  };
}

interface Wrapping {
  readonly edits: readonly TextEdit[];
  readonly notes: readonly string[];
}

/** `clerkMiddleware(handler, options)` becomes `createAuthProxy({ handler })`. */
function wrapClerk(source: Source, clerk: string): Wrapping | string {
  const calls = [...visit(source.program)].filter(
    ({ node }) =>
      node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === clerk,
  );
  const [call, ...others] = calls;
  if (!call || others.length > 0 || call.node.type !== 'CallExpression')
    return 'it does not call clerkMiddleware() exactly once';
  if (!isExported(call.ancestors)) return 'the result of clerkMiddleware() is used inside another function';
  const [first, second, ...rest] = call.node.arguments.map(withoutTypes);
  if (rest.length > 0) return 'clerkMiddleware() has more than two arguments';
  const isOptionsFirst = first?.type === 'ObjectExpression';
  const handler = isOptionsFirst ? undefined : first;
  const options = isOptionsFirst ? first : second;
  if (handler && !isHandler(handler))
    return 'what it gives to clerkMiddleware() may be something else than a handler';
  if (options && options.type !== 'ObjectExpression') return 'its options are computed';
  const read = options ? readOptions(source, options) : { kept: [], notes: [] };
  if (typeof read === 'string') return read;
  const own = handler ? [`handler: ${source.text.slice(handler.start, handler.end)}`] : [];
  const parts = [...own, ...read.kept];
  const text = `createAuthProxy(${parts.length > 0 ? `{ ${parts.join(', ')} }` : ''})`;
  return { edits: [{ start: call.node.start, end: call.node.end, text }], notes: read.notes };
}

function readOptions(
  source: Source,
  options: Extract<Node, { type: 'ObjectExpression' }>,
): { readonly kept: readonly string[]; readonly notes: readonly string[] } | string {
  const kept: string[] = [];
  const notes: string[] = [];
  if (options.properties.some(({ type }) => type === 'SpreadElement')) return 'its options are computed';
  for (const { key, value } of propertiesOf(options)) {
    const written = source.text.slice(value.start, value.end);
    if (key === 'debug') kept.push(`debug: ${written}`);
    else if (DECIDED.has(key))
      notes.push(`${key} (${written}) is taken out: sso.config.ts or the environment decides it`);
    else return `its option ${key} has no counterpart`;
  }
  return { kept, notes };
}

/** A proxy without Clerk: its function gets the request as before, and nobody's session. */
function wrapPlain(source: Source): Wrapping | string {
  for (const node of source.program.body) {
    if (node.type === 'ExportDefaultDeclaration') return wrapDefault(source, node.declaration, node);
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) continue;
    const { declaration } = node;
    if (declaration.type === 'FunctionDeclaration' && isProxyName(declaration.id?.name))
      return renamed(source, node, declaration);
    if (declaration.type !== 'VariableDeclaration') continue;
    const [variable] = declaration.declarations;
    if (variable?.id.type !== 'Identifier' || !isProxyName(variable.id.name) || !variable.init) continue;
    return { edits: [replaced(source, variable.init)], notes: [] };
  }
  return 'it does not export a function that can be found';
}

function wrapDefault(source: Source, declaration: Node, node: Node): Wrapping | string {
  if (declaration.type === 'FunctionDeclaration') {
    if (!declaration.id)
      return {
        edits: [
          { start: node.start, end: declaration.start, text: 'const handle = ' },
          { start: node.end, end: node.end, text: `;\n\n${EXPORT}` },
        ],
        notes: [],
      };
    return renamed(source, node, declaration);
  }
  return { edits: [replaced(source, declaration)], notes: [] };
}

/** A declared function keeps its name and place, and is no longer exported itself. */
function renamed(_source: Source, node: Node, declaration: PlainFunction): Wrapping {
  const name = declaration.id?.name ?? 'handle';
  const isDefault = node.type === 'ExportDefaultDeclaration';
  const inner = isDefault ? name : `handle${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const exported = isDefault ? 'export default' : `export const ${name} =`;
  const edits: TextEdit[] = [
    { start: node.start, end: declaration.start, text: '' },
    {
      start: node.end,
      end: node.end,
      text: `\n\n${exported} createAuthProxy({ handler: ${handlerCall(inner, declaration.params.length)} });`,
    },
  ];
  if (!isDefault && declaration.id)
    edits.push({ start: declaration.id.start, end: declaration.id.end, text: inner });
  return { edits, notes: [] };
}

const EXPORT =
  'export default createAuthProxy({ handler: (_auth, request, event) => handle(request, event) });';

function replaced(source: Source, value: Node): TextEdit {
  const written = source.text.slice(value.start, value.end);
  const callee = /^[\w$.]+(\(.*\))?$/s.test(written) ? written : `(${written})`;
  const text =
    value.type === 'Identifier'
      ? `createAuthProxy({ handler: ${handlerCall(written, 2)} })`
      : `createAuthProxy({ handler: ${handlerCall(callee, isFunction(value) ? value.params.length : 1)} })`;
  return { start: value.start, end: value.end, text };
}

function handlerCall(callee: string, parameters: number): string {
  return parameters > 1
    ? `(_auth, request, event) => ${callee}(request, event)`
    : `(_auth, request) => ${callee}(request)`;
}

function isHandler(node: Node): boolean {
  return isFunction(node) || node.type === 'Identifier';
}

function isProxyName(name: string | undefined): boolean {
  return name === 'proxy' || name === 'middleware';
}

/** Whether a call is what the file exports, not a part of another function. */
function isExported(ancestors: readonly Node[]): boolean {
  return (
    ancestors.every((node) => !isFunction(node)) &&
    ancestors.some(
      ({ type }) =>
        type === 'ExportDefaultDeclaration' ||
        type === 'ExportNamedDeclaration' ||
        type === 'VariableDeclarator',
    )
  );
}

function linesByHand(from: string): string {
  return `import { createAuthProxy } from '${from}';

// What you do with a request becomes the handler. It runs once the request may reach the app.
export const proxy = createAuthProxy({ handler: (auth, request, event) => yours(auth, request, event) });`;
}
