import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CopyChoices } from './choices.ts';
import { readRecord, writeRecord } from './copy-record.ts';

const choices: CopyChoices = {
  form: 'folder',
  as: 'src/lib/auth',
  packageName: '@subdomain-sso/auth',
  domain: 'acme.com',
  apps: [
    { name: 'account', posture: 'mixed' },
    { name: 'staff', posture: { staffOf: 'acme' } },
  ],
  placements: [{ directory: '', app: 'account', hasSrc: true }],
  withTests: false,
  frameworks: { next: '16.4.3' },
};
const upstream = { version: '0.1.0', commit: null };

test('a record reads back as what was written', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
        fc.string(),
      ),
      (texts) => {
        const base = new Map(Object.entries(texts));
        const written = writeRecord(upstream, { choices, base });
        expect(readRecord('x', written.json, written.base)).toEqual({ version: '0.1.0', choices, base });
      },
    ),
  );
});

const written = writeRecord(upstream, { choices, base: new Map([['a.ts', 'a']]) });
const other = writeRecord(upstream, { choices, base: new Map([['a.ts', 'b']]) });

test.each([
  { name: 'texts of another copy', json: written.json, base: other.base },
  { name: 'no texts', json: written.json, base: Buffer.alloc(0) },
  { name: 'texts cut short', json: written.json, base: written.base.subarray(0, 5) },
  { name: 'no JSON', json: '<<<<<<< HEAD', base: written.base },
  { name: 'another form', json: '{}', base: written.base },
])('$name: refused, rather than merged with something wrong', ({ json, base }) => {
  expect(() => readRecord('src/lib/auth', json, base)).toThrow(
    expect.objectContaining({ code: 'copy_record_unreadable', exitCode: 2 }),
  );
});
