import { sql } from "kysely";
import type { DirectoryChange, MembersPage } from "../../core/adoption-source.ts";
import type { Day } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import type { Enrolment, People } from "../../core/ports.ts";
import type { Grade, Profession } from "../../core/taxonomy.ts";
import type { Rule } from "./content.ts";
import { asJson, keyOf, type Pads, padsOf, type Step } from "./store.ts";

const LONGEST = 200;

/** What a page of the directory is written with. */
export interface Page {
  readonly step: Step;
  readonly today: Day;
  readonly pads: Pads;
  readonly rules: readonly Rule[];
  /** Ids of the service plans that are Copilot. */
  readonly plans: ReadonlySet<string>;
}

/** How many of the page's people were new, and how many left. */
export interface Written {
  readonly people: number;
  readonly added: number;
  readonly left: number;
}

export type DirectoryStore = ReturnType<typeof directoryStore>;

/** The directory as it was at every time. All of it is written in the transaction that keeps the next cursor. */
export function directoryStore(people: People) {
  return {
    /** One page of changes. A second time it changes nothing. */
    async write(trx: Database, changes: readonly DirectoryChange[], page: Page): Promise<Written> {
      const { tenant } = page.step;
      const known = await knownAmong(trx, tenant, changes);
      const wanted = merged(changes).filter((change) => isStaff(change, known, page.step.whole));
      const gone = wanted.filter(isGone).filter(({ id }) => known.has(id));
      const there = wanted.filter((change) => !isGone(change));
      const guesses = await guessed(
        trx,
        there.filter(({ id }) => !known.has(id)),
        page.rules,
      );
      await people.enrol(
        there.map((change) => ({ ...enrolmentOf(tenant, change), ...guesses.get(change.id)?.enrolment })),
        trx,
      );
      const all = there.map((change) => rowOf(change, page.plans, guesses.get(change.id)));
      const rows = asJson(all);
      const added = await addNew(trx, rows, page);
      if (known.size > 0) await update(trx, asJson(all.filter(({ id }) => known.has(id))), page);
      await nameThem(trx, rows, page);
      const unclear = all.filter(({ placed }) => placed);
      if (unclear.length > 0)
        await people.enrol(await mapped(trx, tenant, page.rules, { rows: asJson(unclear) }), trx);
      await license(trx, rows, page);
      const left = await leave(
        trx,
        people,
        tenant,
        gone.map(({ id }) => id),
        page.today,
      );
      return { people: there.length, added, left };
    },

    /**
     * A round is over: whoever a whole round didn't mention has left, unless that were so many that the source is the
     * likelier cause; and whoever sits elsewhere than before gets a line of history.
     */
    async close(
      trx: Database,
      step: Step,
      today: Day,
    ): Promise<{ readonly left: number; readonly doubtful: boolean }> {
      const unseen = step.whole ? await unseenIn(trx, step) : { ids: [], all: 0 };
      const doubtful = unseen.ids.length > MOST_GONE_AT_ONCE && unseen.ids.length * 5 > unseen.all;
      const left = doubtful ? 0 : await leave(trx, people, step.tenant, unseen.ids, today);
      await place(trx, step.tenant, today);
      await sql`delete from adoption_forgotten where tenant_id = ${step.tenant}`.execute(trx);
      return { left, doubtful };
    },

    async members(trx: Database, page: MembersPage, step: Step, group: string, today: Day): Promise<boolean> {
      const { tenant, round } = step;
      // A group may go on naming somebody who has left the directory: they are in it no more.
      const { rows } = await sql<{ known: number }>`
        with named as (
          select a.n, a.left_on is not null as gone, open.from_on
          from adoption_person a left join adoption_member open on open.tenant_id = a.tenant_id
            and open.group_id = ${group} and open.n = a.n and open.until_on is null
          where a.tenant_id = ${tenant} and a.person_id = any(${[...new Set(page.joined)]}::text[])),
        kept as (
          insert into adoption_member (tenant_id, group_id, n, from_on, round)
          select ${tenant}, ${group}, n, coalesce(from_on, ${today}::date), ${round}::int from named where not gone
          on conflict (tenant_id, group_id, n, from_on) do update set until_on = null, round = excluded.round)
        select count(*)::int as known from named`.execute(trx);
      await sql`update adoption_member m set until_on = ${today}::date from adoption_person a
        where a.tenant_id = ${tenant} and a.person_id = any(${page.left}::text[]) and m.tenant_id = a.tenant_id
          and m.group_id = ${group} and m.n = a.n and m.until_on is null`.execute(trx);
      if (page.gone === true) await endOfGroup(trx, step, group, today);
      return rows[0]?.known === new Set(page.joined).size;
    },

    /** Whoever a whole round of a group didn't mention isn't in it any more. */
    async closeMembers(trx: Database, step: Step, group: string, today: Day): Promise<void> {
      if (!step.whole) return;
      await sql`update adoption_member set until_on = ${today}::date where tenant_id = ${step.tenant}
        and group_id = ${group} and until_on is null and round <> ${step.round}::int`.execute(trx);
    },

    /** From a report that is the newest: who is in it has a licence, and who isn't has none any more. */
    async licenseReported(trx: Database, tenant: TenantId, refreshedOn: Day): Promise<void> {
      const other = (than: "<" | ">") => sql`exists (select from adoption_report where tenant_id = ${tenant}
        and refreshed_on ${sql.raw(than)} ${refreshedOn}::date and not concealed)`;
      await sql`insert into adoption_licence (tenant_id, n, from_on, began)
        select r.tenant_id, r.n, ${refreshedOn}::date, ${other("<")} from adoption_reported r
        where r.tenant_id = ${tenant} and r.reported_on = ${refreshedOn}::date and not ${other(">")}
          and not exists (select from adoption_licence l
            where l.tenant_id = r.tenant_id and l.n = r.n and l.until_on is null)
        on conflict (tenant_id, n, from_on) do update set until_on = null`.execute(trx);
      await sql`update adoption_licence l set until_on = ${refreshedOn}::date
        where l.tenant_id = ${tenant} and l.until_on is null and l.from_on < ${refreshedOn}::date and not ${other(">")}
          and not exists (select from adoption_reported r
            where r.tenant_id = l.tenant_id and r.n = l.n and r.reported_on >= ${refreshedOn}::date)`.execute(
        trx,
      );
    },

    /** Other rules were set: everybody's title is looked at again, so many at a time. Answers where to go on. */
    async mapAgain(
      trx: Database,
      tenant: TenantId,
      rules: readonly Rule[],
      from: number,
    ): Promise<number | undefined> {
      const { rows } = await sql<{ upto: number | null; found: number }>`
        select max(n) as upto, count(*) as found from (select n from adoption_person
          where tenant_id = ${tenant} and n > ${from}::int order by n limit ${MAPPED_AT_ONCE}::int) batch`.execute(
        trx,
      );
      const upto = rows[0]?.upto ?? undefined;
      if (upto === undefined) return undefined;
      await people.enrol(await mapped(trx, tenant, rules, { from, upto }), trx);
      return upto;
    },
  };
}

