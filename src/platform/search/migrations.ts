import type { Migrations } from "../../core/database.ts";

/**
 * Lists of entries are never left to grow on the side (`fastupdate`): reading such a list costs every search, and nothing
 * else tidies it in the embedded database.
 */
export const searchMigrations: Migrations = {
  "search/0001-entry": [
    `create table search_tenant (
      tenant_id text primary key check (length(tenant_id) between 1 and 64),
      entries integer not null,
      last_no integer not null
    )`,
    `create table search_entry (
      tenant_id text not null references search_tenant,
      kind text not null check (length(kind) between 1 and 40),
      entry_id text not null check (length(entry_id) between 1 and 200),
      entry_no integer not null,
      language text not null,
      words tsvector not null,
      heading tsvector not null,
      head text not null,
      spelt text[] not null,
      labels text[] not null,
      primary key (tenant_id, kind, entry_id),
      unique (tenant_id, entry_no)
    )`,
    `create index search_entry_words on search_entry using gin (words, heading, labels) with (fastupdate = off)`,
    // Compared by code points, so that "begins with" is a range of the key.
    `create table search_word (
      tenant_id text not null references search_tenant,
      language text not null,
      word text collate "C" not null,
      lexeme text collate "C" not null,
      entries integer not null,
      headings integer not null,
      primary key (tenant_id, language, word)
    ) with (fillfactor = 80)`,
    "create index search_word_lexeme on search_word (tenant_id, lexeme, language)",
    // Whoever runs the database may not allow the extension: then misspelt words are found by how they begin.
    `do $$ begin
      create extension if not exists pg_trgm;
      create index search_word_letters on search_word using gin (word gin_trgm_ops) with (fastupdate = off);
    exception when others then null;
    end $$`,
  ],
};
