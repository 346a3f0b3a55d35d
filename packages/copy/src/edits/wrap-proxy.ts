import {
  isFunction,
  parseSource,
  propertiesOf,
  type Source,
  visit,
  withoutTypes,
} from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { countUses, findImport, type NamedImport, replaceImport } from './edit-imports.ts';
import { type ExportedValue, exportedValues, topLevelValue } from './exported-values.ts';
import { proxyLinesByHand } from './proxy-lines.ts';
import { readStyle, type SourceStyle } from './source-style.ts';
import { applyEdits, type CodeEdit } from './text-edits.ts';
import { type PlainContext, type ProxyEdits, wrapPlainProxy } from './wrap-plain-proxy.ts';

export interface ProxyWrap {
  /** What to import `createAuthProxy` from. */
  readonly from: string;
  /** Whether the file may have types; default: what is seen in it. */
  readonly language?: 'ts' | 'js';
  /**
   * Whether another file of the app calls `clerkMiddleware()`, which must not run twice. Default: not known; then a proxy that a
   * file of theirs makes is left to a person, and a function in this file is taken.
   */
  readonly hasClerkElsewhere?: boolean;
}

const CLERK = /^@clerk\/nextjs(?:\/server)?$/;
const NAMES = new Set(['default', 'proxy', 'middleware']);

/** Options of `clerkMiddleware` that `sso.config.ts` decides. */
const IN_REGISTRY = new Set([
  'signInUrl',
  'signUpUrl',
  'clockSkewInMs',
  'authorizedParties',
  'organizationSyncOptions',
]);
/** Options of `clerkMiddleware` that the environment decides. */
const IN_ENVIRONMENT = new Set([
  'publishableKey',
  'secretKey',
  'machineSecretKey',
  'jwtKey',
  'domain',
  'isSatellite',
  'proxyUrl',
  'apiUrl',
  'apiVersion',
]);

/**
 * Makes a team's proxy or middleware the handler of `createAuthProxy()`. Everything else of the file stays.
 *
 * @param text A `proxy.*` or `middleware.*`, TypeScript or JavaScript.
 * @returns `notes`: options that were left out and where they belong now, and a matcher that was added.
 */
export function wrapProxy(text: string, { from, language, hasClerkElsewhere }: ProxyWrap): CodeEdit {
  // JSX makes `<T>(x: T) => x` mean something else, so it is tried second.
  const source = parseSource('proxy.ts', text) ?? parseSource('proxy.tsx', text);
  if (source && countUses(source, 'createAuthProxy') > 0) return { kind: 'done' };
  const byHand = (why: string): CodeEdit => ({
    kind: 'by-hand',
    why,
    lines: proxyLinesByHand(source, from),
  });
  if (!source) return byHand('it cannot be parsed');
  const seen = readStyle(source);
  const style = { ...seen, isTyped: language === undefined ? seen.isTyped : language === 'ts' };
  const found = wrapExported(source, { from, style, hasClerkElsewhere });
  if (typeof found === 'string') return byHand(found);
  const wrapped = applyEdits(text, found.edits);
  const notes = style.isCommonJs ? [...found.notes, COMMON_JS] : found.notes;
  if (hasConfig(source)) return { kind: 'wrapped', text: wrapped, notes };
  return { kind: 'wrapped', text: withMatcher(wrapped, style), notes: [...notes, NEW_MATCHER] };
}

const COMMON_JS =
  'Next.js 16 finds only exports of ES modules in this file: write `export default` and `export const config` in place of module.exports';
const NEW_MATCHER =
  'it had no matcher, and gets one that leaves out build assets and /api/, whose routes call withAuth(); take `api/|` out of it for routes that call auth()';

function withMatcher(text: string, { newline, quote, semicolon, isCommonJs }: SourceStyle): string {
  const head = isCommonJs ? 'module.exports.config =' : 'export const config =';
  const pattern = `/((?!api/|_next/static/|favicon\\\\.ico$|icon\\\\.svg$).*)`;
  const gap = text.endsWith('\n') ? newline : newline.repeat(2);
  return `${text}${gap}${head} { matcher: [${quote}${pattern}${quote}] }${semicolon}${newline}`;
}

