import type { CspSources } from './policy-additions.ts';

/**
 * What Clerk's components reach beside the Frontend API: bot protection, payment, address completion, pictures, telemetry.
 *
 * @source `@clerk/nextjs` 7.9.7 `contentSecurityPolicy` (a test compares), which allows scripts from any host instead of
 *   naming Cloudflare's.
 */
export const CLERK_SERVICES: CspSources = {
  'script-src': [
    'https://challenges.cloudflare.com',
    'https://js.stripe.com',
    'https://*.js.stripe.com',
    'https://maps.googleapis.com',
    'https://*.protect.clerk.com',
  ],
  'connect-src': [
    'https://clerk-telemetry.com',
    'https://*.clerk-telemetry.com',
    'https://api.stripe.com',
    'https://maps.googleapis.com',
    'https://img.clerk.com',
    'https://*.protect.clerk.com:*',
  ],
  'img-src': ['https://img.clerk.com'],
  'frame-src': [
    'https://challenges.cloudflare.com',
    'https://js.stripe.com',
    'https://*.js.stripe.com',
    'https://hooks.stripe.com',
    'https://*.protect.clerk.com',
  ],
};
