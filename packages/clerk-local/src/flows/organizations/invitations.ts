import { ApiError, missingField } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId, newSecret } from '../../store/ids.ts';
import type { OrganizationInvitationRow } from '../../store/organization-rows.ts';
import { sendMail } from '../mail.ts';
import { parseEmailAddress } from '../sign-in/sign-up.ts';
import { findVerifiedEmail } from '../users/users.ts';
import { findMembership } from './organizations.ts';

const INVITATION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;
const MAX_ADDRESSES_AT_ONCE = 10;

export interface NewInvitations {
  organizationId: string;
  inviterUserId: string | null;
  emailAddresses: readonly string[];
  role: string;
}

/**
 * Invites addresses; each gets a message in the inbox, and its user sees the invitation in the organization switcher.
 *
 * @throws {ApiError} 422 `form_param_nil`, `form_param_format_invalid`; 400 `duplicate_record`, `already_a_member_in_organization`,
 *   `bulk_size_exceeded`.
 */
export function inviteToOrganization(instance: Instance, input: NewInvitations): OrganizationInvitationRow[] {
  const addresses = [...new Set(input.emailAddresses.filter(Boolean).map(parseEmailAddress))];
  if (addresses.length === 0) throw missingField('email_address');
  if (addresses.length > MAX_ADDRESSES_AT_ONCE) {
    throw new ApiError(
      400,
      'bulk_size_exceeded',
      `Invite at most ${MAX_ADDRESSES_AT_ONCE} addresses at once.`,
    );
  }
  // All are checked before the first is invited: with one bad address, none is invited.
  for (const address of addresses) assertMayInvite(instance, input.organizationId, address);
  return addresses.map((emailAddress) => createInvitation(instance, input, emailAddress));
}

function assertMayInvite(instance: Instance, organizationId: string, emailAddress: string): void {
  const owner = findVerifiedEmail(instance, emailAddress);
  const meta = { email_addresses: [emailAddress] };
  if (owner && findMembership(instance, organizationId, owner.userId)) {
    throw new ApiError(400, 'already_a_member_in_organization', `${emailAddress} is a member already.`, {
      meta,
    });
  }
  const isOpen = (row: OrganizationInvitationRow) =>
    row.organizationId === organizationId && row.emailAddress === emailAddress && row.status === 'pending';
  if (instance.store.organizationInvitations.find(isOpen)) {
    throw new ApiError(400, 'duplicate_record', `${emailAddress} is invited already.`, { meta });
  }
}

function createInvitation(
  instance: Instance,
  { organizationId, inviterUserId, role }: NewInvitations,
  emailAddress: string,
): OrganizationInvitationRow {
  const atMs = instance.nowMs();
  const name = instance.store.organizations.get(organizationId)?.name ?? 'an organization';
  sendMail(instance, {
    to: emailAddress,
    slug: 'organization_invitation',
    subject: `You are invited to ${name}`,
    text: `Sign in or sign up with this address at ${instance.options.signInUrl}; the invitation waits in your organization menu.`,
  });
  return instance.store.organizationInvitations.set({
    id: newId('orginv'),
    organizationId,
    emailAddress,
    role,
    inviterUserId,
    status: 'pending',
    publicMetadata: {},
    privateMetadata: {},
    redirectUrl: null,
    ticket: newSecret(),
    expiresAtMs: atMs + INVITATION_LIFETIME_MS,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}
