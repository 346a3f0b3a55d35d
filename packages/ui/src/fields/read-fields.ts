import { z } from 'zod';

/**
 * One parser for each kind of value that a user can put into an address or a form. Values are untrusted: anything may come, also a
 * list, a file, a NUL character, half of a surrogate pair, or megabytes of text. No parser throws when it is used with `safeParse`.
 */

/** Of a parameter that the address repeats (`?a=1&a=2`), the first counts. */
function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Text of an address: a search, a filter. It never fails: what is no text is empty, and what is too long is cut.
 *
 * @param maxLength Characters; a pair of surrogates is not cut in half.
 */
export function queryText(maxLength: number) {
  return z.preprocess(firstOf, z.string().catch('')).transform((text) =>
    text
      .trim()
      .slice(0, maxLength)
      .replace(/[\uD800-\uDBFF]$/, ''),
  );
}

/**
 * One of a few values in an address, such as a tab. It never fails: anything else is the default.
 *
 * @param values The first one is the default.
 */
export function queryChoice<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.preprocess(firstOf, z.enum(values).catch(values[0]));
}

/**
 * Text that a user has typed into a form, trimmed.
 *
 * @param rule `minLength`, `maxLength`: characters after trimming. `lines`: whether it may have more than one line.
 *   `message`: one sentence for the user where the length is wrong.
 */
export function typedText(rule: {
  readonly minLength: number;
  readonly maxLength: number;
  readonly lines: 'one' | 'many';
  readonly message: string;
}) {
  const forbidden = rule.lines === 'one' ? NOT_IN_A_LINE : NOT_IN_TEXT;
  return z
    .string(rule.message)
    .trim()
    .min(rule.minLength, rule.message)
    .max(rule.maxLength, rule.message)
    .refine((text) => !forbidden.test(text), 'Remove the characters that cannot be shown.');
}

/** Characters that no keyboard types and that databases refuse: control characters, and halves of surrogate pairs. */
const NOT_IN_A_LINE = /[\p{Cc}\p{Surrogate}]/u;
/** The same, with tabs and line breaks allowed. */
const NOT_IN_TEXT = /(?![\t\n\r])[\p{Cc}\p{Surrogate}]/u;

/**
 * A whole number: as JSON has it, or as the decimal digits that a form sends.
 *
 * @param rule `message`: one sentence for the user where it is no whole number, or too small or large.
 */
export function wholeNumber(rule: { readonly min: number; readonly max: number; readonly message: string }) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value),
    z.int(rule.message).min(rule.min, rule.message).max(rule.max, rule.message),
  );
}

/**
 * The fields of a form, each with one value; of a repeated one the last counts. A Server Action may be called with anything.
 *
 * @returns An empty object where it is no form.
 */
export function formFields(form: unknown): Readonly<Record<string, unknown>> {
  return form instanceof FormData ? Object.fromEntries(form) : {};
}

/** What is wrong with each field: its first problem, as one sentence. */
export function fieldErrors<Field extends string>(
  error: z.ZodError,
  fields: readonly Field[],
): Partial<Record<Field, string>> {
  const errors: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const issue = error.issues.find(({ path }) => path[0] === field);
    if (issue) errors[field] = issue.message;
  }
  return errors;
}
