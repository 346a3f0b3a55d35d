import { describe, expect, test } from 'vitest';
import { authorizedParties } from './authorized-parties.ts';
import { defineSso } from './define-sso.ts';
import type { Environment } from './environment.ts';
import { parseOrigin } from './origin.ts';
import { resolveTopology } from './topology.ts';

/** A blog that www serves as a zone of its own, through rewrites: the browser sees it at two origins. */
const define = (ownOrigins: readonly string[]) =>
  defineSso({
    rootDomain: 'acme.example',
    localRootDomain: 'acme.localhost',
    primary: 'www',
    apps: {
      www: { posture: 'mixed', vercelProject: 'acme-www', callers: [] },
      blog: { posture: 'protected', vercelProject: 'acme-blog', callers: [], ownOrigins },
      shop: { posture: 'protected', vercelProject: 'acme-shop', callers: ['blog'] },
    },
  });
const config = define(['https://www.acme.example', 'https://acme.example']);

const PREVIEW: Environment = {
  kind: 'preview',
  own: [parseOrigin('https://acme-blog-git-x.preview.acme.dev', 'test')],
  siblings: [],
};

describe('the further origins of an app', () => {
  test.each<[string, Environment, string[]]>([
    [
      'in production',
      { kind: 'production' },
      ['https://blog.acme.example', 'https://www.acme.example', 'https://acme.example'],
    ],
    [
      'locally, below the local root domain',
      { kind: 'local', port: 3300 },
      ['http://blog.acme.localhost:3300', 'http://www.acme.localhost:3300', 'http://acme.localhost:3300'],
    ],
    ['in a preview there are none', PREVIEW, ['https://acme-blog-git-x.preview.acme.dev']],
  ])('%s', (_name, environment, own) => {
    const place = { config, self: 'blog', environment } as const;
    expect(resolveTopology(place).own).toEqual(own);
    expect(authorizedParties(place).cookie).toEqual(own);
  });

  test('give an app the tokens of that origin, and no other app: www does not accept those of blog', () => {
    const place = { config, self: 'www', environment: { kind: 'production' } } as const;
    expect(authorizedParties(place).cookie).toEqual(['https://www.acme.example']);
  });

  test('are allowed as targets of redirects', () => {
    const { known } = resolveTopology({ config, self: 'shop', environment: { kind: 'production' } });
    expect(known).toContain('https://acme.example');
  });

  test('are listed once, whatever the project is named', () => {
    const projectOrigin = parseOrigin('https://www.acme.example', 'test');
    const place = { config, self: 'blog', environment: { kind: 'production', projectOrigin } } as const;
    expect(resolveTopology(place).own).toEqual([
      'https://blog.acme.example',
      'https://www.acme.example',
      'https://acme.example',
    ]);
  });

  test.each([
    'http://www.acme.example',
    'https://www.acme.example/',
    'https://www.acme.example/blog',
    'https://other.example',
    'https://evilacme.example',
    'https://acme.example.evil.test',
    'https://*.acme.example',
    'www.acme.example',
  ])('%s is refused at start', (origin) => {
    expect(() => define([origin])).toThrow(expect.objectContaining({ code: 'invalid_origin' }));
  });
});
