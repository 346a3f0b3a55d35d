import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@repo/stack/repository';
import { describe, expect, test } from 'vitest';
import { scaffoldApp } from './scaffold.ts';

const POSTURES = ['public', 'mixed', 'protected', { staffOf: 'initech' }] as const;

describe.each(POSTURES.map((posture) => ({ name: JSON.stringify(posture), posture })))(
  'an app that is $name',
  ({ posture }) => {
    const files = scaffoldApp({ name: 'billing', posture });
    const text = (path: string) => files.get(path) ?? '';

    test('calls itself by its name, everywhere', () => {
      expect(text('proxy.ts')).toContain(`createAuthProxy()`);
      expect(text('next.config.ts')).toContain(`withSso(sso, 'billing'`);
      expect(text('app/layout.tsx')).toContain('data-app="billing"');
      expect(JSON.parse(text('package.json'))).toMatchObject({
        name: 'billing',
        scripts: { build: 'next build' },
      });
      expect([...files].filter(([, each]) => /['"]account['"]|Acme Account/.test(each))).toEqual([]);
    });

    test('has the proxy’s matcher that every app has, and a configuration that is there', () => {
      const matcher = (source: string) => /matcher: .*/.exec(source)?.[0];
      expect(matcher(text('proxy.ts'))).toBe(
        matcher(readFileSync(join(ROOT, 'apps/platform/proxy.ts'), 'utf8')),
      );
      const { extends: base }: { extends: string } = JSON.parse(text('tsconfig.json'));
      expect(existsSync(join(ROOT, 'apps/billing', base))).toBe(true);
    });

    test('has the project settings that Vercel reads, as every other app', () => {
      expect(text('vercel.json')).toBe(readFileSync(join(ROOT, 'apps/platform/vercel.json'), 'utf8'));
    });

    test('asks who is there in the page itself, as its posture needs', () => {
      const guards = {
        public: /^(?!.*\/server)/s,
        mixed: /currentSession\(\)/,
        protected: /requireUser\(\)/,
      };
      const guard = typeof posture === 'string' ? guards[posture] : /requireStaff\(\)/;
      expect(text('app/page.tsx')).toMatch(guard);
      // The organization is named once, in the registry.
      expect([...files.values()].join('\n')).not.toMatch(/initech|acme'/);
      expect(files.has('app/no-access/page.tsx')).toBe(posture !== 'public');
    });
  },
);
