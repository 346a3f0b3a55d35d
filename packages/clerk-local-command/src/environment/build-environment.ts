import type { LocalClerk } from 'clerk-local';
import type { Addresses } from '../start/addresses.ts';

/** Variables of an app, by name, in the order they are shown. */
export type AppEnvironment = Readonly<Record<string, string>>;

/**
 * Lists what apps need in their environment, so that unmodified Clerk SDKs use this Clerk.
 *
 * @param clerk Its keys and the address of its Backend API; servers need not resolve names under `.localhost`.
 * @param port The gateway's, as SSO_LOCAL_PORT: apps that know their siblings find them with it. SSO_LOCAL_CLERK: in production
 *   builds of this machine, too.
 * @source `@clerk/nextjs` 7.9.7 server/constants: names; it loads scripts over https unless their whole address is given.
 */
export function buildEnvironment(
  clerk: Pick<LocalClerk, 'publishableKey' | 'secretKey' | 'jwtKey' | 'webhookSecret' | 'url'>,
  addresses: Addresses,
  port: number,
): AppEnvironment {
  const { clerk: origin, signIn, signUp } = addresses;
  return {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
    // What SDKs without a browser build read: @clerk/express, @clerk/fastify, @clerk/hono.
    CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
    CLERK_SECRET_KEY: clerk.secretKey,
    CLERK_JWT_KEY: clerk.jwtKey,
    CLERK_API_URL: clerk.url,
    CLERK_WEBHOOK_SIGNING_SECRET: clerk.webhookSecret,
    NEXT_PUBLIC_CLERK_PROXY_URL: origin,
    NEXT_PUBLIC_CLERK_JS_URL: `${origin}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
    NEXT_PUBLIC_CLERK_UI_URL: `${origin}/npm/@clerk/ui@1/dist/ui.browser.js`,
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: signIn,
    NEXT_PUBLIC_CLERK_SIGN_UP_URL: signUp,
    NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1',
    SSO_LOCAL_CLERK: '1',
    SSO_LOCAL_PORT: String(port),
  };
}
