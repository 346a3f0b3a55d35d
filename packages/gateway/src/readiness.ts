import { connect } from 'node:net';
import type { GatewayRoute } from './routing.ts';

/**
 * Answers 200 once every target accepts connections, 503 before; targets that their first request starts do not count.
 * Served on localhost and the root domain.
 */
export const READY_PATH = '/__gateway/ready';

/** How long a target may take to accept a connection on this machine before it counts as not listening. */
const ACCEPT_TIMEOUT_MS = 1000;

/** Lists the hosts whose target should accept connections and does not, in route order. */
export async function findPendingHosts(routes: readonly GatewayRoute[]): Promise<string[]> {
  const expected = routes.filter(({ start }) => start === undefined);
  const accepting = await Promise.all(expected.map(({ target }) => acceptsConnections(new URL(target))));
  return expected.filter((_, index) => !accepting[index]).map(({ host }) => host);
}

function acceptsConnections({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 80), timeout: ACCEPT_TIMEOUT_MS });
    const settle = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}
