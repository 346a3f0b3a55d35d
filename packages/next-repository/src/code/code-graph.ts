import type { Node } from 'oxc-parser';
import type { Package } from '../package.ts';
import {
  type Declaration,
  isServerAction,
  type ModuleNames,
  namesUsedBy,
  readModuleNames,
} from './declarations.ts';
import { createModuleResolver } from './resolve-module.ts';
import { isFunction, type SourceReader, visit } from './source.ts';

/**
 * A name imported from outside of the repository, or one that could not be followed. Methods of Web Crypto come from `global`:
 * `crypto.subtle.verify`; other methods that are called, from `method`.
 */
export interface OuterName {
  readonly from: string;
  readonly imported: string;
}

/** A piece of code, and the file it is in. */
export interface Place {
  readonly file: string;
  readonly node: Node;
}

/**
 * Follows what code uses through the files of a repository. It follows what runs in the same request: not into Client
 * Components, nor into Server Actions that are passed on and not called.
 */
export interface CodeGraph {
  /** Whether a piece of code of a file uses, directly or through other functions, a name for which `isWanted` holds. */
  reaches(file: string, code: Node, isWanted: (name: OuterName) => boolean): boolean;
  exportsOf(file: string): ReadonlyMap<string, Declaration>;
  /** The code that a name of a file stands for, imports and re-exports followed; undefined: it is outside, or not there. */
  codeNamed(file: string, name: string): Place | undefined;
  /** The code that an export of a file stands for, likewise. */
  codeExported(file: string, name: string): Place | undefined;
  /** The names outside of the repository that an import may stand for, through re-exports; none for code inside. */
  originsOf(file: string, imported: OuterName): readonly OuterName[];
  /** The file an import leads to; undefined when it leads outside. */
  resolve(file: string, specifier: string): string | undefined;
  /** Whether what a declaration stands for reaches such a name. */
  declarationReaches(file: string, declaration: Declaration, isWanted: (name: OuterName) => boolean): boolean;
  /** Files that these import, directly or through others; themselves included. Types are not followed. */
  importedBy(files: readonly string[]): readonly string[];
}

export interface CodeGraphInput {
  /** Absolute. */
  readonly root: string;
  readonly packages: readonly Package[];
  readonly source: SourceReader;
  readonly read: (file: string) => string | undefined;
}

