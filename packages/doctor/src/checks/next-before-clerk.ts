import semver from 'semver';
import type { Finding, StaticCheck } from '../check.ts';

/** The first version that is made for Next.js 16. @source Clerk docs "Next.js 16"; `dependencies` of @clerk/nextjs 6.34.5 and 6.35.0. */
const FLOOR = '6.35.0';

export const nextBeforeClerk: StaticCheck = {
  id: 'next-before-clerk',
  kind: 'static',
  title: 'A Clerk SDK from before this version of Next.js',
  whyItMatters:
    'Clerk supports Next.js 16 from @clerk/nextjs 6.35.0 on. An older one looks for middleware.ts and reports a missing middleware where there is a proxy.ts, and what Next.js 16 caches can outlive a sign-out.',
  fix: 'Raise @clerk/nextjs to 6.39.2 or newer, better to 7, before or together with Next.js 16.',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner): readonly Finding[] => {
      const [next, clerk] = [owner.dependency('next'), owner.dependency('@clerk/nextjs')];
      if (!next || !clerk || semver.lt(next.version, '16.0.0') || semver.gte(clerk.version, FLOOR)) return [];
      const isCertain = clerk.isExact || !semver.intersects(clerk.range, `>=${FLOOR}`);
      const saw = `@clerk/nextjs ${clerk.version} and next ${next.version}`;
      return [{ saw, file: clerk.file, line: clerk.line, ...(isCertain ? {} : { level: 'warning' }) }];
    }),
};