async function endOfGroup(trx: Database, { tenant }: Step, group: string, today: Day): Promise<void> {
  await sql`update adoption_member set until_on = ${today}::date
    where tenant_id = ${tenant} and group_id = ${group} and until_on is null`.execute(trx);
}

const MAPPED_AT_ONCE = 20_000;
/** So many may be missing from one whole reading without anybody wondering. */
const MOST_GONE_AT_ONCE = 50;

const isGone = ({ removed, guest }: DirectoryChange): boolean => removed === true || guest === true;

/**
 * Guests aren't staff. Of somebody new a change must say that they are none; a whole reading that says nothing of it
 * speaks of staff. So nobody who was forgotten comes back because one thing about them changed.
 */
const isStaff = ({ id, guest }: DirectoryChange, known: ReadonlySet<string>, whole: boolean): boolean =>
  known.has(id) || guest === false || (guest === undefined && whole);

/** People may come twice: what comes later is put upon what came before. */
function merged(changes: readonly DirectoryChange[]): readonly DirectoryChange[] {
  const all = new Map<PersonId, DirectoryChange>();
  for (const change of changes) {
    const before = all.get(change.id);
    all.set(change.id, change.removed === true ? change : { ...before, removed: false, ...change });
  }
  return [...all.values()];
}

async function knownAmong(trx: Database, tenant: TenantId, changes: readonly DirectoryChange[]) {
  const { rows } = await sql<{ person_id: string }>`select person_id from adoption_person
    where tenant_id = ${tenant} and person_id = any(${changes.map(({ id }) => id)}::text[])`.execute(trx);
  return new Set(rows.map(({ person_id }) => person_id));
}

