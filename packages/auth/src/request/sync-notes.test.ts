import { describe, expect, test } from 'vitest';
import {
  MISSING_ORGANIZATION_COOKIE,
  noteName,
  STALE_CLIENT_COOKIE,
  TOKEN_SIZE_COOKIE,
} from '../stored-names.ts';
import { parseCookies } from './cookies.ts';
import {
  isStaleClient,
  isTargetMissing,
  isTokenTooLarge,
  plantedNotes,
  staleClientDeletion,
} from './sync-notes.ts';

const HTTPS = 'https://platform.acme.example';
const HTTP = 'http://platform.acme.localhost:3000';
const TARGET = { kind: 'slug', value: 'acme' } as const;

/** What the notes of a Cookie header mean. */
const read = (header: string, origin: string) => {
  const cookies = parseCookies(header);
  return [
    isStaleClient({ cookies, clientUatSeconds: 7 }, origin),
    isTokenTooLarge(cookies, origin),
    isTargetMissing(cookies, TARGET, origin),
  ];
};
const notes = (nameOf: (name: `__sso_${string}`) => string, other = '') =>
  [
    `${nameOf(STALE_CLIENT_COOKIE)}=7`,
    `${nameOf(TOKEN_SIZE_COOKIE)}=5000`,
    `${nameOf(MISSING_ORGANIZATION_COOKIE)}=slug:acme`,
  ]
    .flatMap((pair) => (other ? [pair, pair.replace(/=.*/, `=${other}`)] : [pair]))
    .join('; ');

describe('a note of session sync', () => {
  test.each([
    {
      name: 'over https counts with the prefix that no sibling can set',
      header: notes((name) => noteName(name, HTTPS)),
      origin: HTTPS,
      expected: true,
    },
    {
      name: 'over https counts for nothing without it: a sibling may have set it',
      header: notes((name) => name),
      origin: HTTPS,
      expected: false,
    },
    {
      name: 'on this machine has no prefix, which a browser would not keep',
      header: notes((name) => name),
      origin: HTTP,
      expected: true,
    },
    {
      name: 'that came twice counts for nothing',
      header: notes((name) => name, 'x'),
      origin: HTTP,
      expected: false,
    },
    {
      name: 'that came twice over https counts for nothing',
      header: notes((name) => noteName(name, HTTPS), 'x'),
      origin: HTTPS,
      expected: false,
    },
  ])('$name', ({ header, origin, expected }) => {
    expect(read(header, origin)).toEqual([expected, expected, expected]);
  });

  test('has a name and attributes with which a browser keeps it', () => {
    expect(noteName(STALE_CLIENT_COOKIE, HTTPS)).toBe('__Host-sso_stale_client');
    expect(staleClientDeletion(HTTPS)).toBe(
      '__Host-sso_stale_client=; Path=/; Max-Age=0; SameSite=Lax; Secure',
    );
    expect(staleClientDeletion(HTTP)).toBe('__sso_stale_client=; Path=/; Max-Age=0; SameSite=Lax');
  });

  test('without the prefix is found, so that it is deleted from the parent domain', () => {
    expect(plantedNotes(parseCookies(notes((name) => name)))).toEqual([
      STALE_CLIENT_COOKIE,
      MISSING_ORGANIZATION_COOKIE,
      TOKEN_SIZE_COOKIE,
    ]);
    expect(plantedNotes(parseCookies(notes((name) => noteName(name, HTTPS))))).toEqual([]);
  });
});
