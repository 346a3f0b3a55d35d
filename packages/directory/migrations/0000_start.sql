CREATE SCHEMA "directory";
--> statement-breakpoint
CREATE TABLE "directory"."memberships" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text,
	"organization_id" text,
	"role" text,
	"public_metadata" jsonb,
	"created_at_ms" bigint,
	"updated_at_ms" bigint,
	"version_ms" bigint NOT NULL,
	"event_at_ms" bigint NOT NULL,
	"event_tie" text NOT NULL,
	"deleted_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "directory"."organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"slug" text,
	"image_url" text,
	"created_by" text,
	"public_metadata" jsonb,
	"created_at_ms" bigint,
	"updated_at_ms" bigint,
	"version_ms" bigint NOT NULL,
	"event_at_ms" bigint NOT NULL,
	"event_tie" text NOT NULL,
	"deleted_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "directory"."received_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"event_at_ms" bigint NOT NULL,
	"received_at_ms" bigint NOT NULL,
	"payload" jsonb
);
--> statement-breakpoint
CREATE TABLE "directory"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text,
	"client_id" text,
	"status" text,
	"actor_id" text,
	"last_active_organization_id" text,
	"last_active_at_ms" bigint,
	"expire_at_ms" bigint,
	"abandon_at_ms" bigint,
	"created_at_ms" bigint,
	"updated_at_ms" bigint,
	"version_ms" bigint NOT NULL,
	"event_at_ms" bigint NOT NULL,
	"event_tie" text NOT NULL,
	"deleted_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "directory"."sync_state" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at_ms" bigint NOT NULL,
	"finished_at_ms" bigint,
	"cursor" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."users" (
	"id" text PRIMARY KEY NOT NULL,
	"first_name" text,
	"last_name" text,
	"username" text,
	"email" text,
	"emails" jsonb,
	"image_url" text,
	"external_id" text,
	"is_banned" boolean,
	"is_locked" boolean,
	"public_metadata" jsonb,
	"last_sign_in_at_ms" bigint,
	"last_active_at_ms" bigint,
	"created_at_ms" bigint,
	"updated_at_ms" bigint,
	"version_ms" bigint NOT NULL,
	"event_at_ms" bigint NOT NULL,
	"event_tie" text NOT NULL,
	"deleted_at_ms" bigint
);
--> statement-breakpoint
CREATE INDEX "memberships_user" ON "directory"."memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "memberships_organization" ON "directory"."memberships" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "organizations_slug" ON "directory"."organizations" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "received_events_age" ON "directory"."received_events" USING btree ("received_at_ms") WHERE "directory"."received_events"."payload" is null;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "directory"."sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "users_age" ON "directory"."users" USING btree ("created_at_ms","id");