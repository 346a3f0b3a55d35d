export { type CatalogLookUp, readCatalogs } from './catalogs.ts';
export type { CodeGraph, OuterName } from './code/code-graph.ts';
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
  parseSource,
  type Source,
  type Visited,
  visit,
} from './code/source.ts';
export { installedVersion } from './installed-version.ts';
export { lineOf, lineOfKey } from './line-of.ts';
export { listFiles } from './list-files.ts';
export type { NextApp } from './next-app.ts';
export type { DependencyVersion, Package } from './package.ts';
export { openRepository, type Repository } from './repository.ts';
