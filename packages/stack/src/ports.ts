/**
 * Every port of this repository. `SSO_LOCAL_PORT` or `--port` moves the gateway, and the local Clerk moves with it; the apps
 * listen on free ports of loopback that only the gateway knows.
 */

/** Default port of the gateway, in `pnpm dev`. `packages/auth` has the same default; a test compares them. */
export const GATEWAY_PORT = 3000;

/** Port of the gateway in `pnpm test`, so that tests run beside `pnpm dev`. */
export const TEST_PORT = 3100;

/** Port of the local Clerk: the one after the gateway's. */
export function clerkPort(gatewayPort: number): number {
  return gatewayPort + 1;
}