function hasConfig(source: Source): boolean {
  return exportedValues(source).some(
    ({ name, value }) =>
      name === 'config' ||
      (value?.type === 'ObjectExpression' && propertiesOf(value).some(({ key }) => key === 'config')),
  );
}

function wrapExported(source: Source, input: PlainContext): ProxyEdits {
  if (findImport(source, 'authMiddleware', CLERK) || findImport(source, 'withClerkMiddleware', CLERK))
    return 'it calls authMiddleware(), which Clerk removed in version 6. It let only signed-in users in, but for publicRoutes; ignoredRoutes never reached it; beforeAuth and afterAuth were code of your own';
  const targets = exportedValues(source).flatMap(proxiesIn);
  const [target, ...others] = targets;
  if (!target) return 'it exports no proxy that can be found';
  if (others.length > 0) return 'it exports more than one proxy';
  const clerk = findImport(source, 'clerkMiddleware', CLERK);
  if (!clerk && mayUseClerk(source))
    return 'it uses a middleware for sessions that does not come from @clerk/nextjs/server by its name';
  if (!clerk && input.hasClerkElsewhere)
    return 'clerkMiddleware() is called in another file: what it is given there must become the handler';
  if (!clerk) return wrapPlainProxy(source, target, input);
  return wrapClerk(source, target, { ...input, clerk });
}

/** `clerk.clerkMiddleware()`, or a function of the team's own that has such a name. */
function mayUseClerk(source: Source): boolean {
  const isCalled = [...visit(source.program)].some(
    ({ node }) => node.type === 'Identifier' && node.name === 'clerkMiddleware',
  );
  const isImported = source.imports.some(({ local, imported }) =>
    [local, imported].some((name) => /^(?:with)?(?:clerk|auth)\w*middleware$/i.test(name)),
  );
  return isCalled || isImported;
}

/** What a file exports as its proxy; `module.exports` may be an object that has it. */
function proxiesIn(exported: ExportedValue): readonly ExportedValue[] {
  const { name, value } = exported;
  if (!NAMES.has(name)) return [];
  if (name !== 'default' || value?.type !== 'ObjectExpression') return [exported];
  return propertiesOf(value).flatMap((property) =>
    NAMES.has(property.key) ? [{ ...exported, value: property.value, isListed: true }] : [],
  );
}

/** `clerkMiddleware(handler, options)` becomes `createAuthProxy({ handler })`. */
function wrapClerk(
  source: Source,
  { value }: ExportedValue,
  { from, clerk }: { readonly from: string; readonly clerk: NamedImport },
): ProxyEdits {
  const unsure =
    'clerkMiddleware() is called inside other code, or its result is used there: only you know what must become the handler';
  if (!value || countUses(source, clerk.local) !== (isRequired(clerk) ? 2 : 1)) return unsure;
  const call = resolved(source, value);
  const imports = replaceImport(source, clerk, { name: 'createAuthProxy', from });
  if (call.type === 'Identifier' && call.name === clerk.local)
    return {
      edits: [...imports, { start: call.start, end: call.end, text: 'createAuthProxy()' }],
      notes: [],
    };
  if (call.type !== 'CallExpression' || !isNamed(call.callee, clerk.local)) return unsure;
  const found = wrapArguments(source, call);
  if (typeof found === 'string') return found;
  const callee = { start: call.callee.start, end: call.callee.end, text: 'createAuthProxy' };
  return { edits: [...imports, callee, ...found.edits], notes: found.notes };
}

/** The pattern of a `require` counts as one use of its name. */
function isRequired({ statement }: NamedImport): boolean {
  return statement.type === 'VariableDeclaration';
}

