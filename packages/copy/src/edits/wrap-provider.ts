import { isFunction, parseSource, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { addImports, countUses, findImport, type NamedImport, replaceImport } from './edit-imports.ts';
import { applyEdits, type CodeEdit, type TextEdit } from './text-edits.ts';

export interface ProviderWrap {
  /** What to import `SsoProvider` from. */
  readonly from: string;
  /**
   * Whether another file that the layout shows has `ClerkProvider`. Default: not known, and a component of theirs whose name
   * suggests it is left to a person.
   */
  readonly hasClerkElsewhere?: boolean;
}

/** Props of `ClerkProvider` that the environment decides. */
const DECIDED = new Set([
  'publishableKey',
  'proxyUrl',
  'domain',
  'isSatellite',
  'nonce',
  '__internal_bypassMissingPublishableKey',
]);

/**
 * Puts `SsoProvider` around the pages: in place of `ClerkProvider`, or around `children` in `<body>` where there is none.
 *
 * @param text A layout of the App Router.
 * @returns `notes`: props that were left out, because the environment decides them.
 */
export function wrapProvider(text: string, { from, hasClerkElsewhere }: ProviderWrap): CodeEdit {
  const source = parseSource('layout.tsx', text);
  const byHand = (why: string): CodeEdit => ({ kind: 'by-hand', why, lines: linesByHand(from) });
  if (!source) return byHand('it cannot be parsed');
  if (countUses(source, 'SsoProvider') > 0) return { kind: 'done' };
  if (isPagesRouter(source))
    return {
      kind: 'by-hand',
      why: 'it is the _app of the Pages Router: ClerkProvider stays there, with the addresses',
      lines: PAGES_ROUTER_LINES,
    };
  const clerk = findImport(source, 'ClerkProvider', /^@clerk\/nextjs$/);
  const found = clerk ? inPlace(source, clerk) : aroundChildren(source, hasClerkElsewhere);
  if (typeof found === 'string') return byHand(found);
  const wanted = { name: 'SsoProvider', from };
  const imports = clerk ? replaceImport(source, clerk, wanted) : [addImports(source, [wanted])];
  return { kind: 'wrapped', text: applyEdits(text, [...imports, ...found.edits]), notes: found.notes };
}

const PAGES_ROUTER_LINES = `import { ClerkProvider } from '@clerk/nextjs';
import { appUrl, reachableApps } from '@subdomain-sso/auth/client';

// withSso() gives it the sign-in page. The origins are those to which a redirect may go.
<ClerkProvider
  {...pageProps}
  allowedRedirectOrigins={reachableApps().flatMap((app) => new URL(appUrl(app) ?? '').origin)}
>
  <Component {...pageProps} />
</ClerkProvider>`;

function linesByHand(from: string): string {
  return `import { SsoProvider } from '${from}';\n\n<SsoProvider>{children}</SsoProvider>`;
}

/** `export default function App({ Component, pageProps })`. */
function isPagesRouter(source: Source): boolean {
  const isApp = source.imports.some(
    ({ from, imported }) => from === 'next/app' && /^(?:AppProps|default)$/.test(imported),
  );
  return isApp || countUses(source, 'pageProps') > 0;
}

type Found = { readonly edits: readonly TextEdit[]; readonly notes: readonly string[] } | string;

function inPlace(source: Source, { local }: NamedImport): Found {
  if (source.directives.has('use client'))
    return 'it is a client component: SsoProvider belongs into a layout, in place of this ClerkProvider';
  const edits: TextEdit[] = [];
  const notes: string[] = [];
  for (const { node } of visit(source.program)) {
    if (node.type === 'JSXClosingElement' && isNamed(node.name, local)) edits.push(renamed(node.name));
    if (node.type !== 'JSXOpeningElement' || !isNamed(node.name, local)) continue;
    edits.push(renamed(node.name));
    for (const attribute of node.attributes) {
      if (attribute.type === 'JSXSpreadAttribute') return 'ClerkProvider gets props that are computed';
      const name = attribute.name.type === 'JSXIdentifier' ? attribute.name.name : '';
      if (!DECIDED.has(name)) continue;
      edits.push(removal(source.text, attribute));
      notes.push(`${name} of ClerkProvider is left out: the environment decides it`);
    }
  }
  return edits.length === 0 || countUses(source, local) > edits.filter(({ text }) => text !== '').length
    ? 'ClerkProvider is used as something else than an element'
    : { edits, notes };
}

/** A prop, with the space before it. */
function removal(text: string, { start, end }: Node): TextEdit {
  const space = /\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return { start: start - space, end, text: '' };
}

/** `{children}` in `<body>`, once, with nothing around it that may have Clerk's provider. */
function aroundChildren(source: Source, hasClerkElsewhere: boolean | undefined): Found {
  if (hasClerkElsewhere || source.imports.some(({ local }) => local === 'ClerkProvider'))
    return 'ClerkProvider is in another file: SsoProvider belongs in its place';
  if (/\bClerkProvider\b/.test(source.text)) return 'it may use ClerkProvider in another form';
  if (source.directives.has('use client'))
    return 'it is a client component: SsoProvider belongs into a layout';
  const places = [...visit(source.program)].filter(
    ({ node, ancestors: [parent] }) =>
      node.type === 'JSXExpressionContainer' && isChildren(node.expression) && isElement(parent),
  );
  const [place, ...others] = places;
  if (!place || others.length > 0) return 'the place of the pages cannot be found with certainty';
  const around = place.ancestors.flatMap((node) =>
    node.type === 'JSXElement' && node.openingElement.name.type === 'JSXIdentifier'
      ? [node.openingElement.name.name]
      : [],
  );
  if (!around.includes('body'))
    return 'it has no <body> around the pages: SsoProvider belongs into the layout that has';
  const isInCallback = place.ancestors.filter(isFunction).length !== 1;
  if (isInCallback) return 'the pages are shown by a function inside the layout';
  const unsure = around.find((name) => hasClerkElsewhere === undefined && mayHaveClerk(source, name));
  if (unsure !== undefined)
    return `${unsure} may have ClerkProvider: SsoProvider belongs in its place, or around ${unsure}`;
  const { start, end } = place.node;
  return {
    edits: [
      { start, end: start, text: '<SsoProvider>' },
      { start: end, end, text: '</SsoProvider>' },
    ],
    notes: [],
  };
}

function isElement(node: Node | undefined): boolean {
  return node?.type === 'JSXElement' || node?.type === 'JSXFragment';
}

/** `children`, or `props.children`. */
function isChildren(node: Node): boolean {
  if (node.type === 'MemberExpression' && !node.computed && node.object.type === 'Identifier')
    return isChildren(node.property);
  return node.type === 'Identifier' && node.name === 'children';
}

/** A component of the team's own with a general name: `Providers`, `AuthProvider`. A `ThemeProvider` has none. */
function mayHaveClerk(source: Source, name: string): boolean {
  const from = source.imports.find(({ local }) => local === name)?.from;
  return (
    from !== undefined &&
    /clerk|auth|session|^(?:(?:App|Root|Client|Global|All)?Providers?|(?:App|Root)?Wrapper)$/i.test(name)
  );
}

function isNamed(name: Node, wanted: string): boolean {
  return name.type === 'JSXIdentifier' && name.name === wanted;
}

function renamed({ start, end }: Node): TextEdit {
  return { start, end, text: 'SsoProvider' };
}
