export { type Gateway, type GatewayOptions, startGateway } from './gateway.ts';
export { GatewayError, type GatewayErrorCode } from './gateway-error.ts';
export { READY_PATH } from './readiness.ts';
export type { GatewayRoute } from './routing.ts';
