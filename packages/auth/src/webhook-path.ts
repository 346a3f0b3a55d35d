/**
 * Where Clerk delivers webhooks, in every app that has the route. The proxy lets it through in every posture:
 * the signature is what is checked there, and nobody is signed in on a call from Clerk.
 */
export const WEBHOOK_PATH = '/api/webhooks/clerk';
