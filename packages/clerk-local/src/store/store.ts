import type { ApiKeyRow } from '../api-keys/rows.ts';
import type { CheckoutRow, PlanRow, SubscriptionItemRow } from '../billing/rows.ts';
import type { JwtTemplateRow } from '../jwt-templates/rows.ts';
import type { M2mTokenRow, MachineRow } from '../machines/rows.ts';
import type {
  OAuthApplicationRow,
  OAuthCodeRow,
  OAuthConsentRow,
  OAuthGrantRow,
  OAuthSettingsRow,
  OAuthTokenRow,
} from '../oauth-applications/rows.ts';
import type {
  InboxMessageRow,
  RetiredKeyRow,
  SessionSettingsRow,
  WebhookDeliveryRow,
} from './instance-rows.ts';
import type {
  MembershipRow,
  OrganizationInvitationRow,
  OrganizationRow,
  PermissionRow,
  RoleRow,
} from './organization-rows.ts';
import type { PictureRow } from './picture-rows.ts';
import type {
  ClientRow,
  ConsumedTokenRow,
  HandshakeRow,
  RefreshTokenRow,
  SessionRow,
} from './session-rows.ts';
import type {
  SignInRow,
  SignInTokenRow,
  SignUpRow,
  TestingTokenRow,
  VerificationCodeRow,
} from './sign-in-rows.ts';
import { createTable, type Table } from './table.ts';
import type { EmailAddressRow, UserRow } from './user-rows.ts';

/** Stands for the type of a table's rows; it has no value. */
interface RowsOf<Row extends { id: string }> {
  readonly row?: Row;
}

function rowsOf<Row extends { id: string }>(): RowsOf<Row> {
  return {};
}

/** Every table: a new one is added here and nowhere else. */
const TABLES = {
  users: rowsOf<UserRow>(),
  emailAddresses: rowsOf<EmailAddressRow>(),
  clients: rowsOf<ClientRow>(),
  sessions: rowsOf<SessionRow>(),
  signIns: rowsOf<SignInRow>(),
  signUps: rowsOf<SignUpRow>(),
  verificationCodes: rowsOf<VerificationCodeRow>(),
  organizations: rowsOf<OrganizationRow>(),
  memberships: rowsOf<MembershipRow>(),
  organizationInvitations: rowsOf<OrganizationInvitationRow>(),
  signInTokens: rowsOf<SignInTokenRow>(),
  testingTokens: rowsOf<TestingTokenRow>(),
  handshakes: rowsOf<HandshakeRow>(),
  refreshTokens: rowsOf<RefreshTokenRow>(),
  consumedTokens: rowsOf<ConsumedTokenRow>(),
  inbox: rowsOf<InboxMessageRow>(),
  apiKeys: rowsOf<ApiKeyRow>(),
  machines: rowsOf<MachineRow>(),
  m2mTokens: rowsOf<M2mTokenRow>(),
  oauthApplications: rowsOf<OAuthApplicationRow>(),
  oauthGrants: rowsOf<OAuthGrantRow>(),
  oauthCodes: rowsOf<OAuthCodeRow>(),
  oauthTokens: rowsOf<OAuthTokenRow>(),
  oauthConsents: rowsOf<OAuthConsentRow>(),
  oauthSettings: rowsOf<OAuthSettingsRow>(),
  permissions: rowsOf<PermissionRow>(),
  roles: rowsOf<RoleRow>(),
  plans: rowsOf<PlanRow>(),
  subscriptionItems: rowsOf<SubscriptionItemRow>(),
  checkouts: rowsOf<CheckoutRow>(),
  organizationLogos: rowsOf<PictureRow>(),
  profileImages: rowsOf<PictureRow>(),
  webhookDeliveries: rowsOf<WebhookDeliveryRow>(),
  retiredKeys: rowsOf<RetiredKeyRow>(),
  sessionSettings: rowsOf<SessionSettingsRow>(),
  jwtTemplates: rowsOf<JwtTemplateRow>(),
};

export type TableName = keyof typeof TABLES;

/** Every table by name, and what type its rows have. */
export type TableRows = {
  [Name in TableName]: (typeof TABLES)[Name] extends RowsOf<infer Row> ? Row : never;
};

type Tables = { readonly [Name in TableName]: Table<TableRows[Name]> };

/** All rows, in insertion order, as JSON can hold them. */
export type StoreSnapshot = { [Name in TableName]: TableRows[Name][] };

export type Store = Tables & {
  /** Replaces every row. A table that the snapshot does not name ends empty. */
  importRows(snapshot: Partial<StoreSnapshot>): void;
};

/** Makes an empty store: the only place where a local Clerk keeps state. */
export function createStore(): Store {
  const names = Object.keys(TABLES);
  const entries = names.map((name) => [name, createTable<{ id: string }>()] as const);
  // `Object.fromEntries` loses which name has which rows: each table is empty, and is written through its own type only.
  const tables = Object.fromEntries(entries) as unknown as Tables;
  return {
    ...tables,
    importRows: (snapshot) => {
      const rows: Readonly<Record<string, readonly { id: string }[] | undefined>> = snapshot;
      for (const [name, table] of entries) table.replaceAll(rows[name]);
    },
  };
}
