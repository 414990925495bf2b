import type { Database } from "../../core/database.ts";
import { invalid } from "../../core/failures.ts";
import type { OperatorCommand, OperatorInput } from "../../core/feature.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import { type Audit, roles as all, type People, type Role, type Roles, type Run } from "../../core/ports.ts";

interface Parts {
  readonly db: Database;
  readonly people: People;
  readonly roles: Roles;
  readonly audit: Audit;
}

/** Who does it, as the trail has it; and as it stands with the role, which whoever has it can read. */
export interface Giver {
  readonly by: string;
  readonly shownAs?: string;
}

/** A role given or taken, and on record, both or neither. False where it was so already. */
export function rolesOnRecord({ db, roles, audit }: Omit<Parts, "people">) {
  const changing =
    (what: "role given" | "role taken") =>
    (person: PersonKey, role: Role, { by, shownAs = by }: Giver, now: Date): Promise<boolean> =>
      db.transaction().execute(async (inside) => {
        const changed =
          what === "role given"
            ? await roles.give(person, role, { by: shownAs, at: now }, inside)
            : await roles.take(person, role, inside);
        if (changed) await audit.record(eventOf(what, role, person.tenant, by, now), inside);
        return changed;
      });
  return { give: changing("role given"), take: changing("role taken") };
}

const options = { tenant: { type: "string" }, by: { type: "string" } } as const;

/**
 * Champions review stories, analysts see the figures of all groups, administrators look after Uptake; Entra's app roles say
 * so as well. The audit trail says that a role was given, and by whom; to whom, only the role itself says. */
export function roleOperations({ db, people, roles, audit }: Parts): readonly OperatorCommand[] {
  const onRecord = rolesOnRecord({ db, roles, audit });
  return [
    {
      name: "role give",
      usage: "role give champion|analyst|administrator <person id> --tenant <id> --by <name>",
      does: "Makes somebody a champion, who reviews stories, an analyst, who sees figures of all groups, or an administrator",
      takes: 2,
      options,
      async run(input, { now }: Run) {
        const { role, person, by } = readGiven(input);
        if ((await people.find(person)) === undefined)
          throw invalid(
            "Nobody by that id is known: they have to be on the staff list, or have met the bot.",
          );
        const changed = await onRecord.give(person, role, { by }, now);
        return {
          lines: [changed ? `They are ${named(role)} now.` : `They were ${named(role)} already.`],
          value: { changed },
        };
      },
    },
    {
      name: "role take",
      usage: "role take champion|analyst|administrator <person id> --tenant <id> --by <name>",
      does: "Takes a role from somebody; what waited for them goes to another champion",
      takes: 2,
      options,
      async run(input, { now }: Run) {
        const { role, person, by } = readGiven(input);
        const changed = await onRecord.take(person, role, { by }, now);
        return {
          lines: [changed ? `They are no ${role} any more.` : `They were no ${role}.`],
          value: { changed },
        };
      },
    },
    {
      name: "role list",
      usage: "role list --tenant <id>",
      does: "Lists who has which role, by id",
      options: { tenant: { type: "string" } },
      async run({ options: { tenant } }) {
        const key = tenantIn(tenant);
        const found = await Promise.all(
          all.map(async (role) => (await roles.all(key, role)).map(({ id }) => ({ role, id }))),
        );
        const rows = found.flat();
        return {
          lines: rows.length === 0 ? ["Nobody has a role."] : rows.map(({ role, id }) => `${role}  ${id}`),
          value: { roles: rows },
        };
      },
    },
  ];
}

const named = (role: Role): string => `${role === "champion" ? "a" : "an"} ${role}`;

const eventOf = (what: string, role: Role, tenant: TenantId, by: string, at: Date) => ({
  tenant,
  at,
  by,
  what,
  facts: { role },
});

function readGiven({ words: [role, id], options: { tenant, by } }: OperatorInput) {
  const known = all.find((each) => each === role);
  if (known === undefined || id === undefined)
    throw invalid("Say which role and who: champion, analyst or administrator, and <person id>.");
  if (typeof by !== "string" || by.length === 0 || by.length > 100)
    throw invalid("Say who you are with --by, in a hundred letters at most.");
  const person = { tenant: tenantIn(tenant), id: id.toLowerCase() as PersonId };
  return { role: known, person, by };
}

function tenantIn(tenant: unknown): TenantId {
  if (typeof tenant !== "string") throw invalid("Say which organisation with --tenant.");
  return tenant.toLowerCase() as TenantId;
}
