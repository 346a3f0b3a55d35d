import { createWebhookHandler } from '@repo/auth/webhooks';
import { applyEvent } from '@repo/directory';
import { portalDirectory } from '../../../../directory/portal-directory.ts';

/** Clerk tells what changed; the directory takes it in. Whoever cannot sign as Clerk changes nothing. */
export const POST = createWebhookHandler({
  onEvent: async ({ type, data }, delivery) => {
    const { db } = await portalDirectory();
    return applyEvent(db, { ...delivery, type, data });
  },
});
