export type { Addresses } from './addresses.ts';
export type { Inbox, Mail } from './clerk/local-clerk.ts';
export type { Tenancy, Tenant, TestAccount } from './clerk/tenancy.ts';
export { createSsoTest, type SsoFixtures, type SsoWorkerFixtures } from './create-sso-test.ts';
export { defineSsoTests } from './define-sso-tests.ts';
export { SSO_TEST_FIXES, SsoTestError, type SsoTestErrorCode } from './errors.ts';
export type { AccountDefinition, SignInSelectors, SsoTestOptions } from './options.ts';
export type { ClerkInstance, Target, Variables } from './target.ts';
