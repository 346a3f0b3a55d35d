import { sso } from '@repo/sso';
import { withSso } from '@subdomain-sso/auth/next-config';
import type { NextConfig } from 'next';
import { PHASE_PRODUCTION_SERVER } from 'next/constants';
import { readApp } from './env.ts';

/**
 * What `withSso()` puts into the build of an app is put into the process here, when it starts: one build for every port.
 * `NEXT_PUBLIC_*` that a build does not know stay look-ups of `process.env` on the server; the browser gets them as props.
 */
export default function config(phase: string): NextConfig {
  if (phase === PHASE_PRODUCTION_SERVER) Object.assign(process.env, withSso(sso, readApp()).env);
  return {
    poweredByHeader: false,
    transpilePackages: ['@subdomain-sso/auth'],
    typescript: { ignoreBuildErrors: process.env.SSO_TYPES_CHECKED === '1' },
  };
}