const HALVES = /\p{Surrogate}/gu;
/** Cut to length, which may cut a character in two, and without what the database can't keep. */
const kept = (text: string | null): string | null =>
  text?.replaceAll("\0", "").trim().slice(0, LONGEST).replace(HALVES, "") || null;

/** The staff facts that the rest of the product uses. Their own manager is nobody's manager. */
function enrolmentOf(tenant: TenantId, { id, department, manager }: DirectoryChange): Enrolment {
  return {
    tenant,
    id,
    ...(department === undefined ? {} : { department: kept(department) ?? undefined }),
    ...(manager === undefined ? {} : { manager: manager === null || manager === id ? undefined : manager }),
  };
}

const columns = { jobTitle: "job_title", company: "company", office: "office", country: "country" } as const;

interface Guess {
  readonly grade: Grade | null;
  readonly profession: Profession | null;
  /** What of it the staff facts take over: of what the rules don't know they say nothing. */
  readonly enrolment: Pick<Enrolment, "grade" | "profession">;
}

/**
 * What the rules make of people who are new, as long as all that they go by is said: so that each is written once. Of the
 * others the rules are asked when they are there.
 */
async function guessed(
  trx: Database,
  added: readonly DirectoryChange[],
  rules: readonly Rule[],
): Promise<ReadonlyMap<PersonId, Guess>> {
  const told = added.flatMap(({ id, jobTitle, department }) =>
    jobTitle === undefined || department === undefined
      ? []
      : [{ id, title: clean(jobTitle), department: clean(department) }],
  );
  if (told.length === 0) return new Map();
  const { rows } = await sql<{
    title: string;
    department: string;
    grade: Grade | null;
    profession: Profession | null;
  }>`
    with pairs as (select distinct * from jsonb_to_recordset(${asJson(told)}::jsonb) as j(title text, department text))
    select * from (${sayingOf(rules)}) said`.execute(trx);
  const said = new Map(rows.map((row) => [pairOf(row), row]));
  return new Map(
    told.flatMap((one) => {
      const found = said.get(pairOf(one));
      return found === undefined ? [] : [[one.id, guessOf(found)]];
    }),
  );
}

const clean = (text: string | null): string => kept(text) ?? "";
const pairOf = ({ title, department }: { readonly title: string; readonly department: string }) =>
  JSON.stringify([title, department]);
const guessOf = ({ grade, profession }: Pick<Guess, "grade" | "profession">): Guess => ({
  grade,
  profession,
  enrolment: { ...(grade === null ? {} : { grade }), ...(profession === null ? {} : { profession }) },
});

interface Row extends Readonly<Record<string, unknown>> {
  readonly id: PersonId;
  /** Whether the rules have to look at them again. */
  readonly placed: boolean;
}

/** Only what a change mentions has a key. */
function rowOf(change: DirectoryChange, plans: ReadonlySet<string>, guess: Guess | undefined): Row {
  const texts = Object.entries(columns).flatMap(([field, column]) => {
    const text = change[field as keyof typeof columns]; // the keys of `columns` are such fields
    return text === undefined ? [] : [[column, kept(text)] as const];
  });
  return {
    id: change.id,
    ...Object.fromEntries(texts),
    ...(change.signInName ? { name: change.signInName } : {}),
    ...(change.enabled === undefined ? {} : { enabled: change.enabled }),
    ...(change.plans === undefined ? {} : { licensed: change.plans.some((plan) => plans.has(plan)) }),
    ...(guess === undefined ? {} : { grade: guess.grade, profession: guess.profession }),
    placed: guess === undefined && (change.jobTitle !== undefined || change.department !== undefined),
  };
}

