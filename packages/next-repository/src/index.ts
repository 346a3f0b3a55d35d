export type { CodeGraph, OuterName, Place } from './code/code-graph.ts';
export { isServerAction, namesUsedBy, type UsedNames } from './code/declarations.ts';
export {
  constantNamed,
  keyName,
  keysOf,
  type ObjectProperty,
  propertiesOf,
  withoutTypes,
} from './code/object-keys.ts';
export {
  enclosingFunction,
  type FunctionNode,
  type ImportedName,
  isFunction,
  parseProblem,
  parseSource,
  type Source,
  type Visited,
  visit,
} from './code/source.ts';
export { lineOf, lineOfKey } from './line-of.ts';
export { listFiles } from './list-files.ts';
export type { NextApp } from './next-app.ts';
export type { DependencyVersion, Package } from './package.ts';
export { openRepository, type Repository } from './repository.ts';
export { type CatalogLookUp, readCatalogs } from './versions/catalogs.ts';
export { installedVersion } from './versions/installed-version.ts';
export type { LockFile } from './versions/lock-files.ts';
