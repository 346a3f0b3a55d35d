import type { StaticCheck } from '../check.ts';
import { belowFloors } from '../clerk/version-floors.ts';

const fault = 'its cache of signing keys is emptied, yet not taken for expired';

/** @source @clerk/backend 0.38.12 and 1.1.2 changelogs; `dependencies` of @clerk/nextjs 4.31.3 and 5.0.7. */
export const jwksCacheRace: StaticCheck = {
  id: 'jwks-cache-race',
  kind: 'static',
  title: 'A Clerk SDK that sometimes loses its signing keys',
  whyItMatters:
    'Every few minutes there is a moment without any key: valid tokens are refused, and users are signed out at random.',
  fix: 'Raise the version to the one named, or newer.',
  severity: 'error',
  run: (repository) =>
    belowFloors(repository, [
      { name: '@clerk/backend', fixedIn: ['0.38.12', '1.1.2'], fault },
      // Before 4.7.0 it did not use @clerk/backend.
      { name: '@clerk/nextjs', since: '4.7.0', fixedIn: ['4.31.3', '5.0.7'], fault },
    ]),
};
