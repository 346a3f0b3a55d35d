export { AppLink } from './app-link.tsx';
export { appUrl } from './app-url.ts';
export { ReturnUrlFragment } from './return-url-fragment.tsx';
export { SsoProvider } from './sso-provider.tsx';
