import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppName, sso } from '@repo/sso';
import { pageAppNames } from '@subdomain-sso/auth/define-sso';
import { z } from 'zod';
import { appDirectory } from '../repository.ts';

/** Apps that keep rows in the database, in the order of `sso.config.ts`: they depend on `@repo/data`. */
export function dataApps(): readonly AppName[] {
  // The type of pageAppNames keeps the names of the APIs that it leaves out.
  const names = pageAppNames(sso) as readonly AppName[];
  return names.filter((app) => {
    const text = readFileSync(join(appDirectory(app), 'package.json'), 'utf8');
    return '@repo/data' in manifest.parse(JSON.parse(text)).dependencies;
  });
}

const manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });
