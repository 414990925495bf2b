import { CompiledQuery, type Kysely, sql } from "kysely";
import { zoneNamed } from "../../core/calendar.ts";
import { type Database, isDeadlock } from "../../core/database.ts";
import {
  type Choices,
  defaults,
  type Nation,
  nations,
  type Person,
  type PersonId,
  type PersonKey,
  type TenantId,
  type Weekday,
} from "../../core/person.ts";
import type { Enrolment, People } from "../../core/ports.ts";
import { type App, apps, type Grade, grades, type Profession, professions } from "../../core/taxonomy.ts";
import { type Language, languages } from "../../core/words.ts";

interface Row {
  readonly tenant_id: string;
  readonly person_id: string;
  readonly department: string | null;
  readonly manager_id: string | null;
  readonly grade: string | null;
  readonly profession: string | null;
  readonly language: string;
  readonly apps: string;
  readonly zone: string;
  readonly nation: string;
  readonly working_days: string;
  readonly nudge_days: string;
  readonly nudge_from: string;
  readonly nudge_until: string;
  readonly away_from: string | null;
  readonly away_until: string | null;
  readonly set_up: boolean;
  readonly greeted: boolean;
  readonly heard_on: string | null;
  readonly conversation_id: string | null;
  readonly service_url: string | null;
  readonly bot_id: string | null;
  readonly teams_id: string | null;
}

/** Where the bot reaches somebody. */
export interface Contact {
  readonly conversation: string;
  readonly serviceUrl: string;
  readonly bot: string;
  readonly teamsId: string;
}

/** What a client tells of somebody before they have told us anything. */
export interface FirstGuess {
  readonly language: Language;
  readonly zone: string | undefined;
}

/** What the bot itself needs beyond what features may ask. */
export interface Acquaintance extends People {
  /**
   * Somebody spoke to us: remembers where, and answers who they are. One read; a write only where something changed.
   * Without `makeNew` somebody we don't know stays unknown: an old card pressed after "forget me" brings nobody back.
   */
  meet(key: PersonKey, contact: Contact, guess: FirstGuess, now: Date, makeNew: boolean): Promise<Person>;
  /** In the same order; undefined for whom the bot doesn't reach. */
  contactsOf(keys: readonly PersonKey[]): Promise<readonly (Contact | undefined)[]>;
  /** The welcome didn't reach them: they are still to be welcomed. */
  ungreet(key: PersonKey): Promise<void>;
  /**
   * Removed or blocked, the bot can't write to them until they come back. Who removed it is greeted again. Where `used` is
   * given, only that contact is lost: an answer that comes late says nothing about a newer one.
   */
  lose(key: PersonKey, why: "removed" | "blocked", used?: Contact): Promise<void>;
  /** Another conversation was made with them, in place of the one that was gone. */
  renew(key: PersonKey, used: Contact, conversation: string): Promise<void>;
}

export function peopleIn(database: Database): Acquaintance {
  const db = database.withTables<{ person: Row }>();

  /** Asked in every turn, so its text is written once and not built each time. */
  async function rowOf({ tenant, id }: PersonKey): Promise<Row | undefined> {
    const { rows } = await db.executeQuery<Row>(
      CompiledQuery.raw("select * from person where tenant_id = $1 and person_id = $2", [tenant, id]),
    );
    return rows[0];
  }

  async function rowsOf(keys: readonly PersonKey[]): Promise<readonly (Row | undefined)[]> {
    const { rows } = await sql<Row>`
      select p.* from person p join (select unnest(${keys.map(({ tenant }) => tenant)}::text[]) as tenant_id,
        unnest(${keys.map(({ id }) => id)}::text[]) as person_id) wanted using (tenant_id, person_id)`.execute(
      db,
    );
    const found = new Map(rows.map((row) => [`${row.tenant_id}/${row.person_id}`, row]));
    return keys.map(({ tenant, id }) => found.get(`${tenant}/${id}`));
  }

  /** Somebody's row, as long as it is still this contact by which they are reached. */
  function reachedBy({ tenant, id }: PersonKey, used: Contact | undefined) {
    const row = db.updateTable("person").where("tenant_id", "=", tenant).where("person_id", "=", id);
    return used === undefined
      ? row
      : row
          .where("conversation_id", "=", used.conversation)
          .where("service_url", "=", used.serviceUrl)
          .where(({ eb, fn }) => eb(fn.coalesce("bot_id", sql<string>`''`), "=", used.bot));
  }

  function erased({ tenant, id }: PersonKey, also: (db: Database) => Promise<unknown>): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      await trx
        .updateTable("person")
        .set({ manager_id: null })
        .where("tenant_id", "=", tenant)
        .where("manager_id", "=", id)
        .execute();
      const gone = await trx
        .deleteFrom("person")
        .where("tenant_id", "=", tenant)
        .where("person_id", "=", id)
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) return false;
      await also(trx as unknown as Database); // the same connection, without this file's view of the tables
      return true;
    });
  }

  async function find(key: PersonKey): Promise<Person | undefined> {
    const row = await rowOf(key);
    return row && personOf(row);
  }

  return {
    find,

    async meet(key, contact, guess, now, makeNew) {
      const today = now.toISOString().slice(0, 10);
      const known = await rowOf(key);
      if (known === undefined && !makeNew) return stranger(key, guess);
      if (known !== undefined && known.heard_on === today && reaches(known, contact)) return personOf(known);
      const reached = {
        heard_on: today,
        conversation_id: contact.conversation,
        service_url: contact.serviceUrl,
        bot_id: contact.bot,
        teams_id: contact.teamsId,
      };
      const firstGuess =
        known?.heard_on == null && known?.set_up !== true
          ? { language: guess.language, zone: guess.zone ?? defaults.zone }
          : {};
      const row = await db
        .insertInto("person")
        .values({ tenant_id: key.tenant, person_id: key.id, ...reached, ...firstGuess } as never)
        .onConflict((on) => on.columns(["tenant_id", "person_id"]).doUpdateSet({ ...reached, ...firstGuess }))
        .returningAll()
        .executeTakeFirstOrThrow();
      if (known?.heard_on === null)
        await sql`delete from install
        where tenant_id = ${key.tenant} and person_id = ${key.id}`.execute(db);
      return personOf(row);
    },

    async findAll(keys) {
      const rows = await rowsOf(keys);
      return rows.map(
        (row) =>
          row && {
            person: personOf(row),
            heardOn: row.heard_on ?? undefined,
            reachable: contactIn(row) !== undefined,
          },
      );
    },

    async contactsOf(keys) {
      return (await rowsOf(keys)).map(contactIn);
    },

    async lose(key, why, used) {
      const nowhere = { conversation_id: null, service_url: null, bot_id: null, teams_id: null };
      await reachedBy(key, used)
        .set(why === "removed" ? { ...nowhere, greeted: false } : nowhere)
        .execute();
    },

    async renew(key, used, conversation) {
      await reachedBy(key, used).set({ conversation_id: conversation }).execute();
    },

    async choose(key, choices) {
      const columns = columnsOf(choices);
      const row = await db
        .insertInto("person")
        .values({ tenant_id: key.tenant, person_id: key.id, ...columns } as never)
        .onConflict((on) => on.columns(["tenant_id", "person_id"]).doUpdateSet(columns as never))
        .returningAll()
        .executeTakeFirstOrThrow();
      return personOf(row);
    },

    async greet({ tenant, id }) {
      const greeted = await db
        .updateTable("person")
        .set({ greeted: true })
        .where("tenant_id", "=", tenant)
        .where("person_id", "=", id)
        .where("greeted", "=", false)
        .executeTakeFirst();
      return greeted.numUpdatedRows === 1n;
    },

    async ungreet({ tenant, id }) {
      await db
        .updateTable("person")
        .set({ greeted: false })
        .where("tenant_id", "=", tenant)
        .where("person_id", "=", id)
        .execute();
    },

    /** All of it or none. */
    async enrol(people, inside) {
      const write = async (trx: Kysely<{ person: Row }>) => {
        let inserted = 0;
        for (const batch of batches(people)) inserted += await enrolled(trx, batch);
        return inserted;
      };
      const added =
        inside === undefined
          ? await db.transaction().execute(write)
          : await write(inside.withTables<{ person: Row }>());
      return { added, changed: people.length - added };
    },

    async enrolSelected(rows, inside) {
      const { rows: written } = await sql`
        insert into person (tenant_id, person_id, department, manager_id, grade, profession)
        select chosen.tenant_id, chosen.person_id, chosen.department, chosen.manager_id, chosen.grade, chosen.profession
        from (${rows}) chosen on conflict (tenant_id, person_id) do nothing returning 1 as one`.execute(
        inside ?? db,
      );
      return written.length;
    },

    async export(key) {
      return rowOf(key);
    },

    /** Forgetting goes through all that others write of somebody at that moment, so it may have to begin again. */
    async erase(person, also) {
      for (let left = ERASE_TRIES; ; left--)
        try {
          return await erased(person, also);
        } catch (error) {
          if (left <= 1 || !isDeadlock(error)) throw error;
        }
    },

    async departments(tenant) {
      const { rows } = await sql<{ department: string }>`
        select distinct department from person where tenant_id = ${tenant} and department is not null
        order by department`.execute(db);
      return rows.map(({ department }) => department);
    },

    async count() {
      return db
        .selectFrom("person")
        .select(({ fn }) => [
          fn.countAll<number>().as("known"),
          fn.count<number>("conversation_id").as("reachable"),
        ])
        .executeTakeFirstOrThrow();
    },
  };
}

