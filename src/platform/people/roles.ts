import { sql } from "kysely";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import type { PersonId, PersonKey } from "../../core/person.ts";
import type { Role, Roles } from "../../core/ports.ts";

export const roleMigrations: Migrations = {
  // Sorts after the people, whom the rows belong to, and before the features, which may join them.
  "0-people/0003-role": [
    `create table role (
      tenant_id text not null,
      person_id text not null,
      role text not null check (role in ('champion')),
      given_by text not null check (length(given_by) between 1 and 100),
      given_at timestamptz not null,
      primary key (tenant_id, person_id, role),
      ${ownedByPerson}
    )`,
  ],
  "0-people/0004-role-kinds": [
    "alter table role drop constraint role_role_check",
    "alter table role add constraint role_role_check check (role in ('champion', 'analyst', 'administrator'))",
  ],
};

interface Row {
  readonly person_id: string;
  readonly role: Role;
  readonly given_by: string;
  readonly given_at: Date;
}

export function rolesIn(db: Database): Roles {
  const rowsOf = async ({ tenant, id }: PersonKey) =>
    (
      await sql<Row>`
        select role, given_by, given_at from role where tenant_id = ${tenant} and person_id = ${id} order by role`.execute(
        db,
      )
    ).rows;

  return {
    has: async (person, role) => (await rowsOf(person)).some((row) => row.role === role),

    async all(tenant, role) {
      const { rows } = await sql<Row>`
        select person_id from role where tenant_id = ${tenant} and role = ${role} order by person_id`.execute(
        db,
      );
      return rows.map(({ person_id }) => ({ tenant, id: person_id as PersonId }));
    },

    async give({ tenant, id }, role, { by, at }, inside = db) {
      const { numAffectedRows } = await sql`
        insert into role (tenant_id, person_id, role, given_by, given_at)
        values (${tenant}, ${id}, ${role}, ${by}, ${at}) on conflict do nothing`.execute(inside);
      return numAffectedRows === 1n;
    },

    async take({ tenant, id }, role, inside = db) {
      const { numAffectedRows } = await sql`
        delete from role where tenant_id = ${tenant} and person_id = ${id} and role = ${role}`.execute(
        inside,
      );
      return numAffectedRows === 1n;
    },

    export: rowsOf,
  };
}
