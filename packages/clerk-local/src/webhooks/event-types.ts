/** Every type that the local Clerk sends. */
export const EVENT_TYPES = [
  'email.created',
  'organization.created',
  'organization.deleted',
  'organization.updated',
  'organizationInvitation.accepted',
  'organizationInvitation.created',
  'organizationInvitation.revoked',
  'organizationMembership.created',
  'organizationMembership.deleted',
  'organizationMembership.updated',
  'permission.created',
  'permission.deleted',
  'permission.updated',
  'role.created',
  'role.deleted',
  'role.updated',
  'session.created',
  'session.ended',
  'session.pending',
  'session.removed',
  'session.revoked',
  'subscription.created',
  'subscription.updated',
  'subscriptionItem.active',
  'subscriptionItem.canceled',
  'subscriptionItem.ended',
  'user.created',
  'user.deleted',
  'user.updated',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

export interface WebhookEvent {
  type: EventType;
  data: object;
}