/**
 * Whoever comes after the first whole round has joined on that day, or is back after they were forgotten: of days before
 * it nothing is kept.
 */
async function addNew(trx: Database, rows: string, { step, today, pads }: Page): Promise<number> {
  const { tenant } = step;
  const joined = step.lastOkAt === undefined ? null : today;
  const forgotten = sql`(select exists (select from adoption_forgotten where tenant_id = ${tenant}))
    and exists (select from adoption_forgotten f where f.tenant_id = ${tenant} and f.code = ${keyOf(pads, sql`j.id`)})`;
  const { rows: added } = await sql`
    insert into adoption_person (tenant_id, person_id, joined_on, history_from, round, job_title, company, office, country,
      enabled, grade, profession)
    select ${tenant}, j.id, ${joined}::date, coalesce(${joined}::date, case when ${forgotten} then ${today}::date end),
      ${step.round}::int, j.job_title, j.company, j.office, j.country, coalesce(j.enabled, true), j.grade, j.profession
    from jsonb_to_recordset(${rows}::jsonb) as j(id text, job_title text, company text, office text, country text,
      enabled boolean, grade text, profession text)
    on conflict (tenant_id, person_id) do nothing returning 1 as one`.execute(trx);
  return added.length;
}

/** Whoever is mentioned again after they left is back since today. */
async function update(trx: Database, rows: string, { step, today }: Page): Promise<void> {
  const texts = Object.values(columns).map((column) => {
    const ref = sql.ref(`a.${column}`);
    return sql`case when jsonb_exists(j, ${column}) then j->>${column} else ${ref} end`;
  });
  const next = sql`${sql.join(texts)}, coalesce((j->>'enabled')::boolean, a.enabled), null::date,
    case when a.left_on is null then a.joined_on else ${today}::date end,
    case when ${step.whole}::boolean then ${step.round}::int else a.round end`;
  await sql`
    update adoption_person a set (job_title, company, office, country, enabled, left_on, joined_on, round) = (select ${next})
    from jsonb_array_elements(${rows}::jsonb) as j
    where a.tenant_id = ${step.tenant} and a.person_id = j->>'id'
      and (a.job_title, a.company, a.office, a.country, a.enabled, a.left_on, a.joined_on, a.round) is distinct from (${next})`.execute(
    trx,
  );
}

async function nameThem(trx: Database, rows: string, { step, today, pads }: Page): Promise<void> {
  await sql`
    insert into adoption_sign_in (tenant_id, sign_in_key, n, since)
    select distinct on (key) ${step.tenant}, key, n, ${today}::date from (
      select ${keyOf(pads, sql`j.one->>'name'`)} as key, a.n, j.at
      from jsonb_array_elements(${rows}::jsonb) with ordinality as j(one, at)
      join adoption_person a on a.tenant_id = ${step.tenant} and a.person_id = j.one->>'id'
      where jsonb_exists(j.one, 'name')) named
    order by key, at desc
    on conflict (tenant_id, sign_in_key) do update set n = excluded.n, since = excluded.since, taken_on = excluded.since
      where adoption_sign_in.n <> excluded.n`.execute(trx);
}

async function license(trx: Database, rows: string, { step, today }: Page): Promise<void> {
  await sql`
    insert into adoption_licence (tenant_id, n, from_on, began)
    select a.tenant_id, a.n, ${today}::date, ${step.lastOkAt !== undefined}::boolean
    from jsonb_array_elements(${rows}::jsonb) as j
    join adoption_person a on a.tenant_id = ${step.tenant} and a.person_id = j->>'id'
    where (j->>'licensed')::boolean and not exists (select from adoption_licence l
      where l.tenant_id = a.tenant_id and l.n = a.n and l.until_on is null)
    on conflict (tenant_id, n, from_on) do update set until_on = null`.execute(trx);
  await sql`
    update adoption_licence l set until_on = ${today}::date from jsonb_array_elements(${rows}::jsonb) as j
    join adoption_person a on a.tenant_id = ${step.tenant} and a.person_id = j->>'id'
    where not (j->>'licensed')::boolean and l.tenant_id = a.tenant_id and l.n = a.n and l.until_on is null`.execute(
    trx,
  );
}

