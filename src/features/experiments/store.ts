import { sql } from "kysely";
import type { Day } from "../../core/calendar.ts";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import type { App, Task } from "../../core/taxonomy.ts";
import type { Language } from "../../core/words.ts";
import type { Design } from "./designs.ts";
import type { Result } from "./results.ts";
import type { Closing, Experiment, KnownBy, OpenTo, Proposal, Recorded, Verdict } from "./rules.ts";

/** Its rows in the ledger. */
export const EXPERIMENT = "experiment";
/** A week after its last day its owner is asked once more, and for three weeks from then. */
export const ASKED_AGAIN_DAYS = 7;
export const ASKED_UNTIL_DAYS = 28;
/** How long they have to answer the second question, before it ends without their word. */
const ANSWER_DAYS = 7;

export const migrations: Migrations = {
  "experiments/0001-experiment": [
    // Without an owner stands only what its owner left to others; the link goes with them.
    `create table experiment (
      tenant_id text not null,
      experiment_id int not null generated always as identity,
      owner_id text,
      form_id text,
      language text not null,
      hypothesis text not null check (length(hypothesis) <= 300),
      task text not null,
      app text not null,
      counted text,
      baseline text not null,
      known_by text not null,
      design text not null,
      design_said text,
      starts_on date not null,
      ends_on date not null check (ends_on > starts_on),
      open_to text not null check (open_to in ('all', 'code')),
      code text not null,
      success text not null,
      copy_of int,
      made_at timestamptz not null,
      closed_at timestamptz,
      verdict text,
      learned text,
      next text,
      keep boolean not null default false,
      result jsonb,
      primary key (tenant_id, experiment_id),
      unique (tenant_id, owner_id, form_id),
      unique (tenant_id, code),
      check ((closed_at is null) = (verdict is null)),
      foreign key (tenant_id, owner_id) references person (tenant_id, person_id) on delete set null (owner_id),
      foreign key (tenant_id, copy_of) references experiment on delete set null (copy_of)
    )`,
    "create index experiment_copies on experiment (tenant_id, copy_of) where copy_of is not null",
    "create index experiment_closed on experiment (tenant_id, closed_at)",
    `create table experiment_part (
      tenant_id text not null,
      person_id text not null,
      experiment_id int not null,
      joined_at timestamptz not null,
      left_at timestamptz,
      primary key (tenant_id, person_id, experiment_id),
      foreign key (tenant_id, experiment_id) references experiment on delete cascade,
      ${ownedByPerson}
    )`,
    "create index experiment_part_of on experiment_part (tenant_id, experiment_id)",
    // An entry counts for one experiment at most, so the key says nothing of which.
    `create table experiment_entry (
      tenant_id text not null,
      person_id text not null,
      entry_id text not null,
      experiment_id int not null,
      tagged_at timestamptz not null,
      primary key (tenant_id, person_id, entry_id),
      foreign key (tenant_id, experiment_id) references experiment on delete cascade,
      ${ownedByPerson}
    )`,
    "create index experiment_entry_of on experiment_entry (tenant_id, experiment_id)",
    `create table experiment_record (
      tenant_id text not null,
      person_id text not null,
      experiment_id int not null,
      record_id text not null,
      used boolean not null,
      amount int,
      recorded_on date not null,
      recorded_at timestamptz not null,
      primary key (tenant_id, person_id, experiment_id, record_id),
      foreign key (tenant_id, experiment_id) references experiment on delete cascade,
      ${ownedByPerson}
    )`,
    "create index experiment_record_of on experiment_record (tenant_id, experiment_id)",
    `create table experiment_wish (
      tenant_id text not null,
      person_id text not null,
      learnings boolean not null,
      primary key (tenant_id, person_id),
      ${ownedByPerson}
    )`,
    `create table experiment_design (
      code text primary key,
      body jsonb not null
    )`,
  ],
  "experiments/0002-alone": [
    "alter table experiment add column alone boolean not null default false",
    "create index experiment_open on experiment (ends_on) where closed_at is null",
  ],
};

