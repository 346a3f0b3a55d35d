import { clearDeletedOwners } from '@repo/data';
import { applyEvent } from '@repo/directory';
import { createWebhookHandler } from '@subdomain-sso/auth/webhooks';
import { portalDatabase } from '../../../../directory/portal-directory.ts';

/** Clerk reports changes and the directory processes them. A delivery without Clerk's signature changes nothing. */
export const POST = createWebhookHandler({
  onEvent: async ({ type, data }, delivery) => {
    const { db } = await portalDatabase();
    return db.transaction(async (tx) => {
      const outcome = await applyEvent(tx, { ...delivery, type, data });
      if (type === 'user.deleted' || type === 'organization.deleted') await clearDeletedOwners(tx);
      return outcome;
    });
  },
});
