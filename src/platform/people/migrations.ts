import { type Migrations, ownedByPerson } from "../../core/database.ts";

/** Their names sort before those of the features, whose tables refer to this one. */
export const peopleMigrations: Migrations = {
  "0-people/0001-person": [
    // One row a person: what the staff list says of them, what they chose, and where the bot reaches them.
    `create table person (
      tenant_id text not null check (length(tenant_id) between 1 and 64),
      person_id text not null check (length(person_id) between 1 and 64),
      department text,
      manager_id text,
      grade text,
      profession text,
      language text not null default 'en',
      apps text not null default '',
      zone text not null default 'Europe/London',
      nation text not null default 'england-and-wales',
      working_days text not null default '12345',
      nudge_days text not null default '234',
      nudge_from text not null default '09:30',
      nudge_until text not null default '11:30',
      away_from date,
      away_until date,
      set_up boolean not null default false,
      greeted boolean not null default false,
      heard_on date,
      conversation_id text,
      service_url text,
      bot_id text,
      teams_id text,
      primary key (tenant_id, person_id)
    )`,
    "create index person_manager on person (tenant_id, manager_id) where manager_id is not null",
  ],
  "0-people/0002-install": [
    // Those whom we have never met and tried to put the app in front of; the row goes when we meet.
    `create table install (
      tenant_id text not null,
      person_id text not null,
      state text,
      again_at timestamptz not null,
      primary key (tenant_id, person_id),
      ${ownedByPerson}
    )`,
  ],
};
