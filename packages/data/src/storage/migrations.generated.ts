/** Written by `pnpm --filter @repo/data generate` from migrations/*.sql. */
export const MIGRATIONS: readonly { readonly name: string; readonly statements: readonly string[] }[] =
  [
  {
    "name": "0000_start",
    "statements": [
      "CREATE SCHEMA \"acme\";",
      "CREATE TABLE \"acme\".\"contracts\" (\n\t\"user_id\" text PRIMARY KEY NOT NULL,\n\t\"support_pin\" text NOT NULL,\n\t\"changed_at_ms\" bigint\n);",
      "CREATE TABLE \"acme\".\"messages\" (\n\t\"id\" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name \"acme\".\"messages_id_seq\" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),\n\t\"ticket_number\" integer NOT NULL,\n\t\"side\" text NOT NULL,\n\t\"author_id\" text,\n\t\"actor_id\" text,\n\t\"text\" text NOT NULL,\n\t\"sent_at_ms\" bigint NOT NULL\n);",
      "CREATE TABLE \"acme\".\"owners\" (\n\t\"kind\" text NOT NULL,\n\t\"id\" text NOT NULL,\n\t\"created_at_ms\" bigint NOT NULL,\n\tCONSTRAINT \"owners_kind_id_pk\" PRIMARY KEY(\"kind\",\"id\")\n);",
      "CREATE TABLE \"acme\".\"projects\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"owner_id\" text NOT NULL,\n\t\"name\" text NOT NULL,\n\t\"weekly_hours\" integer NOT NULL,\n\t\"status\" text NOT NULL,\n\t\"created_at_ms\" bigint NOT NULL\n);",
      "CREATE TABLE \"acme\".\"tickets\" (\n\t\"number\" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name \"acme\".\"tickets_number_seq\" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1041 CACHE 1),\n\t\"customer_id\" text NOT NULL,\n\t\"subject\" text NOT NULL,\n\t\"area\" text NOT NULL,\n\t\"status\" text NOT NULL,\n\t\"created_at_ms\" bigint NOT NULL\n);",
      "ALTER TABLE \"acme\".\"messages\" ADD CONSTRAINT \"messages_ticket_number_tickets_number_fk\" FOREIGN KEY (\"ticket_number\") REFERENCES \"acme\".\"tickets\"(\"number\") ON DELETE cascade ON UPDATE no action;",
      "CREATE INDEX \"messages_ticket\" ON \"acme\".\"messages\" USING btree (\"ticket_number\",\"id\");",
      "CREATE INDEX \"projects_owner\" ON \"acme\".\"projects\" USING btree (\"owner_id\",\"created_at_ms\");",
      "CREATE INDEX \"tickets_customer\" ON \"acme\".\"tickets\" USING btree (\"customer_id\",\"number\");"
    ]
  }
];
