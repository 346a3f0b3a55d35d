import type {
  CheckoutRow,
  OrganizationLogoRow,
  PermissionRow,
  PlanRow,
  RoleRow,
  SubscriptionItemRow,
} from './access-rows.ts';
import type {
  ApiKeyRow,
  M2mTokenRow,
  MachineRow,
  OAuthApplicationRow,
  OAuthCodeRow,
  OAuthConsentRow,
  OAuthGrantRow,
  OAuthSettingsRow,
  OAuthTokenRow,
} from './machine-rows.ts';
import type {
  ClientRow,
  ConsumedTokenRow,
  EmailAddressRow,
  HandshakeRow,
  InboxMessageRow,
  MembershipRow,
  OrganizationInvitationRow,
  OrganizationRow,
  RefreshTokenRow,
  RetiredKeyRow,
  SessionRow,
  SignInRow,
  SignInTokenRow,
  SignUpRow,
  TestingTokenRow,
  UserRow,
  VerificationCodeRow,
  WebhookDeliveryRow,
} from './rows.ts';
import type { JwtTemplateRow, SessionSettingsRow } from './session-rows.ts';
import { createTable, type Table } from './table.ts';

/** Every table by name: what exists, and what type its rows have. */
export interface TableRows {
  users: UserRow;
  emailAddresses: EmailAddressRow;
  clients: ClientRow;
  sessions: SessionRow;
  signIns: SignInRow;
  signUps: SignUpRow;
  verificationCodes: VerificationCodeRow;
  organizations: OrganizationRow;
  memberships: MembershipRow;
  organizationInvitations: OrganizationInvitationRow;
  signInTokens: SignInTokenRow;
  testingTokens: TestingTokenRow;
  handshakes: HandshakeRow;
  refreshTokens: RefreshTokenRow;
  consumedTokens: ConsumedTokenRow;
  inbox: InboxMessageRow;
  apiKeys: ApiKeyRow;
  machines: MachineRow;
  m2mTokens: M2mTokenRow;
  oauthApplications: OAuthApplicationRow;
  oauthGrants: OAuthGrantRow;
  oauthCodes: OAuthCodeRow;
  oauthTokens: OAuthTokenRow;
  oauthConsents: OAuthConsentRow;
  oauthSettings: OAuthSettingsRow;
  permissions: PermissionRow;
  roles: RoleRow;
  plans: PlanRow;
  subscriptionItems: SubscriptionItemRow;
  checkouts: CheckoutRow;
  organizationLogos: OrganizationLogoRow;
  webhookDeliveries: WebhookDeliveryRow;
  retiredKeys: RetiredKeyRow;
  sessionSettings: SessionSettingsRow;
  jwtTemplates: JwtTemplateRow;
}

export type TableName = keyof TableRows;

/** All rows, in insertion order, as JSON can hold them. */
export type StoreSnapshot = { [Name in TableName]: TableRows[Name][] };

export type Store = { readonly [Name in TableName]: Table<TableRows[Name]> } & {
  /** Copies every row out; later writes do not show in the copy. */
  exportRows(): StoreSnapshot;
  /** Replaces every row. A table that the snapshot does not name ends empty. */
  importRows(snapshot: Partial<StoreSnapshot>): void;
};

/**
 * Makes an empty store: the only place where a local Clerk keeps state.
 *
 * @param onChange Called after each write, synchronously; the snapshot writer listens here.
 */
