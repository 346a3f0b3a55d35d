export type { ClerkEvent, WebhookDelivery } from './webhooks/clerk-event.ts';
export {
  createWebhookHandler,
  type WebhookHandlerOptions,
  type WebhookIncident,
} from './webhooks/create-webhook-handler.ts';

/**
 * Path of the route that receives Clerk's deliveries, in each app that has one. The proxy does not exempt it: the route stays
 * out of the proxy because the matcher leaves out `/api/`, and its signature is checked there.
 */
export const WEBHOOK_PATH = '/api/webhooks/clerk';
