/** Every reason why the gateway does not start, with its fix. Codes are public API: add, never rename. */
export const GATEWAY_FIXES = {
  port_in_use: 'Stop that program, or choose another port.',
  port_not_allowed: 'Choose a port above 1023.',
  duplicate_host: 'Give every route a host of its own, and none of them the root domain.',
} as const;

export type GatewayErrorCode = keyof typeof GATEWAY_FIXES;

/** The gateway could not start. `port` is the one it was asked to listen on. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: GatewayErrorCode;
  readonly port: number;

  constructor(code: GatewayErrorCode, port: number, problem: string, options?: ErrorOptions) {
    super(`[gateway] ${problem} ${GATEWAY_FIXES[code]} (code=${code})`, options);
    this.code = code;
    this.port = port;
  }
}