export function createStore(onChange: () => void = () => {}): Store {
  const tables = {
    users: createTable<UserRow>(onChange),
    emailAddresses: createTable<EmailAddressRow>(onChange),
    clients: createTable<ClientRow>(onChange),
    sessions: createTable<SessionRow>(onChange),
    signIns: createTable<SignInRow>(onChange),
    signUps: createTable<SignUpRow>(onChange),
    verificationCodes: createTable<VerificationCodeRow>(onChange),
    organizations: createTable<OrganizationRow>(onChange),
    memberships: createTable<MembershipRow>(onChange),
    organizationInvitations: createTable<OrganizationInvitationRow>(onChange),
    signInTokens: createTable<SignInTokenRow>(onChange),
    testingTokens: createTable<TestingTokenRow>(onChange),
    handshakes: createTable<HandshakeRow>(onChange),
    refreshTokens: createTable<RefreshTokenRow>(onChange),
    consumedTokens: createTable<ConsumedTokenRow>(onChange),
    inbox: createTable<InboxMessageRow>(onChange),
    apiKeys: createTable<ApiKeyRow>(onChange),
    machines: createTable<MachineRow>(onChange),
    m2mTokens: createTable<M2mTokenRow>(onChange),
    oauthApplications: createTable<OAuthApplicationRow>(onChange),
    oauthGrants: createTable<OAuthGrantRow>(onChange),
    oauthCodes: createTable<OAuthCodeRow>(onChange),
    oauthTokens: createTable<OAuthTokenRow>(onChange),
    oauthConsents: createTable<OAuthConsentRow>(onChange),
    oauthSettings: createTable<OAuthSettingsRow>(onChange),
    permissions: createTable<PermissionRow>(onChange),
    roles: createTable<RoleRow>(onChange),
    plans: createTable<PlanRow>(onChange),
    subscriptionItems: createTable<SubscriptionItemRow>(onChange),
    checkouts: createTable<CheckoutRow>(onChange),
    organizationLogos: createTable<OrganizationLogoRow>(onChange),
    webhookDeliveries: createTable<WebhookDeliveryRow>(onChange),
    retiredKeys: createTable<RetiredKeyRow>(onChange),
    sessionSettings: createTable<SessionSettingsRow>(onChange),
    jwtTemplates: createTable<JwtTemplateRow>(onChange),
  };
  return {
    ...tables,
    exportRows: () => ({
      users: tables.users.list(),
      emailAddresses: tables.emailAddresses.list(),
      clients: tables.clients.list(),
      sessions: tables.sessions.list(),
      signIns: tables.signIns.list(),
      signUps: tables.signUps.list(),
      verificationCodes: tables.verificationCodes.list(),
      organizations: tables.organizations.list(),
      memberships: tables.memberships.list(),
      organizationInvitations: tables.organizationInvitations.list(),
      signInTokens: tables.signInTokens.list(),
      testingTokens: tables.testingTokens.list(),
      handshakes: tables.handshakes.list(),
      refreshTokens: tables.refreshTokens.list(),
      consumedTokens: tables.consumedTokens.list(),
      inbox: tables.inbox.list(),
      apiKeys: tables.apiKeys.list(),
      machines: tables.machines.list(),
      m2mTokens: tables.m2mTokens.list(),
      oauthApplications: tables.oauthApplications.list(),
      oauthGrants: tables.oauthGrants.list(),
      oauthCodes: tables.oauthCodes.list(),
      oauthTokens: tables.oauthTokens.list(),
      oauthConsents: tables.oauthConsents.list(),
      oauthSettings: tables.oauthSettings.list(),
      permissions: tables.permissions.list(),
      roles: tables.roles.list(),
      plans: tables.plans.list(),
      subscriptionItems: tables.subscriptionItems.list(),
      checkouts: tables.checkouts.list(),
      organizationLogos: tables.organizationLogos.list(),
      webhookDeliveries: tables.webhookDeliveries.list(),
      retiredKeys: tables.retiredKeys.list(),
      sessionSettings: tables.sessionSettings.list(),
      jwtTemplates: tables.jwtTemplates.list(),
    }),
    importRows: (snapshot) => {
      tables.users.replaceAll(snapshot.users);
      tables.emailAddresses.replaceAll(snapshot.emailAddresses);
      tables.clients.replaceAll(snapshot.clients);
      tables.sessions.replaceAll(snapshot.sessions);
      tables.signIns.replaceAll(snapshot.signIns);
      tables.signUps.replaceAll(snapshot.signUps);
      tables.verificationCodes.replaceAll(snapshot.verificationCodes);
      tables.organizations.replaceAll(snapshot.organizations);
      tables.memberships.replaceAll(snapshot.memberships);
      tables.organizationInvitations.replaceAll(snapshot.organizationInvitations);
      tables.signInTokens.replaceAll(snapshot.signInTokens);
      tables.testingTokens.replaceAll(snapshot.testingTokens);
      tables.handshakes.replaceAll(snapshot.handshakes);
      tables.refreshTokens.replaceAll(snapshot.refreshTokens);
      tables.consumedTokens.replaceAll(snapshot.consumedTokens);
      tables.inbox.replaceAll(snapshot.inbox);
      tables.apiKeys.replaceAll(snapshot.apiKeys);
      tables.machines.replaceAll(snapshot.machines);
      tables.m2mTokens.replaceAll(snapshot.m2mTokens);
      tables.oauthApplications.replaceAll(snapshot.oauthApplications);
      tables.oauthGrants.replaceAll(snapshot.oauthGrants);
      tables.oauthCodes.replaceAll(snapshot.oauthCodes);
      tables.oauthTokens.replaceAll(snapshot.oauthTokens);
      tables.oauthConsents.replaceAll(snapshot.oauthConsents);
      tables.oauthSettings.replaceAll(snapshot.oauthSettings);
      tables.permissions.replaceAll(snapshot.permissions);
      tables.roles.replaceAll(snapshot.roles);
      tables.plans.replaceAll(snapshot.plans);
      tables.subscriptionItems.replaceAll(snapshot.subscriptionItems);
      tables.checkouts.replaceAll(snapshot.checkouts);
      tables.organizationLogos.replaceAll(snapshot.organizationLogos);
      tables.webhookDeliveries.replaceAll(snapshot.webhookDeliveries);
      tables.retiredKeys.replaceAll(snapshot.retiredKeys);
      tables.sessionSettings.replaceAll(snapshot.sessionSettings);
      tables.jwtTemplates.replaceAll(snapshot.jwtTemplates);
    },
  };
}
