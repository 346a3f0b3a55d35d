import type { Node } from 'oxc-parser';
import { propertiesOf } from './object-keys.ts';
import { type FunctionNode, isFunction, type Source, visit } from './source.ts';

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
  for (const { local, imported, from, isType } of [...source.imports, ...source.required]) {
    if (!isType) locals.set(local, { kind: 'import', from, imported });
  }
  for (const node of source.program.body) {
    for (const [name, declared] of declaredBy(node)) {
      if (locals.get(name)?.kind !== 'import') locals.set(name, { kind: 'code', node: declared });
    }
  }
  for (const [name, node] of assignedExports(source)) {
    exports.set(
      name,
      (node.type === 'Identifier' ? locals.get(node.name) : undefined) ?? { kind: 'code', node },
    );
  }
  for (const node of source.program.body) {
    if (node.type === 'ExportAllDeclaration' && !node.exported) starExports.push(node.source.value);
    if (node.type === 'ExportDefaultDeclaration') {
      const { declaration } = node;
      const named = declaration.type === 'Identifier' ? locals.get(declaration.name) : undefined;
      exports.set('default', named ?? { kind: 'code', node: declaration });
    }
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

/** `module.exports = …`, its properties, and `exports.name = …` of CommonJS. */
function assignedExports(source: Source): readonly (readonly [string, Node])[] {
  if (!/\bexports\b/.test(source.text)) return [];
  return source.program.body.flatMap((node): readonly (readonly [string, Node])[] => {
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return [];
    const { left, right } = node.expression;
    if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier') return [];
    const { name } = left.property;
    if (left.object.type === 'Identifier' && left.object.name === 'exports') return [[name, right]];
    const isModule = left.object.type === 'Identifier' && left.object.name === 'module';
    if (isModule && name === 'exports') {
      const properties = right.type === 'ObjectExpression' ? propertiesOf(right) : [];
      return [['default', right], ...properties.map(({ key, value }) => [key, value] as const)];
    }
    const isExports =
      left.object.type === 'MemberExpression' &&
      left.object.object.type === 'Identifier' &&
      left.object.object.name === 'module';
    return isExports ? [[name, right]] : [];
  });
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

/** How a piece of code uses names: JSX components included; names of its own variables may be among them. */
export interface UsedNames {
  readonly names: ReadonlySet<string>;
  /** Those of them that are called, or rendered. */
  readonly called: ReadonlySet<string>;
  /** Methods that are called, whatever they belong to: `authenticateRequest` of `(await clerkClient()).authenticateRequest()`. */
  readonly methods: ReadonlySet<string>;
}

/** Reads what a piece of code uses. Server Actions inside of it are left out: they run in a request of their own. */
export function namesUsedBy(code: Node): UsedNames {
  const known = usedNames.get(code);
  if (known) return known;
  const used = { names: new Set<string>(), called: new Set<string>(), methods: new Set<string>() };
  collectNames(code, code, [], used);
  usedNames.set(code, used);
  return used;
}

const usedNames = new WeakMap<Node, UsedNames>();

function collectNames(
  root: Node,
  code: Node,
  before: readonly Node[],
  { names, called, methods }: { names: Set<string>; called: Set<string>; methods: Set<string> },
): void {
  const inner = new Set<Node>();
  for (const { node, ancestors } of visit(code, before)) {
    if (node !== root && isFunction(node) && isServerAction(node)) {
      for (const { node: below } of visit(node)) inner.add(below);
    }
    if (inner.has(node)) continue;
    const [parent] = ancestors;
    if (node.type === 'JSXIdentifier' && parent?.type === 'JSXOpeningElement') {
      names.add(node.name);
      called.add(node.name);
    }
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const { property } = node.callee;
      if (property.type === 'Identifier' && !node.callee.computed) methods.add(property.name);
    }
    if (node.type !== 'Identifier' || isPropertyName(node, parent)) continue;
    names.add(node.name);
    const isCalled =
      parent?.type === 'CallExpression' ||
      parent?.type === 'NewExpression' ||
      parent?.type === 'MemberExpression';
    if (isCalled && (parent.type === 'MemberExpression' ? parent.object === node : parent.callee === node))
      called.add(node.name);
  }
}

/** Whether a function is a Server Action by a directive of its own. */
export function isServerAction(node: FunctionNode): boolean {
  const [first] = node.body?.type === 'BlockStatement' ? node.body.body : [];
  return first !== undefined && 'directive' in first && first.directive === 'use server';
}

function isPropertyName(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed;
  if (parent?.type === 'Property' || parent?.type === 'MethodDefinition')
    return parent.key === node && !parent.computed && !(parent.type === 'Property' && parent.shorthand);
  return parent?.type === 'JSXAttribute';
}
