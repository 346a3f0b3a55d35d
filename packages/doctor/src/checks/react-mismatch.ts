import type { Package } from '@repo/next-repository';
import semver from 'semver';
import type { Finding, StaticCheck } from '../check.ts';

/** What @clerk/nextjs 7 allows. @source `peerDependencies` of @clerk/nextjs 7.9.7. */
const ALLOWED = '^18.0.0 || ~19.0.3 || ~19.1.4 || ~19.2.3 || >=19.3.0-0';

export const reactMismatch: StaticCheck = {
  id: 'react-mismatch',
  kind: 'static',
  title: 'react and react-dom do not fit together, or not with Clerk',
  whyItMatters:
    'Two versions of React in one page stop it with "Invalid hook call" or "Incompatible React versions". The first releases of each React 19 line have a vulnerability in Server Components, and Clerk refuses to install beside them.',
  fix: 'Give react and react-dom the same version, at least 19.0.3, 19.1.4 or 19.2.3 of its line, and install again.',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) => [...apart(owner), ...refused(owner), ...oldClerkReact(owner)]),
};

function apart(owner: Package): readonly Finding[] {
  const [react, dom] = [owner.dependency('react'), owner.dependency('react-dom')];
  if (!react || !dom) return [];
  const isApart =
    react.isInstalled && dom.isInstalled
      ? react.version !== dom.version
      : react.range !== dom.range && react.version !== dom.version;
  if (!isApart) return [];
  return [{ saw: `react ${react.version} and react-dom ${dom.version}`, file: dom.file, line: dom.line }];
}

function refused(owner: Package): readonly Finding[] {
  const react = owner.dependency('react');
  const clerk = owner.dependency('@clerk/nextjs');
  if (!react || !clerk || semver.lt(clerk.version, '7.0.0')) return [];
  if (semver.satisfies(react.version, ALLOWED, { includePrerelease: true })) return [];
  // The newest version of a range is installed, so it is enough that the range contains an allowed one.
  if (!react.isInstalled && semver.intersects(react.range, ALLOWED, { includePrerelease: true })) return [];
  return [
    {
      saw: `@clerk/nextjs ${clerk.version} refuses react ${react.version}`,
      file: react.file,
      line: react.line,
    },
  ];
}

/** @source `peerDependencies` of @clerk/clerk-react 5.59.1 and 5.59.2: the second refuses the releases of React 19 with the vulnerability. */
const CLERK_REACT_FLOOR = '5.59.2';

function oldClerkReact(owner: Package): readonly Finding[] {
  const [clerk, react] = [owner.dependency('@clerk/clerk-react'), owner.dependency('react')];
  if (!clerk || !react || semver.lt(react.version, '19.0.0') || semver.gte(clerk.version, CLERK_REACT_FLOOR))
    return [];
  return [
    {
      saw: `@clerk/clerk-react ${clerk.version} and react ${react.version}`,
      file: clerk.file,
      line: clerk.line,
      level: 'warning',
      fix: `Raise @clerk/clerk-react to ${CLERK_REACT_FLOOR} or newer: with React 19, older ones have type errors for ClerkProvider, or allow releases of React with a vulnerability.`,
    },
  ];
}
