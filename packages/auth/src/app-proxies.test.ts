import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sso } from '../sso.config.ts';
import { pageAppNames } from './define-sso.ts';
import { matcher } from './proxy.ts';

test.each(pageAppNames(sso))(
  'the literal that Next demands in apps/%s/proxy.ts is the exported matcher',
  (app) => {
    const source = readFileSync(new URL(`../../../apps/${app}/proxy.ts`, import.meta.url), 'utf8');
    expect(source).toContain(`createAuthProxy('${app}')`);
    expect(source).toContain(`matcher: ['${matcher[0]?.replaceAll('\\', '\\\\')}']`);
  },
);
