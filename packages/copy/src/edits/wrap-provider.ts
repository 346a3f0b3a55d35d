import { parseSource, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { addImports, localName, removeImport } from './edit-imports.ts';
import { applyEdits, type CodeEdit, type TextEdit } from './text-edits.ts';

/** Props of `ClerkProvider` that the environment decides. */
const DECIDED = new Set(['publishableKey', 'proxyUrl', 'domain', 'isSatellite', 'nonce']);

/**
 * Puts `SsoProvider` around the pages: in place of `ClerkProvider`, or around `children` where there is none.
 *
 * @param text Of the root layout of the App Router.
 * @param from What to import `SsoProvider` from.
 */
export function wrapProvider(text: string, { from }: { readonly from: string }): CodeEdit {
  if (/\bSsoProvider\b/.test(text)) return { kind: 'done' };
  const source = parseSource('layout.tsx', text);
  const byHand = (why: string): CodeEdit => ({ kind: 'by-hand', why, lines: linesByHand(from) });
  if (!source) return byHand('it cannot be parsed');
  const clerk = localName(source, 'ClerkProvider', /^@clerk\/nextjs$/);
  const found = clerk === undefined ? aroundChildren(source) : inPlace(source, clerk);
  if (typeof found === 'string') return byHand(found);
  const edits = [
    ...found.edits,
    ...(clerk === undefined ? [] : removeImport(source, clerk)),
    addImports(source, [`import { SsoProvider } from '${from}';`]),
  ];
  return { kind: 'wrapped', text: applyEdits(text, edits), notes: found.notes };
}

interface Replaced {
  readonly edits: readonly TextEdit[];
  readonly notes: readonly string[];
}

function inPlace(source: Source, clerk: string): Replaced | string {
  const edits: TextEdit[] = [];
  const notes: string[] = [];
  for (const { node } of visit(source.program)) {
    if (node.type === 'JSXClosingElement' && isNamed(node.name, clerk)) edits.push(nameOf(node.name));
    if (node.type !== 'JSXOpeningElement' || !isNamed(node.name, clerk)) continue;
    edits.push(nameOf(node.name));
    for (const attribute of node.attributes) {
      if (attribute.type === 'JSXSpreadAttribute') return 'ClerkProvider gets properties that are computed';
      const name = attribute.name.type === 'JSXIdentifier' ? attribute.name.name : '';
      if (!DECIDED.has(name)) continue;
      const before = /\s*$/.exec(source.text.slice(0, attribute.start))?.[0].length ?? 0;
      edits.push({ start: attribute.start - before, end: attribute.end, text: '' });
      notes.push(`${name} of ClerkProvider is taken out: the environment decides it`);
    }
  }
  return edits.length === 0 ? 'ClerkProvider is not used as an element' : { edits, notes };
}

/** `{children}` in the body, once. */
function aroundChildren(source: Source): Replaced | string {
  const places = [...visit(source.program)].filter(
    ({ node, ancestors: [parent] }) =>
      node.type === 'JSXExpressionContainer' &&
      node.expression.type === 'Identifier' &&
      node.expression.name === 'children' &&
      (parent?.type === 'JSXElement' || parent?.type === 'JSXFragment'),
  );
  const [place, ...others] = places;
  if (!place || others.length > 0) return 'the place of the pages cannot be found with certainty';
  const written = source.text.slice(place.node.start, place.node.end);
  return {
    edits: [{ start: place.node.start, end: place.node.end, text: `<SsoProvider>${written}</SsoProvider>` }],
    notes: [],
  };
}

function isNamed(name: Node, wanted: string): boolean {
  return name.type === 'JSXIdentifier' && name.name === wanted;
}

function nameOf({ start, end }: Node): TextEdit {
  return { start, end, text: 'SsoProvider' };
}

function linesByHand(from: string): string {
  return `import { SsoProvider } from '${from}';\n\n<SsoProvider>{children}</SsoProvider>`;
}