/** Creates the graph. Modules are read when they are first reached. */
export function createCodeGraph({ root, packages, source: readSource, read }: CodeGraphInput): CodeGraph {
  const resolve = createModuleResolver(root, packages);
  const modules = new Map<string, ModuleNames | undefined>();
  const namesOf = (file: string): ModuleNames | undefined => {
    if (!modules.has(file)) {
      const source = readSource(file);
      modules.set(file, source && readModuleNames(source));
    }
    return modules.get(file);
  };

  const isOfBrowser = (file: string) =>
    /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*['"]use client['"]/.test(read(file) ?? '');

  const follow = (
    file: string,
    declaration: Declaration,
    isWanted: (name: OuterName) => boolean,
    seen: Set<Declaration>,
  ): boolean => {
    if (seen.has(declaration)) return false;
    seen.add(declaration);
    if (declaration.kind === 'code') return search(file, declaration.node, isWanted, seen);
    const target = resolve(file, declaration.from);
    if (target !== undefined && isOfBrowser(target)) return false;
    const exported = target === undefined ? [] : findExport(target, declaration.imported, new Set());
    // What is in the repository is judged by what it does, not by its name.
    if (target === undefined || exported.length === 0) return isWanted(declaration);
    return exported.some(({ owner, declaration: next }) => follow(owner, next, isWanted, seen));
  };

  const search = (
    file: string,
    code: Node,
    isWanted: (name: OuterName) => boolean,
    seen: Set<Declaration>,
  ): boolean => {
    const locals = namesOf(file)?.locals;
    const used = namesUsedBy(code);
    // What is Clerk's is known at once; other files are read only where that is not enough.
    const isDirect = [...used.names].some((name) => {
      const declaration = locals?.get(name);
      return (
        declaration?.kind === 'import' && declaration.from.startsWith('@clerk/') && isWanted(declaration)
      );
    });
    if (isDirect) return true;
    if ([...used.methods].some((imported) => isWanted({ from: 'method', imported }))) return true;
    return [...used.names].some((name) => {
      const declaration = locals?.get(name);
      if (declaration !== undefined) {
        if (!used.called.has(name) && isAction(file, declaration)) return false;
        return follow(file, declaration, isWanted, seen);
      }
      return (
        name === 'crypto' && webCryptoMethods(code).some((imported) => isWanted({ from: 'global', imported }))
      );
    });
  };

  /** A Server Action of another file, or of this one. */
  const isAction = (file: string, declaration: Declaration): boolean => {
    if (declaration.kind === 'code') return isFunction(declaration.node) && isServerAction(declaration.node);
    const target = resolve(file, declaration.from);
    return target !== undefined && readSource(target)?.directives.has('use server') === true;
  };

  const findExport = (
    file: string,
    name: string,
    visited: Set<string>,
  ): readonly { owner: string; declaration: Declaration }[] => {
    if (visited.has(file)) return [];
    visited.add(file);
    const names = namesOf(file);
    if (!names) return [];
    // Any part of a namespace may be used.
    if (name === '*') return [...names.exports.values()].map((declaration) => ({ owner: file, declaration }));
    const own = names.exports.get(name);
    if (own) return [{ owner: file, declaration: own }];
    return names.starExports.flatMap((from) => {
      const target = resolve(file, from);
      if (target !== undefined) return findExport(target, name, visited);
      return [{ owner: file, declaration: { kind: 'import', from, imported: name } as const }];
    });
  };

  const originsOf = (file: string, imported: OuterName): readonly OuterName[] => {
    const target = resolve(file, imported.from);
    if (target === undefined) return [imported];
    return findExport(target, imported.imported, new Set()).flatMap(({ owner, declaration }) =>
      declaration.kind === 'import' ? originsOf(owner, declaration) : [],
    );
  };

  const codeOf = (file: string, declaration: Declaration | undefined, depth = 0): Place | undefined => {
    if (declaration?.kind !== 'import') return declaration && { file, node: declaration.node };
    return depth < MAX_IMPORTS
      ? codeExported(resolve(file, declaration.from), declaration.imported, depth + 1)
      : undefined;
  };

  const codeExported = (file: string | undefined, name: string, depth = 0): Place | undefined => {
    const [found] = file === undefined ? [] : findExport(file, name, new Set());
    return found && codeOf(found.owner, found.declaration, depth);
  };

  return {
    codeNamed: (file, name) => codeOf(file, namesOf(file)?.locals.get(name)),
    codeExported: (file, name) => codeExported(file, name),
    reaches: (file, code, isWanted) => search(file, code, isWanted, new Set()),
    declarationReaches: (file, declaration, isWanted) => follow(file, declaration, isWanted, new Set()),
    exportsOf: (file) => namesOf(file)?.exports ?? new Map(),
    originsOf,
    resolve,
    importedBy: (files) => collectImports(files, read, resolve),
  };
}

/** Files that import each other without end have no code for a name. */
const MAX_IMPORTS = 20;

/** `crypto.subtle.sign` and others, as they are called. */
function webCryptoMethods(code: Node): readonly string[] {
  return [...visit(code)].flatMap(({ node }) => {
    if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return [];
    const { object } = node;
    const isSubtle =
      object.type === 'MemberExpression' &&
      object.object.type === 'Identifier' &&
      object.object.name === 'crypto' &&
      object.property.type === 'Identifier' &&
      object.property.name === 'subtle';
    return isSubtle ? [`crypto.subtle.${node.property.name}`] : [];
  });
}

function collectImports(
  files: readonly string[],
  read: (file: string) => string | undefined,
  resolve: (file: string, specifier: string) => string | undefined,
): readonly string[] {
  const found = new Set(files);
  for (const file of found) {
    for (const value of runtimeSpecifiers(read(file) ?? '')) {
      const target = resolve(file, value);
      // A Set iterates over the entries that are added meanwhile, too.
      if (target !== undefined) found.add(target);
    }
  }
  return [...found];
}

const SPECIFIER =
  /\b(?:import|export)\s+(?!type\s)(?:[^'"`;]*?\bfrom\s*)?(['"])([^'"\n]+)\1|\b(?:import|require)\(\s*(['"])([^'"\n]+)\3/g;

/** Modules that a text names. Most files are reached and never asked for anything else, so they are not parsed. */
function runtimeSpecifiers(text: string): readonly string[] {
  return [...text.matchAll(SPECIFIER)].flatMap((match) => match[2] ?? match[4] ?? []);
}
