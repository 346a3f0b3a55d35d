import { temporaryRepository } from '@repo/copy/fixtures/temporary-repository';
import { expect, test } from 'vitest';
import { compareFaults, findProxyFaults } from './proxy-findings.ts';

const app = (proxy: string) => ({
  'package.json': '{ "name": "web", "dependencies": { "next": "16.4.6", "@clerk/nextjs": "7.9.7" } }\n',
  'proxy.ts': proxy,
  'app/page.tsx': 'export default () => null;\n',
});

test('tokens of any origin are a fault of a bare clerkMiddleware(), and none of createAuthProxy()', async () => {
  const before = await findProxyFaults(
    temporaryRepository(
      app(`import { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware();\n`),
    ),
  );
  expect(before).toEqual([expect.stringContaining('missing-authorized-parties: proxy.ts')]);
  const after = await findProxyFaults(
    temporaryRepository({
      ...app(
        `import { createAuthProxy } from '@subdomain-sso/auth/proxy';\nexport default createAuthProxy();\n`,
      ),
    }),
  );
  expect(compareFaults(before, after)).toEqual({ fixed: before, fresh: [] });
});

test('what was not there before is fresh', () => {
  expect(compareFaults(['a', 'b'], ['b', 'c'])).toEqual({ fixed: ['a'], fresh: ['c'] });
});
