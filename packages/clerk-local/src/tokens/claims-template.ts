import type { ClaimsTemplate } from '../store/instance-rows.ts';

/** Values of shortcodes: `user`, `org`, `org_membership`, `session`, each with its fields. */
export type ShortcodeValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Fills the shortcodes of a claims template.
 *
 * A string that is one shortcode becomes the value itself, with its type; inside a longer string it becomes text, `null`
 * included. `{{ a || b || 'c' }}` is its first operand that is neither null nor false, else the last. A field that
 * does not exist is null. Text that is not a shortcode, such as `{{organization.id}}`, stays as it is, as at Clerk.
 *
 * @returns a deep copy; only strings differ, keys are not rendered.
 * @source Clerk docs "JWT templates": shortcodes, interpolation, conditional expressions.
 * @example renderClaims({ plan: "{{user.public_metadata.plan || 'free'}}" }, values) // { plan: 'free' }
 */
export function renderClaims(template: ClaimsTemplate, values: ShortcodeValues): Record<string, unknown> {
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, render(value, values)]));
}

const SHORTCODE = /\{\{([^{}]*)\}\}/g;
const ONLY_SHORTCODE = /^\{\{([^{}]*)\}\}$/;
/** A `||` inside quotes does not separate operands. */
const PARTS = /'[^']*'|\|\||[^'|]+|['|]/g;
const QUOTED = /^'[^']*'$/;
const PATH = /^[a-z_]+(\.[\w-]+)+$/i;

function render(value: unknown, values: ShortcodeValues): unknown {
  if (typeof value === 'string') return renderText(value, values);
  if (Array.isArray(value)) return value.map((each) => render(each, values));
  if (typeof value === 'object' && value !== null) return renderClaims({ ...value }, values);
  return value;
}

function renderText(text: string, values: ShortcodeValues): unknown {
  const [, only] = ONLY_SHORTCODE.exec(text.trim()) ?? [];
  if (only !== undefined) {
    const found = evaluate(only, values);
    return found === undefined ? text : found;
  }
  return text.replace(SHORTCODE, (shortcode, expression: string) => {
    const found = evaluate(expression, values);
    if (found === undefined) return shortcode;
    return typeof found === 'object' ? JSON.stringify(found) : String(found);
  });
}

/** @returns undefined: not a valid expression. */
function evaluate(expression: string, values: ShortcodeValues): unknown {
  const operands = splitOperands(expression).map((operand) => evaluateOperand(operand, values));
  if (operands.includes(undefined)) return undefined;
  return operands.find((operand) => operand !== null && operand !== false) ?? operands.at(-1);
}

function splitOperands(expression: string): string[] {
  const operands: string[] = [];
  let operand = '';
  for (const [part] of expression.matchAll(PARTS)) {
    if (part === '||') operands.push(operand);
    operand = part === '||' ? '' : operand + part;
  }
  return [...operands, operand].map((each) => each.trim());
}

function evaluateOperand(operand: string, values: ShortcodeValues): unknown {
  if (QUOTED.test(operand)) return operand.slice(1, -1);
  if (operand === 'true' || operand === 'false') return operand === 'true';
  if (/^-?\d+(\.\d+)?$/.test(operand)) return Number(operand);
  if (!PATH.test(operand)) return undefined;
  const [root = '', ...fields] = operand.split('.');
  if (!Object.hasOwn(values, root)) return undefined;
  return fields.reduce<unknown>(readField, values[root]) ?? null;
}

/** Own fields only: `{{user.constructor}}` is not a field of a user. */
function readField(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return null;
  return Reflect.get(value, field);
}
