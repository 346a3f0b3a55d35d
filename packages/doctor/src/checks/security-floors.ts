import type { StaticCheck } from '../check.ts';
import { belowFloors, type Floor } from '../clerk/version-floors.ts';

/** @source GHSA-f82v-jwr5-mffw, GHSA-26hh-7cqf-hhc6, GHSA-vqx2-fgx2-5wq9, CVE-2026-23870. */
const FLOORS: readonly Floor[] = [
  {
    name: 'next',
    fixedIn: ['12.3.5', '13.5.9', '14.2.25', '15.5.18', '16.2.6'],
    fault: 'a crafted request passes its middleware or proxy unchecked',
  },
  {
    name: '@clerk/nextjs',
    since: '5.0.0',
    fixedIn: ['5.7.6', '6.39.2', '7.2.1'],
    fault: 'createRouteMatcher can be passed with a crafted path',
  },
  ...['react-server-dom-webpack', 'react-server-dom-turbopack', 'react-server-dom-parcel'].map((name) => ({
    name,
    fixedIn: ['19.0.6', '19.1.7', '19.2.6'],
    fault: 'a crafted request to a Server Function exhausts the server',
  })),
];

export const securityFloors: StaticCheck = {
  id: 'security-floors',
  kind: 'static',
  title: 'A version below a security fix',
  whyItMatters:
    'The vulnerability and the request that exploits it are public: anyone can read what only the middleware or proxy protects, or stop the server.',
  fix: 'Raise the version to the one named, or newer, and install. Then check that every protected page has a guard of its own.',
  severity: 'error',
  run: (repository) => belowFloors(repository, FLOORS),
};
