import { requireOrganization, type SignedInOrganization } from '@repo/auth/server';

/** Lets people on who act in Acme; every page of the handbook calls it before it shows a word. */
export function requireStaff(): Promise<SignedInOrganization> {
  return requireOrganization({ slug: 'acme' });
}
