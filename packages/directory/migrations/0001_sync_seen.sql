CREATE TABLE "directory"."sync_seen" (
	"kind" text NOT NULL,
	"id" text NOT NULL,
	CONSTRAINT "sync_seen_kind_id_pk" PRIMARY KEY("kind","id")
);
