export { SEED_PASSWORD } from '../seed/seed.ts';
export type { StoredCookie } from './cookie-jar.ts';
export {
  FrontendApiError,
  type FrontendApiReason,
  type FrontendApiResponse,
  type MintTokenOptions,
  type SignedInSession,
} from './frontend-api-client.ts';
export { ACCOUNT_ORIGIN, PLATFORM_ORIGIN, startClerkLocal } from './start-clerk-local.ts';
export { TestBrowser, type TestBrowserOptions, type TestClerkAddress } from './test-browser.ts';
