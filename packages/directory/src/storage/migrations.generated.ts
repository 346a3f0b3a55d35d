/** Written by `pnpm --filter @repo/directory generate` from migrations/*.sql. */
export const MIGRATIONS: readonly { readonly name: string; readonly statements: readonly string[] }[] =
  [
  {
    "name": "0000_start",
    "statements": [
      "CREATE SCHEMA \"directory\";",
      "CREATE TABLE \"directory\".\"memberships\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"user_id\" text,\n\t\"organization_id\" text,\n\t\"role\" text,\n\t\"public_metadata\" jsonb,\n\t\"created_at_ms\" bigint,\n\t\"updated_at_ms\" bigint,\n\t\"version_ms\" bigint NOT NULL,\n\t\"event_at_ms\" bigint NOT NULL,\n\t\"event_tie\" text NOT NULL,\n\t\"deleted_at_ms\" bigint\n);",
      "CREATE TABLE \"directory\".\"organizations\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"name\" text,\n\t\"slug\" text,\n\t\"image_url\" text,\n\t\"created_by\" text,\n\t\"public_metadata\" jsonb,\n\t\"created_at_ms\" bigint,\n\t\"updated_at_ms\" bigint,\n\t\"version_ms\" bigint NOT NULL,\n\t\"event_at_ms\" bigint NOT NULL,\n\t\"event_tie\" text NOT NULL,\n\t\"deleted_at_ms\" bigint\n);",
      "CREATE TABLE \"directory\".\"received_events\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"type\" text NOT NULL,\n\t\"event_at_ms\" bigint NOT NULL,\n\t\"received_at_ms\" bigint NOT NULL,\n\t\"payload\" jsonb\n);",
      "CREATE TABLE \"directory\".\"sessions\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"user_id\" text,\n\t\"client_id\" text,\n\t\"status\" text,\n\t\"actor_id\" text,\n\t\"last_active_organization_id\" text,\n\t\"last_active_at_ms\" bigint,\n\t\"expire_at_ms\" bigint,\n\t\"abandon_at_ms\" bigint,\n\t\"created_at_ms\" bigint,\n\t\"updated_at_ms\" bigint,\n\t\"version_ms\" bigint NOT NULL,\n\t\"event_at_ms\" bigint NOT NULL,\n\t\"event_tie\" text NOT NULL,\n\t\"deleted_at_ms\" bigint\n);",
      "CREATE TABLE \"directory\".\"sync_state\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"started_at_ms\" bigint NOT NULL,\n\t\"finished_at_ms\" bigint,\n\t\"cursor\" jsonb NOT NULL\n);",
      "CREATE TABLE \"directory\".\"users\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"first_name\" text,\n\t\"last_name\" text,\n\t\"username\" text,\n\t\"email\" text,\n\t\"emails\" jsonb,\n\t\"image_url\" text,\n\t\"external_id\" text,\n\t\"is_banned\" boolean,\n\t\"is_locked\" boolean,\n\t\"public_metadata\" jsonb,\n\t\"last_sign_in_at_ms\" bigint,\n\t\"last_active_at_ms\" bigint,\n\t\"created_at_ms\" bigint,\n\t\"updated_at_ms\" bigint,\n\t\"version_ms\" bigint NOT NULL,\n\t\"event_at_ms\" bigint NOT NULL,\n\t\"event_tie\" text NOT NULL,\n\t\"deleted_at_ms\" bigint\n);",
      "CREATE INDEX \"memberships_user\" ON \"directory\".\"memberships\" USING btree (\"user_id\");",
      "CREATE INDEX \"memberships_organization\" ON \"directory\".\"memberships\" USING btree (\"organization_id\",\"id\");",
      "CREATE INDEX \"organizations_slug\" ON \"directory\".\"organizations\" USING btree (\"slug\");",
      "CREATE INDEX \"received_events_age\" ON \"directory\".\"received_events\" USING btree (\"received_at_ms\") WHERE \"directory\".\"received_events\".\"payload\" is null;",
      "CREATE INDEX \"sessions_user\" ON \"directory\".\"sessions\" USING btree (\"user_id\");",
      "CREATE INDEX \"users_age\" ON \"directory\".\"users\" USING btree (\"created_at_ms\",\"id\");"
    ]
  },
  {
    "name": "0001_sync_seen",
    "statements": [
      "CREATE TABLE \"directory\".\"sync_seen\" (\n\t\"kind\" text NOT NULL,\n\t\"id\" text NOT NULL,\n\tCONSTRAINT \"sync_seen_kind_id_pk\" PRIMARY KEY(\"kind\",\"id\")\n);"
    ]
  }
];
