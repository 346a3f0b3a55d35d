export { toUserSummary, type UserSummary } from '../user-summary.ts';
export { AppLink } from './app-link.tsx';
export { appUrl } from './app-url.ts';
export { authFetch } from './auth-fetch.ts';
export { hasClerkUi } from './env.ts';
export { ReturnUrlFragment } from './return-url-fragment.tsx';
export { SsoProvider } from './sso-provider.tsx';
export { useAuthFetch } from './use-auth-fetch.ts';
export { useClerkOutage } from './use-clerk-outage.ts';