/** Somebody of whom nothing is kept. */
export const stranger = (key: PersonKey, { language, zone }: FirstGuess): Person => ({
  ...defaults,
  ...key,
  language,
  zone: zone ?? defaults.zone,
  known: false,
  setUp: false,
  greeted: false,
});

function contactIn(row: Row | undefined): Contact | undefined {
  if (row?.conversation_id == null || row.service_url == null) return undefined;
  return {
    conversation: row.conversation_id,
    serviceUrl: row.service_url,
    bot: row.bot_id ?? "",
    teamsId: row.teams_id ?? "",
  };
}

const ERASE_TRIES = 5;

const reaches = (row: Row, { conversation, serviceUrl, bot, teamsId }: Contact): boolean =>
  row.conversation_id === conversation &&
  row.service_url === serviceUrl &&
  row.bot_id === bot &&
  row.teams_id === teamsId;

/** A value that is no longer in its list reads as not chosen: a row is never a reason to fail. */
const oneOf = <T extends string>(list: object, value: string | null): T | undefined =>
  value !== null && Object.hasOwn(list, value) ? (value as T) : undefined;

function personOf(row: Row): Person {
  return {
    tenant: row.tenant_id as TenantId,
    id: row.person_id as PersonId,
    language: languages.find((language) => language === row.language) ?? "en",
    profession: oneOf<Profession>(professions, row.profession),
    grade: oneOf<Grade>(grades, row.grade),
    apps: row.apps.split(",").flatMap((app) => oneOf<App>(apps, app) ?? []),
    zone: zoneNamed(row.zone) ?? defaults.zone,
    nation: nations.find((nation): nation is Nation => nation === row.nation) ?? "england-and-wales",
    workingDays: daysIn(row.working_days),
    nudgeDays: daysIn(row.nudge_days),
    from: row.nudge_from,
    until: row.nudge_until,
    awayFrom: row.away_from ?? undefined,
    awayUntil: row.away_until ?? undefined,
    known: true,
    setUp: row.set_up,
    greeted: row.greeted,
  };
}

