import { sso } from '@repo/sso';
import { withSso } from '@subdomain-sso/auth/next-config';
import type { NextConfig } from 'next';
import { PHASE_PRODUCTION_SERVER } from 'next/constants';
import createNextIntlPlugin from 'next-intl/plugin';
import { readSettings } from './env.ts';

const basePath = process.env.OWN_CODE_BASE_PATH;

/** What `withSso()` puts into a build is put into the process here, when it starts: one build for every app and port. */
export default function config(phase: string): NextConfig {
  if (phase === PHASE_PRODUCTION_SERVER) Object.assign(process.env, withSso(sso, readSettings().app).env);
  return createNextIntlPlugin('./i18n/request.ts')({
    poweredByHeader: false,
    transpilePackages: ['@subdomain-sso/auth'],
    typescript: { ignoreBuildErrors: process.env.SSO_TYPES_CHECKED === '1' },
    ...(basePath ? { basePath, distDir: '.next-base-path' } : {}),
    // A policy in the build, which that of a library takes the place of.
    headers: async () => [
      {
        source: '/:path*',
        headers: [{ key: 'content-security-policy', value: "object-src 'none'; frame-ancestors 'self'" }],
      },
    ],
  });
}