interface Row {
  readonly tenant_id: TenantId;
  readonly experiment_id: number;
  readonly owner_id: PersonId | null;
  readonly language: Language;
  readonly hypothesis: string;
  readonly task: Task;
  readonly app: App;
  readonly counted: string | null;
  readonly baseline: string;
  readonly known_by: KnownBy;
  readonly design: string;
  readonly design_said: string | null;
  readonly starts_on: Day;
  readonly ends_on: Day;
  readonly open_to: OpenTo;
  readonly code: string;
  readonly success: string;
  readonly copy_of: number | null;
  readonly closed_at: Date | null;
  readonly verdict: Verdict | null;
  readonly learned: string | null;
  readonly next: string | null;
  readonly keep: boolean;
  readonly result: Result | null;
  readonly alone: boolean;
  readonly copies: number;
}

/** Somebody's part in an experiment. */
export interface Part {
  readonly joined: Date;
  readonly left: Date | undefined;
}

/** What was recorded for an experiment, its amount where it isn't a time entry's. */
export interface Kept extends PersonKey {
  readonly used: boolean;
  readonly amount: number | undefined;
  /** The time entry that says how many minutes. */
  readonly entry: string | undefined;
}

const AT_ONCE = 50;
const columns = sql.raw(
  "e.*, (select count(*)::int from experiment c where c.tenant_id = e.tenant_id and c.copy_of = e.experiment_id) as copies",
);

const OPEN_FRESH_MS = 60_000;

export type ExperimentStore = ReturnType<typeof experimentStore>;