const daysIn = (text: string) => [...text].map((day) => Number(day) as Weekday);

function columnsOf(choices: Partial<Choices> & { readonly setUp?: true }): Partial<Row> {
  const given = <K extends keyof Choices>(key: K) => Object.hasOwn(choices, key);
  return {
    ...(choices.language === undefined ? {} : { language: choices.language }),
    ...(given("profession") ? { profession: choices.profession ?? null } : {}),
    ...(given("grade") ? { grade: choices.grade ?? null } : {}),
    ...(choices.apps === undefined ? {} : { apps: choices.apps.join(",") }),
    ...(choices.zone === undefined ? {} : { zone: choices.zone }),
    ...(choices.nation === undefined ? {} : { nation: choices.nation }),
    ...(choices.workingDays === undefined ? {} : { working_days: choices.workingDays.join("") }),
    ...(choices.nudgeDays === undefined ? {} : { nudge_days: choices.nudgeDays.join("") }),
    ...(choices.from === undefined ? {} : { nudge_from: choices.from }),
    ...(choices.until === undefined ? {} : { nudge_until: choices.until }),
    ...(given("awayFrom") ? { away_from: choices.awayFrom ?? null } : {}),
    ...(given("awayUntil") ? { away_until: choices.awayUntil ?? null } : {}),
    ...(choices.setUp === undefined ? {} : { set_up: true, greeted: true }),
  };
}

/** What somebody told us of themselves outranks the staff list. */
const listed = {
  department: sql`excluded.department`,
  manager: sql`excluded.manager_id`,
  grade: sql`case when person.set_up then coalesce(person.grade, excluded.grade) else excluded.grade end`,
  profession: sql`case when person.set_up then coalesce(person.profession, excluded.profession) else excluded.profession end`,
} as const;
const columnOf = {
  department: "department",
  manager: "manager_id",
  grade: "grade",
  profession: "profession",
} as const;
type Listed = keyof typeof listed;

/** Answers how many were new. All of a batch name the same things. What is as it was isn't written again. */
async function enrolled(db: Kysely<{ person: Row }>, batch: readonly Enrolment[]): Promise<number> {
  const named = namedIn(batch[0]);
  const columns = named.map((name) => sql.ref(columnOf[name]));
  const arrays = [
    batch.map(({ tenant }) => tenant),
    batch.map(({ id }) => id),
    ...named.map((name) => batch.map((one) => one[name] ?? null)),
  ].map((array) => sql`${array}::text[]`);
  const known =
    named.length === 0
      ? sql`do nothing`
      : sql`do update set ${sql.join(named.map((name) => sql`${sql.ref(columnOf[name])} = ${listed[name]}`))}
        where (${sql.join(named.map((name) => sql.ref(`person.${columnOf[name]}`)))})
          is distinct from (${sql.join(named.map((name) => listed[name]))})`;
  const { rows } = await sql<{ inserted: boolean }>`
    insert into person (${sql.join([sql.ref("tenant_id"), sql.ref("person_id"), ...columns])})
    select * from unnest(${sql.join(arrays)}) on conflict (tenant_id, person_id) ${known}
    returning xmax = 0 as inserted`.execute(db);
  return rows.filter(({ inserted }) => inserted).length;
}

const namedIn = (one: Enrolment | undefined): readonly Listed[] =>
  (Object.keys(listed) as Listed[]).filter((name) => one !== undefined && Object.hasOwn(one, name));

const BATCH = 5_000;

/** Of at most so many, all naming the same things. */
function* batches(all: readonly Enrolment[]): Generator<readonly Enrolment[]> {
  const alike = new Map<string, Enrolment[]>();
  for (const one of all) {
    const names = namedIn(one).join();
    const group = alike.get(names);
    if (group === undefined) alike.set(names, [one]);
    else group.push(one);
  }
  for (const group of alike.values())
    for (let at = 0; at < group.length; at += BATCH) yield group.slice(at, at + BATCH);
}
