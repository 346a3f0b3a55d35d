import fc from 'fast-check';
import { NextResponse } from 'next/server';
import { expect, test } from 'vitest';
import { OVERRIDE_LIST, OVERRIDE_PREFIX } from './override-headers.ts';
import {
  applyRequestHeaderChanges,
  listRequestHeaders,
  takeRequestHeaderChanges,
} from './request-header-changes.ts';

const names = fc.constantFrom('cookie', 'referer', 'x-a', 'x-b', 'x-tenant', 'accept', 'authorization');
const headers = fc.dictionary(names, fc.constantFrom('', '1', 'two words', 'a,b; c="d"'));

/** The request headers that an answer hands to the app. */
function handed(response: Response): Record<string, string> {
  const listed = (response.headers.get(OVERRIDE_LIST) ?? '').split(',').filter(Boolean);
  return Object.fromEntries(listed.map((name) => [name, response.headers.get(OVERRIDE_PREFIX + name) ?? '']));
}

test('for any headers: what the handler changed or removed is so for the app, and all else is as the SDK wrote it', () => {
  fc.assert(
    fc.property(headers, headers, headers, (received, wanted, written) => {
      const changes = takeRequestHeaderChanges(
        NextResponse.next({ request: { headers: new Headers(wanted) } }),
        new Headers(received),
      );
      const response = NextResponse.next();
      listRequestHeaders(response, new Headers(written));
      if (changes) applyRequestHeaderChanges(response, changes);
      const expected = new Map(Object.entries(written));
      for (const name of Object.keys(received)) if (!(name in wanted)) expected.delete(name);
      for (const [name, value] of Object.entries(wanted))
        if (received[name] !== value) expected.set(name, value);
      expect(handed(response)).toEqual(Object.fromEntries(expected));
    }),
  );
});

test('a response that changes no header leaves the list alone', () => {
  expect(takeRequestHeaderChanges(NextResponse.next(), new Headers({ 'x-a': '1' }))).toBeNull();
});

test('the handler’s response keeps none of the marks that were taken out of it', () => {
  const response = NextResponse.next({ request: { headers: new Headers({ 'x-a': '1', 'x-b': '2' }) } });
  takeRequestHeaderChanges(response, new Headers());
  expect(
    [...response.headers.keys()].filter((name) => name.includes('override') || name.includes('-request-')),
  ).toEqual([]);
});

test('an answer that hands no headers to the app, such as a redirect, is left alone', () => {
  const response = NextResponse.redirect('http://platform.acme.localhost:3000/en');
  applyRequestHeaderChanges(response, { set: new Map([['x-a', '1']]), removed: new Set(['x-b']) });
  expect([...response.headers.keys()]).toEqual(['location']);
});
