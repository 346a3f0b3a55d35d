CREATE SCHEMA "acme";
--> statement-breakpoint
CREATE TABLE "acme"."contracts" (
	"user_id" text PRIMARY KEY NOT NULL,
	"support_pin" text NOT NULL,
	"changed_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "acme"."messages" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "acme"."messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ticket_number" integer NOT NULL,
	"side" text NOT NULL,
	"author_id" text,
	"actor_id" text,
	"text" text NOT NULL,
	"sent_at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "acme"."owners" (
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	CONSTRAINT "owners_kind_id_pk" PRIMARY KEY("kind","id")
);
--> statement-breakpoint
CREATE TABLE "acme"."projects" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"weekly_hours" integer NOT NULL,
	"status" text NOT NULL,
	"created_at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "acme"."tickets" (
	"number" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "acme"."tickets_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1041 CACHE 1),
	"customer_id" text NOT NULL,
	"subject" text NOT NULL,
	"area" text NOT NULL,
	"status" text NOT NULL,
	"created_at_ms" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "acme"."messages" ADD CONSTRAINT "messages_ticket_number_tickets_number_fk" FOREIGN KEY ("ticket_number") REFERENCES "acme"."tickets"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_ticket" ON "acme"."messages" USING btree ("ticket_number","id");--> statement-breakpoint
CREATE INDEX "projects_owner" ON "acme"."projects" USING btree ("owner_id","created_at_ms");--> statement-breakpoint
CREATE INDEX "tickets_customer" ON "acme"."tickets" USING btree ("customer_id","number");