export function experimentStore(db: Database) {
  const some = async (
    where: ReturnType<typeof sql>,
    inside: Database = db,
  ): Promise<readonly Experiment[]> => {
    const { rows } =
      await sql<Row>`select ${columns} from experiment e where ${where} limit ${AT_ONCE}`.execute(inside);
    return rows.map(experimentIn);
  };
  const partsOf = (
    key: PersonKey,
  ) => sql`exists (select from experiment_part t where t.tenant_id = e.tenant_id
    and t.experiment_id = e.experiment_id and t.person_id = ${key.id} and t.left_at is null)`;

  /** Looked up again after so long: every entry that anybody saves asks, and most organisations have none. */
  const openIn = new Map<TenantId, { readonly at: number; readonly any: boolean }>();

  return {
    /** Whether anybody in the organisation has one that isn't closed. What another process began is known within a minute. */
    async anyOpen(tenant: TenantId, now: Date): Promise<boolean> {
      const known = openIn.get(tenant);
      if (known !== undefined && Math.abs(now.getTime() - known.at) < OPEN_FRESH_MS) return known.any;
      const { rows } = await sql<{ any: boolean }>`select exists (select from experiment
        where tenant_id = ${tenant} and closed_at is null) as any`.execute(db);
      const any = rows[0]?.any === true;
      openIn.set(tenant, { at: now.getTime(), any });
      return any;
    },

    /** The same form twice is the same experiment. The code is the database's chance, so that nobody can work it out. */
    async add(
      owner: PersonKey,
      form: string,
      proposal: Proposal & { readonly copyOf: number | undefined; readonly language: Language },
      now: Date,
    ): Promise<Experiment | undefined> {
      const p = proposal;
      await sql`
        insert into experiment (tenant_id, owner_id, form_id, language, hypothesis, task, app, counted, baseline, known_by,
          design, design_said, starts_on, ends_on, open_to, code, success, copy_of, made_at)
        values (${owner.tenant}, ${owner.id}, ${form}, ${p.language}, ${p.hypothesis}, ${p.task}, ${p.app}, ${p.counted ?? null},
          ${p.baseline}, ${p.known}, ${p.design}, ${p.designSaid ?? null}, ${p.starts}, ${p.ends}, ${p.openTo},
          upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)), ${p.success}, ${p.copyOf ?? null}, ${now})
        on conflict (tenant_id, owner_id, form_id) do nothing`.execute(db);
      openIn.delete(owner.tenant);
      const [added] = await some(
        sql`e.tenant_id = ${owner.tenant} and e.owner_id = ${owner.id} and e.form_id = ${form}`,
      );
      return added;
    },

    async byForm({ tenant, id }: PersonKey, form: string): Promise<Experiment | undefined> {
      const [found] = await some(sql`e.tenant_id = ${tenant} and e.owner_id = ${id} and e.form_id = ${form}`);
      return found;
    },

    async one(tenant: TenantId, id: number): Promise<Experiment | undefined> {
      const [found] = await some(sql`e.tenant_id = ${tenant} and e.experiment_id = ${id}`);
      return found;
    },

    async these(
      tenant: TenantId,
      ids: readonly number[],
      inside: Database = db,
    ): Promise<readonly Experiment[]> {
      const { rows } = await sql<Row>`select ${columns} from experiment e
        where e.tenant_id = ${tenant} and e.experiment_id = any(${[...ids]}::int[])`.execute(inside);
      return rows.map(experimentIn);
    },

    async byCode(tenant: TenantId, code: string): Promise<Experiment | undefined> {
      const [found] = await some(sql`e.tenant_id = ${tenant} and e.code = ${code}`);
      return found;
    },

    async owned(key: PersonKey): Promise<readonly Experiment[]> {
      return some(sql`e.tenant_id = ${key.tenant} and e.owner_id = ${key.id} order by e.experiment_id desc`);
    },

    /** What somebody takes part in that isn't closed. */
    async joined(key: PersonKey): Promise<readonly Experiment[]> {
      return some(
        sql`e.tenant_id = ${key.tenant} and e.closed_at is null and ${partsOf(key)} order by e.ends_on, e.experiment_id`,
      );
    },

    /** What anybody can join, but for those somebody has a part in or owns. */
    async open(key: PersonKey, today: Day): Promise<readonly Experiment[]> {
      return some(sql`e.tenant_id = ${key.tenant} and e.closed_at is null and e.open_to = 'all' and e.ends_on >= ${today}::date
        and e.owner_id is distinct from ${key.id} and not ${partsOf(key)} order by e.ends_on, e.experiment_id`);
    },

    /** The same for nobody in particular. */
    async openToAll(tenant: TenantId, today: Day): Promise<readonly Experiment[]> {
      return some(sql`e.tenant_id = ${tenant} and e.closed_at is null and e.open_to = 'all' and e.ends_on >= ${today}::date
        order by e.ends_on, e.experiment_id`);
    },

    /** How many were over before a day and aren't closed. */
    async leftOpen(tenant: TenantId, day: Day): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from experiment
        where tenant_id = ${tenant} and closed_at is null and ends_on < ${day}::date`.execute(db);
      return rows[0]?.n ?? 0;
    },

    async lastClosed(tenant: TenantId): Promise<readonly Experiment[]> {
      return some(
        sql`e.tenant_id = ${tenant} and e.closed_at is not null order by e.closed_at desc, e.experiment_id desc`,
      );
    },

    /** What closed within these days, the oldest first. */
    async closedWithin(tenant: TenantId, from: Day, until: Day): Promise<readonly Experiment[]> {
      return some(sql`e.tenant_id = ${tenant} and e.closed_at >= ${`${from}T00:00:00Z`}::timestamptz
        and e.closed_at < ${`${until}T00:00:00Z`}::timestamptz order by e.closed_at, e.experiment_id`);
    },

    async part(key: PersonKey, id: number): Promise<Part | undefined> {
      const { rows } = await sql<{ joined_at: Date; left_at: Date | null }>`
        select joined_at, left_at from experiment_part
        where tenant_id = ${key.tenant} and person_id = ${key.id} and experiment_id = ${id}`.execute(db);
      const [row] = rows;
      return row && { joined: row.joined_at, left: row.left_at ?? undefined };
    },

    /** False where they take part already, or it has closed meanwhile. */
    async join(key: PersonKey, id: number, now: Date): Promise<boolean> {
      const { rows } = await sql`
        insert into experiment_part (tenant_id, person_id, experiment_id, joined_at)
        select tenant_id, ${key.id}, experiment_id, ${now} from experiment
        where tenant_id = ${key.tenant} and experiment_id = ${id} and closed_at is null
        on conflict (tenant_id, person_id, experiment_id) do update set left_at = null, joined_at = excluded.joined_at
          where experiment_part.left_at is not null
        returning experiment_id`.execute(db);
      return rows.length > 0;
    },

    /** False where they don't take part. What they recorded while they did stays counted. */
    async leave(key: PersonKey, id: number, now: Date): Promise<boolean> {
      const { rows } = await sql`
        update experiment_part set left_at = ${now} where tenant_id = ${key.tenant} and person_id = ${key.id}
        and experiment_id = ${id} and left_at is null returning experiment_id`.execute(db);
      return rows.length > 0;
    },

    /** How many take part now. */
    async taking(tenant: TenantId, id: number): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from experiment_part
        where tenant_id = ${tenant} and experiment_id = ${id} and left_at is null`.execute(db);
      return rows[0]?.n ?? 0;
    },

    /** False where the same was recorded before, or the experiment has closed. */
    async record(
      key: PersonKey,
      id: number,
      record: string,
      { used, amount }: Recorded,
      at: { readonly day: Day; readonly now: Date },
    ): Promise<boolean> {
      const { rows } = await sql`
        insert into experiment_record (tenant_id, person_id, experiment_id, record_id, used, amount, recorded_on, recorded_at)
        select tenant_id, ${key.id}, experiment_id, ${record}, ${used}::boolean, ${amount ?? null}::int, ${at.day}::date, ${at.now}
        from experiment where tenant_id = ${key.tenant} and experiment_id = ${id} and closed_at is null
        on conflict do nothing returning record_id`.execute(db);
      return rows.length > 0;
    },

    async tagOf(key: PersonKey, entry: string): Promise<number | undefined> {
      const { rows } = await sql<{ experiment_id: number }>`select experiment_id from experiment_entry
        where tenant_id = ${key.tenant} and person_id = ${key.id} and entry_id = ${entry}`.execute(db);
      return rows[0]?.experiment_id;
    },

    /** An entry counts for one experiment: a later choice takes the place of the earlier one. */
    async tag(key: PersonKey, entry: string, id: number, now: Date): Promise<void> {
      await sql`insert into experiment_entry (tenant_id, person_id, entry_id, experiment_id, tagged_at)
        values (${key.tenant}, ${key.id}, ${entry}, ${id}, ${now})
        on conflict (tenant_id, person_id, entry_id) do update set experiment_id = excluded.experiment_id`.execute(
        db,
      );
    },

    async untag(key: PersonKey, entry: string): Promise<void> {
      await sql`delete from experiment_entry
        where tenant_id = ${key.tenant} and person_id = ${key.id} and entry_id = ${entry}`.execute(db);
    },

    /** Everything recorded for an experiment. */
    async recorded(tenant: TenantId, id: number): Promise<readonly Kept[]> {
      const { rows } = await sql<{
        person_id: PersonId;
        used: boolean;
        amount: number | null;
        entry_id: string | null;
      }>`
        select person_id, used, amount, null as entry_id from experiment_record
          where tenant_id = ${tenant} and experiment_id = ${id}
        union all select person_id, true, null, entry_id from experiment_entry
          where tenant_id = ${tenant} and experiment_id = ${id}
        order by 1, 4`.execute(db);
      return rows.map(({ person_id, used, amount, entry_id }) => ({
        ...{ tenant, id: person_id, used },
        amount: amount ?? undefined,
        entry: entry_id ?? undefined,
      }));
    },

    /** Undefined where somebody closed it before: what they said stands. `also` is done in the same transaction. */
    async close(
      of: Experiment,
      { verdict, learned, next, keep, alone = false }: Closing,
      result: Result,
      now: Date,
      also: (closed: Experiment, inside: Database) => Promise<void>,
    ): Promise<Experiment | undefined> {
      return db.transaction().execute(async (inside) => {
        const { rows } = await sql`
          update experiment set closed_at = ${now}, verdict = ${verdict}, learned = ${learned}, next = ${next ?? null},
            keep = ${keep}::boolean, alone = ${alone}::boolean, result = ${JSON.stringify(result)}::jsonb
          where tenant_id = ${of.tenant} and experiment_id = ${of.id} and closed_at is null returning experiment_id`.execute(
          inside,
        );
        if (rows.length === 0) return undefined;
        const [closed] = await some(sql`e.tenant_id = ${of.tenant} and e.experiment_id = ${of.id}`, inside);
        if (closed !== undefined) await also(closed, inside);
        return closed;
      });
    },

    /**
     * Whose owner was asked twice and has had a week since, or can't be asked, or was forgotten: those whose questions never
     * reached them are given as long as they could have. The longest over come first.
     */
    async unanswered(now: Date): Promise<readonly Experiment[]> {
      return some(sql`e.closed_at is null and (e.owner_id is null
        or e.ends_on <= ${now.toISOString().slice(0, 10)}::date - ${ASKED_UNTIL_DAYS + ANSWER_DAYS}::int
        or exists (select from delivery d where d.tenant_id = e.tenant_id and d.person_id = e.owner_id
          and d.slot = ${`${EXPERIMENT}/close/`}::text || e.experiment_id || '/2' and d.status in ('sent', 'unsure')
          and d.due_at <= ${now}::timestamptz - make_interval(days => ${ANSWER_DAYS})))
        order by e.ends_on, e.experiment_id`);
    },

    /**
     * After somebody was forgotten: what they didn't leave to others goes, and of what they did the last link to them. Where
     * others take part in what hasn't ended by their word, all that its owner wrote goes, and what the others recorded stays.
     */
    async orphansGo(
      tenant: TenantId,
      inside: Database,
    ): Promise<{ readonly gone: readonly number[]; readonly emptied: readonly Experiment[] }> {
      const orphan = sql`e.tenant_id = ${tenant} and e.owner_id is null`;
      const isOthers = sql`(e.closed_at is null or e.alone) and exists (
        select from experiment_part t where t.tenant_id = e.tenant_id and t.experiment_id = e.experiment_id)`;
      const { rows } = await sql<{ experiment_id: number }>`delete from experiment e
        where ${orphan} and not (e.closed_at is not null and e.keep) and not (${isOthers})
        returning e.experiment_id`.execute(inside);
      await sql`update experiment e set form_id = null where ${orphan} and e.form_id is not null`.execute(
        inside,
      );
      const { rows: emptied } = await sql<{ experiment_id: number }>`
        update experiment e set hypothesis = '', counted = case when e.counted is null then null else '' end, baseline = '',
          design_said = null, success = '', code = upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)),
          made_at = date_trunc('month', e.made_at)
        where ${orphan} and not e.keep and e.hypothesis <> '' returning e.experiment_id`.execute(inside);
      const ids = emptied.map(({ experiment_id }) => experiment_id);
      return {
        gone: rows.map(({ experiment_id }) => experiment_id),
        emptied: await this.these(tenant, ids, inside),
      };
    },

    async wish(key: PersonKey, learnings: boolean): Promise<void> {
      await sql`insert into experiment_wish (tenant_id, person_id, learnings) values (${key.tenant}, ${key.id}, ${learnings}::boolean)
        on conflict (tenant_id, person_id) do update set learnings = excluded.learnings`.execute(db);
    },
    async wishOf(key: PersonKey): Promise<boolean | undefined> {
      const { rows } = await sql<{ learnings: boolean }>`select learnings from experiment_wish
        where tenant_id = ${key.tenant} and person_id = ${key.id}`.execute(db);
      return rows[0]?.learnings;
    },

    async importedDesigns(): Promise<readonly Design[]> {
      const { rows } = await sql<{ body: Design }>`select body from experiment_design
        order by (body->>'at')::int, code`.execute(db);
      return rows.map(({ body }) => body);
    },
    async importDesigns(designs: readonly Design[]): Promise<void> {
      await db.transaction().execute(async (inside) => {
        for (const [at, design] of designs.entries())
          await sql`insert into experiment_design (code, body) values (${design.code}, ${JSON.stringify({ ...design, at })}::jsonb)
            on conflict (code) do update set body = excluded.body`.execute(inside);
      });
    },

    async counts({ tenant, id }: PersonKey) {
      const { rows } = await sql<{ owned: number; parts: number; records: number }>`select
        (select count(*)::int from experiment where tenant_id = ${tenant} and owner_id = ${id}) as owned,
        (select count(*)::int from experiment_part where tenant_id = ${tenant} and person_id = ${id}) as parts,
        (select count(*)::int from experiment_record where tenant_id = ${tenant} and person_id = ${id})
          + (select count(*)::int from experiment_entry where tenant_id = ${tenant} and person_id = ${id}) as records`.execute(
        db,
      );
      return rows[0] ?? { owned: 0, parts: 0, records: 0 };
    },

    /** As it stands in the tables; undefined where nothing is kept. */
    async exported({ tenant, id }: PersonKey): Promise<object | undefined> {
      const of = async (table: string, who: string, order: string) => {
        const { rows } = await sql`select * from ${sql.table(table)} where tenant_id = ${tenant}
          and ${sql.ref(who)} = ${id} order by ${sql.ref(order)}`.execute(db);
        return rows;
      };
      const { rows: deliveries } = await sql`select * from delivery
        where tenant_id = ${tenant} and person_id = ${id} and kind = ${EXPERIMENT} order by due_at`.execute(
        db,
      );
      const all = {
        proposed: await of("experiment", "owner_id", "experiment_id"),
        takenPartIn: await of("experiment_part", "person_id", "experiment_id"),
        recorded: await of("experiment_record", "person_id", "recorded_at"),
        entries: await of("experiment_entry", "person_id", "tagged_at"),
        wish: await of("experiment_wish", "person_id", "person_id"),
        deliveries,
      };
      return Object.values(all).every(({ length }) => length === 0) ? undefined : all;
    },
  };
}

/** What stands in the table was checked when it was saved. */
const experimentIn = (row: Row): Experiment => ({
  tenant: row.tenant_id,
  id: row.experiment_id,
  owner: row.owner_id ?? undefined,
  language: row.language,
  hypothesis: row.hypothesis,
  task: row.task,
  app: row.app,
  counted: row.counted ?? undefined,
  baseline: row.baseline,
  known: row.known_by,
  design: row.design,
  designSaid: row.design_said ?? undefined,
  starts: row.starts_on,
  ends: row.ends_on,
  openTo: row.open_to,
  code: row.code,
  success: row.success,
  copyOf: row.copy_of ?? undefined,
  copies: row.copies,
  closed:
    row.closed_at === null || row.verdict === null
      ? undefined
      : {
          at: row.closed_at,
          verdict: row.verdict,
          learned: row.learned ?? "",
          next: row.next ?? undefined,
          keep: row.keep,
          alone: row.alone,
          result: row.result ?? { used: undefined, without: undefined },
        },
});
