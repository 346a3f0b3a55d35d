import { asNode, type Node } from './descriptions.ts';

/**
 * Rewrites a description so that a JSON Schema validator reads it as OpenAPI 3.0 means it.
 * `nullable` becomes "null, or else the rest" (also beside `$ref` and `allOf`), `oneOf` becomes `anyOf` because the
 * descriptions' branches overlap, and a boolean `exclusiveMinimum` becomes the number it stands for.
 *
 * @param value Any part of a description; `$ref`s stay as they are.
 * @source OpenAPI 3.0.3, "Schema Object".
 */
export function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = rewriteKeywords(asNode(value));
  return nullable === true ? { if: { type: 'null' }, else: rest } : rest;
}

/** Keywords that do not restrict the value, or (`discriminator`) repeat `oneOf`. */
const DROPPED = new Set([
  'discriminator',
  'example',
  'examples',
  'description',
  'deprecated',
  'default',
  'xml',
]);

function rewriteKeywords(node: Node): Node {
  // In `properties`, keys are names: a property may be called `description` or `nullable`.
  const result: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(node)) {
    if (key === 'properties' || key === 'schemas') result[key] = mapValues(asNode(child));
    else if (key === 'enum') result[key] = child;
    else if (key === 'oneOf') result.anyOf = toJsonSchema(child);
    else if (key === 'exclusiveMinimum' && child === true) result.exclusiveMinimum = node.minimum;
    else if (!DROPPED.has(key)) result[key] = toJsonSchema(child);
  }
  return result;
}

function mapValues(node: Node): Node {
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, toJsonSchema(child)]));
}