/** The value behind a constant that nothing but the export uses. */
function resolved(source: Source, written: Node): Node {
  const value = withoutTypes(written);
  if (value.type !== 'Identifier' || countUses(source, value.name) !== 2) return value;
  return withoutTypes(topLevelValue(source, value.name) ?? value);
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function wrapArguments(source: Source, call: Extract<Node, { type: 'CallExpression' }>): ProxyEdits {
  const [first, second, ...rest] = call.arguments;
  if (!first) return { edits: [], notes: [] };
  if (rest.length > 0) return 'clerkMiddleware() has more than two arguments';
  if (withoutTypes(first).type === 'ObjectExpression') return onlyOptions(source, call, first);
  const why = whyNoHandler(source, first);
  if (why !== undefined) return why;
  const options = second ? readOptions(source, second) : { kept: [], notes: [] };
  if (typeof options === 'string') return options;
  if (second && !/^\s*,\s*$/.test(source.text.slice(first.end, second.start)))
    return 'there is more than a comma between the handler and the options';
  const isShort = first.type === 'Identifier' && first.name === 'handler';
  const kept = options.kept.map((each) => `, ${each}`).join('');
  return {
    edits: [
      { start: first.start, end: first.start, text: isShort ? '{ ' : '{ handler: ' },
      { start: first.end, end: second?.end ?? first.end, text: `${kept} }` },
    ],
    notes: options.notes,
  };
}

function onlyOptions(
  source: Source,
  call: Extract<Node, { type: 'CallExpression' }>,
  options: Node,
): ProxyEdits {
  if (call.arguments.length > 1) return 'clerkMiddleware() has options before another argument';
  const read = readOptions(source, options);
  if (typeof read === 'string') return read;
  const edit =
    read.kept.length > 0
      ? { start: options.start, end: options.end, text: `{ ${read.kept.join(', ')} }` }
      : { start: options.start, end: call.end - 1, text: '' };
  return { edits: [edit], notes: read.notes };
}

/** Undefined: it certainly is a handler, or another file says so by its name. */
function whyNoHandler(source: Source, written: Node): string | undefined {
  const value = withoutTypes(written);
  if (isFunction(value)) return undefined;
  const unsure = 'what it gives to clerkMiddleware() may be something else than a handler';
  if (value.type !== 'Identifier' || value.name === 'undefined') return unsure;
  const constant = topLevelValue(source, value.name);
  if (constant && isFunction(withoutTypes(constant))) return undefined;
  if (constant?.type === 'ObjectExpression' || /option|config|setting/i.test(value.name))
    return 'the options of clerkMiddleware() are in a variable';
  const isImported = source.imports.some(({ local }) => local === value.name);
  return constant || isImported ? undefined : unsure;
}

function readOptions(
  source: Source,
  written: Node,
): { readonly kept: readonly string[]; readonly notes: readonly string[] } | string {
  const options = withoutTypes(written);
  if (isFunction(options)) return 'the options of clerkMiddleware() are computed for each request';
  if (options.type !== 'ObjectExpression') return 'the options of clerkMiddleware() are in a variable';
  const properties = propertiesOf(options);
  if (properties.length !== options.properties.length)
    return 'the options of clerkMiddleware() are partly computed';
  const unknown = properties.find(
    ({ key }) => key !== 'debug' && !IN_REGISTRY.has(key) && !IN_ENVIRONMENT.has(key),
  );
  if (unknown?.key === 'contentSecurityPolicy')
    return 'its option contentSecurityPolicy belongs into next.config, as the fourth argument of withSso()';
  if (unknown) return `its option ${unknown.key} has no counterpart in createAuthProxy()`;
  const textOf = ({ start, end }: { readonly start: number; readonly end: number }) =>
    source.text.slice(start, end);
  return {
    kept: properties.filter(({ key }) => key === 'debug').map(({ span }) => textOf(span)),
    notes: properties
      .filter(({ key }) => key !== 'debug')
      .map(({ key, value }) =>
        IN_REGISTRY.has(key)
          ? `${key} is left out: sso.config decides it (it was ${textOf(value)})`
          : `${key} is left out: the environment decides it`,
      ),
  };
}
