import { type ObjectProperty, parseSource, propertiesOf, visit, withoutTypes } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { CopyError } from '../errors.ts';

/** A piece of a text: offsets of its first character and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ConfigObject {
  /** The value of a property of the object given to `defineSso()`. @throws {CopyError} `config_unreadable` */
  property(name: string): Span;
  /** Entries of the object literal `apps`, in order. */
  readonly entries: readonly { readonly key: string; readonly span: Span }[];
}

/**
 * Finds the object given to `defineSso()` in an `sso.config.ts`, by its syntax, so that an edit changes nothing but its place.
 *
 * @throws {CopyError} `config_unreadable`: no TypeScript, no such call with an object literal, or no `apps` in it.
 */
export function readConfigObject(text: string): ConfigObject {
  const properties = findConfig(text);
  if (!properties) throw unreadable('it has no `defineSso({ … })`');
  const property = (name: string): Node => {
    const found = properties.find(({ key }) => key === name);
    if (!found) throw unreadable(`its object has no \`${name}\``);
    return withoutTypes(found.value);
  };
  const apps = property('apps');
  if (apps.type !== 'ObjectExpression') throw unreadable('its `apps` is not an object literal');
  return { property, entries: propertiesOf(apps).map(({ key, span }) => ({ key, span })) };
}

function findConfig(text: string): readonly ObjectProperty[] | undefined {
  const source = parseSource('sso.config.ts', text);
  if (!source) return undefined;
  for (const { node } of visit(source.program)) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') continue;
    const [config] = node.arguments;
    if (node.callee.name === 'defineSso' && config?.type === 'ObjectExpression') return propertiesOf(config);
  }
  return undefined;
}

function unreadable(why: string): CopyError {
  return new CopyError(
    'config_unreadable',
    `sso.config.ts cannot be edited by a program: ${why}. Edit it by hand.`,
  );
}
