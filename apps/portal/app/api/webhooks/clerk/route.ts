import { applyEvent } from '@repo/directory';
import { createWebhookHandler } from '@subdomain-sso/auth/webhooks';
import { portalDirectory } from '../../../../directory/portal-directory.ts';

/** Clerk reports changes and the directory processes them. A delivery without Clerk's signature changes nothing. */
export const POST = createWebhookHandler({
  onEvent: async ({ type, data }, delivery) => {
    const { db } = await portalDirectory();
    return applyEvent(db, { ...delivery, type, data });
  },
});
