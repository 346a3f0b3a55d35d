import { hostileBody } from '@repo/ui/hostile-values';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTicketDraft } from './ticket.ts';

const GOOD = { subject: 'Feed is late', area: 'Planning', text: 'It is one hour late.' };

function formOf(fields: Readonly<Record<string, string | Blob>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

test('a ticket is read, its texts trimmed', () => {
  expect(
    parseTicketDraft(formOf({ ...GOOD, subject: ' Feed is late ', text: 'Line one,\r\nline two.' })),
  ).toEqual({ ok: true, draft: { ...GOOD, text: 'Line one,\r\nline two.' } });
});

describe('a wrong field has one sentence', () => {
  test.each([
    { field: 'subject', value: 'ab', error: 'Use 3 to 80 characters.' },
    { field: 'subject', value: 'a'.repeat(8_192), error: 'Use 3 to 80 characters.' },
    { field: 'subject', value: 'abc\0', error: 'Remove the characters that cannot be shown.' },
    { field: 'subject', value: new Blob(['abc']), error: 'Use 3 to 80 characters.' },
    { field: 'area', value: 'toString', error: 'Choose one of the areas.' },
    { field: 'text', value: 'short', error: 'Describe it in 10 to 2000 characters.' },
    { field: 'text', value: `${'a'.repeat(20)}\0`, error: 'Remove the characters that cannot be shown.' },
  ])('$field: $error', ({ field, value, error }) => {
    expect(parseTicketDraft(formOf({ ...GOOD, [field]: value }))).toEqual({
      ok: false,
      errors: { [field]: error },
    });
  });
});

test('nothing that the action may be called with makes it fail', () => {
  const fields = fc.record({ subject: hostileBody(), area: hostileBody(), text: hostileBody() });
  fc.assert(
    fc.property(fields, hostileBody(), (values, anything) => {
      expect(parseTicketDraft(anything).ok).toBe(false);
      const texts = Object.entries(values).filter(([, value]) => typeof value === 'string');
      const parsed = parseTicketDraft(formOf(Object.fromEntries(texts) as Record<string, string>));
      if (!parsed.ok) expect(Object.keys(parsed.errors).length).toBeGreaterThan(0);
    }),
  );
});
