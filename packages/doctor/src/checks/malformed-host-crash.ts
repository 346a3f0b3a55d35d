import type { StaticCheck } from '../check.ts';
import { belowFloors } from '../clerk/version-floors.ts';

const fault = 'a malformed Host or X-Forwarded-Host throws in deriveUrlFromHeaders';

/** @source clerk/javascript#7275; the code of @clerk/backend 1.0.0 and 2.33.8, which have the fault, and 3.0.0, which has not. */
export const malformedHostCrash: StaticCheck = {
  id: 'malformed-host-crash',
  kind: 'static',
  title: 'A request with a malformed host is answered with error 500',
  whyItMatters:
    'Scanners send such hosts all day. Each one throws inside Clerk’s SDK before your code runs, and fills the log with errors that hide real ones.',
  fix: 'Upgrade to @clerk/nextjs 7 (@clerk/backend 3): version 6 never got the fix. Until then refuse unknown hosts in front of the app.',
  severity: 'warning',
  run: (repository) =>
    belowFloors(
      repository,
      [
        { name: '@clerk/nextjs', since: '5.0.0', fixedIn: ['7.0.0'], fault },
        { name: '@clerk/backend', since: '1.0.0', fixedIn: ['3.0.0'], fault },
      ],
      // A client that only calls the Backend API reads no request.
      (owner, { name }) =>
        name === '@clerk/nextjs' || repository.sourcesOf(owner, /authenticateRequest/).length > 0,
    ),
};
