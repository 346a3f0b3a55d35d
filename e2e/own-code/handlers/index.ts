import type { ProxyHandler } from '@subdomain-sso/auth/proxy';
import type { Mode } from '../env.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { localesAlways, localesAsNeeded } from './locales.ts';
import { tenants } from './tenants.ts';

export const handlers: Readonly<Record<Mode, ProxyHandler | undefined>> = {
  none: undefined,
  'locales-always': localesAlways,
  'locales-as-needed': localesAsNeeded,
  'content-security-policy': contentSecurityPolicy,
  tenants,
};
