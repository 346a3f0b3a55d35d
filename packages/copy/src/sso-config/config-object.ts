import { CopyError } from '../errors.ts';
import {
  childrenOf,
  isTreeNode,
  parseStatements,
  propertiesOf,
  type Span,
  type TreeNode,
  withoutTypes,
} from './syntax-tree.ts';

export interface ConfigObject {
  /** The value of a property of the object given to `defineSso()`. @throws {CopyError} `config_unreadable` */
  property(name: string): Span;
  /** The object literal `apps`. */
  readonly apps: Span;
  /** Its entries, in order. */
  readonly entries: readonly { readonly key: string; readonly span: Span }[];
}

/**
 * Finds the object given to `defineSso()` in an `sso.config.ts`, by its syntax, so that an edit changes nothing but its place.
 *
 * @throws {CopyError} `config_unreadable`: no TypeScript, no such call with an object literal, or no `apps` in it.
 */
export function readConfigObject(text: string): ConfigObject {
  const config = parseStatements(text)?.map(findConfig).find(Boolean);
  if (!config) throw unreadable('it has no `defineSso({ … })`');
  const properties = propertiesOf(config);
  const property = (name: string): TreeNode => {
    const found = properties.find(({ key }) => key === name);
    if (!found) throw unreadable(`its object has no \`${name}\``);
    return withoutTypes(found.value);
  };
  const apps = property('apps');
  if (apps.type !== 'ObjectExpression') throw unreadable('its `apps` is no object literal');
  return { property, apps, entries: propertiesOf(apps) };
}

function findConfig(node: TreeNode): TreeNode | undefined {
  if (node.type === 'CallExpression' && isTreeNode(node.callee) && node.callee.name === 'defineSso') {
    const config: unknown = Array.isArray(node.arguments) ? node.arguments[0] : undefined;
    return isTreeNode(config) && config.type === 'ObjectExpression' ? config : undefined;
  }
  return childrenOf(node).map(findConfig).find(Boolean);
}

function unreadable(why: string): CopyError {
  const advice = 'Edit it by hand.';
  return new CopyError('config_unreadable', `sso.config.ts cannot be edited by a program: ${why}. ${advice}`);
}