/** They are gone from the directory: dated, never deleted. */
async function leave(
  trx: Database,
  people: People,
  tenant: TenantId,
  ids: readonly string[],
  today: Day,
): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await sql<{ n: number; id: PersonId }>`
    update adoption_person set left_on = ${today}::date
    where tenant_id = ${tenant} and person_id = any(${ids}::text[]) and left_on is null returning n, person_id as id`.execute(
    trx,
  );
  // Whoever led them alone leads nobody now.
  await people.enrol(
    rows.map(({ id }) => ({ tenant, id, manager: undefined })),
    trx,
  );
  const numbers = rows.map(({ n }) => n);
  for (const table of ["adoption_licence", "adoption_member"])
    await sql`update ${sql.table(table)} set until_on = ${today}::date
      where tenant_id = ${tenant} and n = any(${numbers}::int[]) and until_on is null`.execute(trx);
  return rows.length;
}

async function unseenIn(trx: Database, { tenant, round }: Step) {
  const { rows } = await sql<{ person_id: string; unseen: boolean; all: number }>`
    select person_id, (select count(*) from adoption_person where tenant_id = ${tenant} and left_on is null) as all
    from adoption_person where tenant_id = ${tenant} and left_on is null and round <> ${round}::int`.execute(
    trx,
  );
  return { ids: rows.map(({ person_id }) => person_id), all: rows[0]?.all ?? 0 };
}

/** What the rules say of titles, where it is something else than before. */
async function mapped(
  trx: Database,
  tenant: TenantId,
  rules: readonly Rule[],
  whom: { readonly rows: string } | { readonly from: number; readonly upto: number },
): Promise<readonly Enrolment[]> {
  const among =
    "rows" in whom
      ? sql`a.person_id in (select j->>'id' from jsonb_array_elements(${whom.rows}::jsonb) as j where (j->>'placed')::boolean)`
      : sql`a.n > ${whom.from}::int and a.n <= ${whom.upto}::int`;
  const { rows } = await sql<{
    person_id: PersonId;
    grade: Grade | null;
    profession: Profession | null;
    graded: boolean;
    professed: boolean;
  }>`
    with those as (select a.n, a.person_id, a.grade as old_grade, a.profession as old_profession,
        coalesce(a.job_title, '') as title, coalesce(p.department, '') as department
      from adoption_person a join person p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
      where a.tenant_id = ${tenant} and ${among}),
    pairs as (select distinct title, department from those),
    said as (${sayingOf(rules)})
    update adoption_person a set grade = said.grade, profession = said.profession
    from those join said using (title, department)
    where a.tenant_id = ${tenant} and a.n = those.n
      and (a.grade, a.profession) is distinct from (said.grade, said.profession)
    returning a.person_id, a.grade, a.profession, those.old_grade is distinct from a.grade as graded,
      those.old_profession is distinct from a.profession as professed`.execute(trx);
  return rows.map(({ person_id, grade, profession, graded, professed }) => ({
    tenant,
    id: person_id,
    ...(graded ? { grade: grade ?? undefined } : {}),
    ...(professed ? { profession: profession ?? undefined } : {}),
  }));
}

/**
 * Selects title, department, grade and profession from `pairs`. The first rule that fits decides each of the two. Each title
 * and each department is looked at once, however many pairs they make.
 */
