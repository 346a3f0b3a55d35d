import type { Node } from 'oxc-parser';
import { type Source, visit } from './source.ts';

/** What a name of a module stands for: code of this file, or a name of another. */
export type Declaration =
  | { readonly kind: 'code'; readonly node: Node }
  | { readonly kind: 'import'; readonly from: string; readonly imported: string };

/** Names that a module declares or imports at its top level, and its exports. */
export interface ModuleNames {
  readonly locals: ReadonlyMap<string, Declaration>;
  readonly exports: ReadonlyMap<string, Declaration>;
  /** Modules of `export * from`. */
  readonly starExports: readonly string[];
}

/** Reads the names of a module. Types are left out, as they do not run. */
export function readModuleNames(source: Source): ModuleNames {
  const locals = new Map<string, Declaration>();
  const exports = new Map<string, Declaration>();
  const starExports: string[] = [];
  for (const { local, imported, from, isType } of source.imports) {
    if (!isType) locals.set(local, { kind: 'import', from, imported });
  }
  for (const node of source.program.body) {
    for (const [name, declared] of declaredBy(node)) locals.set(name, { kind: 'code', node: declared });
  }
  for (const node of source.program.body) {
    if (node.type === 'ExportAllDeclaration' && !node.exported) starExports.push(node.source.value);
    if (node.type === 'ExportDefaultDeclaration')
      exports.set('default', { kind: 'code', node: node.declaration });
    if (node.type !== 'ExportNamedDeclaration' || node.exportKind === 'type') continue;
    if (node.declaration) {
      for (const [name, declared] of declaredBy(node.declaration))
        exports.set(name, { kind: 'code', node: declared });
    }
    for (const { local, exported } of node.specifiers) {
      const declaration: Declaration | undefined = node.source
        ? { kind: 'import', from: node.source.value, imported: nameOf(local) }
        : locals.get(nameOf(local));
      if (declaration) exports.set(nameOf(exported), declaration);
    }
  }
  return { locals, exports, starExports };
}

function nameOf(node: { readonly type: string; readonly name?: string; readonly value?: unknown }): string {
  return node.name ?? String(node.value);
}

function declaredBy(node: Node): readonly (readonly [string, Node])[] {
  switch (node.type) {
    case 'ExportNamedDeclaration':
      return node.declaration ? declaredBy(node.declaration) : [];
    case 'ExportDefaultDeclaration':
      return declaredBy(node.declaration);
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return node.id ? [[node.id.name, node]] : [];
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id, init }) =>
        init ? namesIn(id).map((name) => [name, init] as const) : [],
      );
    default:
      return [];
  }
}

function namesIn(pattern: Node): readonly string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type !== 'ObjectPattern' && pattern.type !== 'ArrayPattern') return [];
  return [...visit(pattern)].flatMap(({ node, ancestors: [parent] }) => {
    const isKey = parent?.type === 'Property' && parent.key === node && !parent.shorthand;
    return node.type === 'Identifier' && !isKey ? [node.name] : [];
  });
}

/** Names that a piece of code uses, JSX components included; names of its own variables may be among them. */
export function namesUsedBy(code: Node): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node, ancestors } of visit(code)) {
    if (node.type === 'JSXIdentifier' && ancestors[0]?.type === 'JSXOpeningElement') names.add(node.name);
    if (node.type === 'Identifier' && !isPropertyName(node, ancestors[0])) names.add(node.name);
  }
  return names;
}

function isPropertyName(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed;
  if (parent?.type === 'Property' || parent?.type === 'MethodDefinition')
    return parent.key === node && !parent.computed && !(parent.type === 'Property' && parent.shorthand);
  return parent?.type === 'JSXAttribute';
}
