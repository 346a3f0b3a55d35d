import { requireOrganization } from '@subdomain-sso/auth/server';

/** For members of an organization: a user without one is sent to the page that explains it. */
export default async function StaffPage() {
  // sso-doctor-ignore organization-by-slug: this test's organization has no other name.
  await requireOrganization({ slug: 'acme' });
  return <h1>Staff</h1>;
}