export function sayingOf(rules: readonly Rule[]) {
  const each = (field: "title" | "department") =>
    sql`select ${field} as field, ${sql.ref(field)} as text,
      ' ' || regexp_replace(lower(${sql.ref(field)}), '[^a-z0-9]+', ' ', 'g') || ' ' as plain from pairs group by ${sql.ref(field)}`;
  return sql`
    with rule as materialized (select r.at, r.one->>'field' as field, ' ' || (r.one->>'words') || ' ' as words,
        r.one->>'grade' as grade, r.one->>'profession' as profession
      from jsonb_array_elements(${asJson(rules)}::jsonb) with ordinality as r(one, at)),
    text as materialized (${each("title")} union all ${each("department")}),
    first as materialized (select field, text, min(at) filter (where grade is not null) as grade_at,
        min(at) filter (where profession is not null) as profession_at
      from text join rule using (field) where position(words in plain) > 0 group by field, text)
    select pairs.title, pairs.department, graded.grade, professed.profession from pairs
    left join first t on t.field = 'title' and t.text = pairs.title
    left join first d on d.field = 'department' and d.text = pairs.department
    left join rule graded on graded.at = least(t.grade_at, d.grade_at)
    left join rule professed on professed.at = least(t.profession_at, d.profession_at)`;
}

/**
 * A line for whoever sits elsewhere than the last one says, and an end for whoever left. All are compared once, with those
 * that differ noted beside: what is written is then theirs alone.
 */
async function place(trx: Database, tenant: TenantId, today: Day): Promise<void> {
  await sql`create temp table if not exists adoption_placing (n int, at_all boolean, had_line boolean, department text,
    manager_n int, grade text, profession text) on commit drop`.execute(trx);
  await sql`delete from adoption_placing`.execute(trx);
  await sql`insert into adoption_placing
    select a.n, a.left_on is null, l.n is not null, p.department, m.n, p.grade, p.profession
    from adoption_person a join person p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
    left join adoption_person m on m.tenant_id = p.tenant_id and m.person_id = p.manager_id
    left join adoption_place l on l.tenant_id = a.tenant_id and l.n = a.n and l.until_on is null
    where a.tenant_id = ${tenant} and case when l.n is null then a.left_on is null else a.left_on is not null
      or (l.department, l.manager_n, l.grade, l.profession) is distinct from (p.department, m.n, p.grade, p.profession) end`.execute(
    trx,
  );
  await sql`analyze adoption_placing`.execute(trx);
  await sql`update adoption_place l set until_on = ${today}::date from adoption_placing now
    where now.had_line and l.tenant_id = ${tenant} and l.n = now.n and l.until_on is null`.execute(trx);
  await sql`insert into adoption_place (tenant_id, n, from_on, department, manager_n, grade, profession)
    select ${tenant}, n, ${today}::date, department, manager_n, grade, profession
    from adoption_placing where at_all order by n
    on conflict (tenant_id, n, from_on) do update set until_on = null, department = excluded.department,
      manager_n = excluded.manager_n, grade = excluded.grade, profession = excluded.profession`.execute(trx);
}

/**
 * While a directory is read for the first time, whoever is forgotten may stand on a page that is still to come: so a code
 * of them is kept until that reading is over, and what they did before doesn't come back with them.
 */
export async function forget(trx: Database, { tenant, id }: PersonKey, now: Date): Promise<void> {
  const { rows } =
    await sql`select 1 as one from adoption_step where tenant_id = ${tenant} and what = 'people'
    and last_ok_at is null and (cursor is not null or lease_until is not null or round > 0)`.execute(trx);
  if (rows.length === 0) return;
  const pads = await padsOf(trx, tenant);
  await sql`insert into adoption_forgotten (tenant_id, code, forgotten_on)
    select ${tenant}, ${keyOf(pads, sql`${id}::text`)}, ${now.toISOString().slice(0, 10)}::date
    on conflict do nothing`.execute(trx);
}

/** The organisations of whose directory anything is kept. */
export async function tenantsIn(db: Database): Promise<readonly TenantId[]> {
  const { rows } = await sql<{ tenant_id: TenantId }>`
    select tenant_id from adoption_person union select tenant_id from adoption_report order by 1`.execute(db);
  return rows.map(({ tenant_id }) => tenant_id);
}
