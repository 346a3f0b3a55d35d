import { type FunctionValue, isList, isObject, NotUnderstood, toText, type Value } from './value.ts';

/** Computes `operator value`. */
export function applyUnary(operator: string, value: Value): Value {
  switch (operator) {
    case '!':
      return !value;
    case '-':
      return -Number(value);
    case '+':
      return Number(value);
    case 'typeof':
      return isObject(value) ? 'object' : typeof value;
    default:
      throw new NotUnderstood();
  }
}

/** Computes `left operator right`. */
export function applyBinary(operator: string, left: Value, right: Value): Value {
  if (operator === '+' && !(typeof left === 'number' && typeof right === 'number'))
    return toText(left) + toText(right);
  if (operator === '===') return left === right;
  if (operator === '!==') return left !== right;
  if (operator === '==') return isSame(left, right);
  if (operator === '!=') return !isSame(left, right);
  const compute = ARITHMETIC[operator];
  if (!compute) throw new NotUnderstood();
  return compute(Number(left), Number(right));
}

function isSame(left: Value, right: Value): boolean {
  return left === right || ((left ?? null) === null && (right ?? null) === null);
}

const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Calls a method of a text or list. Only those that change nothing are known. */
export function applyMethod(object: Value, method: string, values: readonly Value[]): Value {
  const result =
    typeof object === 'string'
      ? textMethod(object, method, values)
      : isList(object)
        ? listMethod(object, method, values)
        : object instanceof RegExp && method === 'test'
          ? { value: new RegExp(object.source, object.flags.replace('g', '')).test(toText(values[0])) }
          : null;
  if (result === null) throw new NotUnderstood();
  return result.value;
}

type Result = { readonly value: Value } | null;

function textMethod(text: string, method: string, [first, second]: readonly Value[]): Result {
  switch (method) {
    case 'split':
      return { value: first === undefined ? [text] : text.split(pattern(first)) };
    case 'replace':
      return { value: text.replace(pattern(first), toText(second)) };
    case 'replaceAll':
      return { value: text.replaceAll(pattern(first), toText(second)) };
    case 'trim':
      return { value: text.trim() };
    case 'toLowerCase':
      return { value: text.toLowerCase() };
    case 'toString':
      return { value: text };
    case 'startsWith':
      return { value: text.startsWith(toText(first)) };
    case 'endsWith':
      return { value: text.endsWith(toText(first)) };
    case 'includes':
      return { value: text.includes(toText(first)) };
    case 'match':
      return { value: text.match(pattern(first)) === null ? null : [text] };
    case 'indexOf':
      return { value: text.indexOf(toText(first)) };
    case 'slice':
    case 'substring':
      return { value: text.slice(indexOf(first), indexOf(second)) };
    default:
      return null;
  }
}

function pattern(value: Value): string | RegExp {
  return value instanceof RegExp ? value : toText(value);
}

function listMethod(list: readonly Value[], method: string, [first, second]: readonly Value[]): Result {
  switch (method) {
    case 'map':
      return { value: list.map((entry, index) => functionOf(first)(entry, index)) };
    case 'flatMap':
      return { value: list.flatMap((entry, index) => functionOf(first)(entry, index)) };
    case 'filter':
      return { value: list.filter((entry, index) => functionOf(first)(entry, index)) };
    case 'some':
      return { value: list.some((entry, index) => functionOf(first)(entry, index)) };
    case 'every':
      return { value: list.every((entry, index) => functionOf(first)(entry, index)) };
    case 'concat':
      return { value: [...list, ...(isList(first) ? first : [first])] };
    case 'flat':
      return { value: list.flat() };
    case 'slice':
      return { value: list.slice(indexOf(first), indexOf(second)) };
    case 'includes':
    case 'has':
      return { value: list.includes(first) };
    case 'find':
      return { value: list.find((entry, index) => functionOf(first)(entry, index)) };
    case 'join':
      return { value: list.map(toText).join(first === undefined ? ',' : toText(first)) };
    case 'at':
      return { value: list.at(Number(first)) };
    default:
      return null;
  }
}

function functionOf(value: Value): FunctionValue {
  if (typeof value !== 'function') throw new NotUnderstood();
  return value;
}

function indexOf(value: Value): number | undefined {
  return value === undefined ? undefined : Number(value);
}
