/**
 * Reads whom a session token was minted for, without verifying anything: for a browser that chooses among its own tokens.
 *
 * @returns `azp`; undefined: it names nobody, or is no token.
 */
export function authorizedPartyOf(token: string): string | undefined {
  try {
    const payload = token.split('.')[1] ?? '';
    const { azp }: { azp?: unknown } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    return typeof azp === 'string' ? azp : undefined;
  } catch {
    return undefined;
  }
}
