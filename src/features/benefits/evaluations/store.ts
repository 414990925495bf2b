import { sql } from "kysely";
import type { Range } from "../../../core/bootstrap.ts";
import { addDays, type Day } from "../../../core/calendar.ts";
import { type Database, type Migrations, ownedByPerson } from "../../../core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../../core/person.ts";
import type { NoFigure } from "../../../core/published.ts";
import type { Outcome } from "./effect.ts";
import type { Basis, Member } from "./history.ts";

export const evaluationMigrations: Migrations = {
  "benefits/0003-evaluation": [
    // A question, asked before its weeks begin. What is kept of figures has been through the gate.
    `create table benefit_evaluation (
      evaluation_id int primary key generated always as identity,
      tenant_id text not null,
      outcome text not null,
      design text not null check (design in ('hold-out', 'stepped')),
      from_day date not null,
      weeks int not null check (weeks between 1 and 26),
      worthwhile double precision not null,
      planned_by text not null,
      planned_at timestamptz not null,
      recent_until date,
      history_until date,
      tips int not null,
      held_out int not null,
      figures jsonb,
      state text not null check (state in ('planned', 'refused', 'withdrawn', 'done', 'not known')),
      result jsonb,
      done_at timestamptz
    )`,
    "create index benefit_evaluation_of on benefit_evaluation (tenant_id, evaluation_id)",
    // What happened to it and who did it. No statement of this feature changes or deletes a line.
    `create table benefit_evaluation_event (
      evaluation_id int not null references benefit_evaluation,
      nth int not null,
      at timestamptz not null,
      step text not null check (step in ('planned', 'refused', 'amended', 'withdrawn', 'done', 'not known')),
      by_whom text not null,
      why text,
      change jsonb not null,
      started boolean not null,
      primary key (evaluation_id, nth)
    )`,
    // Who is counted, and in which arm: as it was before the start, but for those who were forgotten since.
    `create table benefit_cohort (
      tenant_id text not null,
      person_id text not null,
      evaluation_id int not null references benefit_evaluation,
      arm text not null check (arm in ('tips', 'held-out')),
      unit int not null,
      history boolean not null,
      primary key (tenant_id, person_id, evaluation_id),
      ${ownedByPerson}
    )`,
    "create index benefit_cohort_of on benefit_cohort (evaluation_id)",
  ],
};

export type DesignName = "hold-out" | "stepped";
export type State = "planned" | "refused" | "withdrawn" | "done" | "not known";
export type PerArm = Readonly<Record<Outcome["arm"], number>>;

/** What can be shown, as it was told before the start. Sizes are rounded to five. */
export interface Figures extends Basis {
  readonly people: PerArm;
  readonly units: PerArm;
  readonly teamSize: number;
  /** Undefined where an arm is too small to show anything at all. */
  readonly smallest?: number;
  readonly power: number;
}

/** What came of it, as the gate let it out. */
export type Result =
  | { readonly none: NoFigure }
  | { readonly kind: "refused"; readonly because: "underpowered" | "too few in an arm" }
  | {
      readonly kind: "evaluated";
      readonly effect: Range;
      readonly unadjusted: Range;
      readonly adjusted: boolean;
      readonly explained: number;
      readonly people: PerArm;
      readonly units: PerArm;
      /** How many have left it since it was planned, up to the next five. */
      readonly left: PerArm;
      readonly endedEarly: boolean;
      readonly verdict: "more" | "less" | "no difference found";
    };

export interface Draft {
  readonly tenant: TenantId;
  readonly outcome: string;
  readonly design: DesignName;
  readonly from: Day;
  readonly weeks: number;
  readonly worthwhile: number;
  readonly by: string;
}

export interface Windows {
  /** The Mondays before which people's recent weeks, and their history from before lots were drawn, end. */
  readonly recentUntil?: Day | undefined;
  readonly historyUntil?: Day | undefined;
}

export interface Kept extends Draft, Windows {
  readonly id: number;
  readonly plannedAt: Date;
  /** As many as were assigned. For working out alone: what is shown is rounded. */
  readonly assigned: { readonly tips: number; readonly heldOut: number };
  readonly figures: Figures | undefined;
  readonly state: State;
  readonly result: Result | undefined;
  readonly doneAt: Date | undefined;
}

export interface Happened {
  readonly at: Date;
  readonly step: "planned" | "refused" | "amended" | "withdrawn" | "done" | "not known";
  readonly by: string;
  readonly why?: string | undefined;
  readonly change: Change;
  /** Whether its weeks had begun, so that some of the outcome could have been known. */
  readonly started: boolean;
}

/** What was asked for, and what could be shown with it. */
export interface Change {
  readonly weeks?: number;
  readonly worthwhile?: number;
  readonly figures?: Figures | undefined;
}

interface Row {
  readonly evaluation_id: number;
  readonly tenant_id: TenantId;
  readonly outcome: string;
  readonly design: DesignName;
  readonly from_day: Day;
  readonly weeks: number;
  readonly worthwhile: number;
  readonly planned_by: string;
  readonly planned_at: Date;
  readonly recent_until: Day | null;
  readonly history_until: Day | null;
  readonly tips: number;
  readonly held_out: number;
  readonly figures: Figures | null;
  readonly state: State;
  readonly result: Result | null;
  readonly done_at: Date | null;
}

const keptIn = (row: Row): Kept => ({
  id: row.evaluation_id,
  tenant: row.tenant_id,
  outcome: row.outcome,
  design: row.design,
  from: row.from_day,
  weeks: row.weeks,
  worthwhile: row.worthwhile,
  by: row.planned_by,
  plannedAt: row.planned_at,
  recentUntil: row.recent_until ?? undefined,
  historyUntil: row.history_until ?? undefined,
  assigned: { tips: row.tips, heldOut: row.held_out },
  figures: row.figures ?? undefined,
  state: row.state,
  result: row.result ?? undefined,
  doneAt: row.done_at ?? undefined,
});

/** Half a million are no parameter. */
const AT_ONCE = 10_000;
const jsonOf = (value: unknown) => sql`${value === undefined ? null : JSON.stringify(value)}::jsonb`;

export const endOf = ({ from, weeks }: Pick<Draft, "from" | "weeks">): Day => addDays(from, 7 * weeks);

export type EvaluationStore = ReturnType<typeof evaluationStore>;

export function evaluationStore(db: Database) {
  return {
    /** The one organisation that there is, or undefined where there are several or none. */
    async onlyTenant(): Promise<TenantId | undefined> {
      const { rows } = await sql<{ tenant_id: TenantId }>`
        select distinct tenant_id from person limit 2`.execute(db);
      return rows.length === 1 ? rows[0]?.tenant_id : undefined;
    },

    /** All of it or nothing. Where it is planned, answers the other one of the same question whose weeks it would share. */
    async keep(
      draft: Draft & Windows & Pick<Kept, "assigned" | "figures" | "state">,
      members: readonly Member[],
      event: Omit<Happened, "by">,
    ): Promise<{ readonly id: number } | { readonly overlaps: number }> {
      return db.transaction().execute(async (trx) => {
        if (draft.state === "planned") {
          const overlaps = await overlapping(trx, draft);
          if (overlaps !== undefined) return { overlaps };
        }
        const { rows } = await sql<{ id: number }>`
          insert into benefit_evaluation (tenant_id, outcome, design, from_day, weeks, worthwhile, planned_by, planned_at,
            recent_until, history_until, tips, held_out, figures, state)
          values (${draft.tenant}, ${draft.outcome}, ${draft.design}, ${draft.from}::date, ${draft.weeks}, ${draft.worthwhile},
            ${draft.by}, ${event.at}, ${draft.recentUntil ?? null}::date, ${draft.historyUntil ?? null}::date,
            ${draft.assigned.tips}, ${draft.assigned.heldOut}, ${jsonOf(draft.figures)}, ${draft.state})
          returning evaluation_id as id`.execute(trx);
        const id = rows[0]?.id ?? 0;
        await note(trx, id, { ...event, by: draft.by });
        await enlist(trx, { ...draft, id }, members);
        return { id };
      });
    },

    async one(tenant: TenantId, id: number): Promise<Kept | undefined> {
      const { rows } = await sql<Row>`
        select * from benefit_evaluation where tenant_id = ${tenant} and evaluation_id = ${id}`.execute(db);
      return rows[0] && keptIn(rows[0]);
    },

    /** All there ever were, the newest first. */
    async all(tenant: TenantId): Promise<readonly Kept[]> {
      const { rows } = await sql<Row>`
        select * from benefit_evaluation where tenant_id = ${tenant} order by evaluation_id desc`.execute(db);
      return rows.map(keptIn);
    },

    /** Those whose weeks ended on this day or before, and that aren't answered. */
    async over(day: Day): Promise<readonly Kept[]> {
      const { rows } = await sql<Row>`select * from benefit_evaluation
        where state = 'planned' and from_day + 7 * weeks <= ${day}::date order by evaluation_id`.execute(db);
      return rows.map(keptIn);
    },

    async events(id: number): Promise<readonly Happened[]> {
      const { rows } = await sql<Omit<Happened, "why"> & { why: string | null }>`
        select at, step, by_whom as by, why, change, started from benefit_evaluation_event
        where evaluation_id = ${id} order by nth`.execute(db);
      return rows.map((row) => ({ ...row, why: row.why ?? undefined }));
    },

    async members(id: number): Promise<readonly Member[]> {
      const { rows } = await sql<Member>`
        select person_id as id, arm, unit, history from benefit_cohort where evaluation_id = ${id} order by 1`.execute(
        db,
      );
      return rows;
    },

    note: (id: number, event: Happened) => note(db, id, event),

    /** False where somebody else changed it meanwhile, or its new weeks are another's. */
    async amend(
      now: Kept,
      to: Required<Omit<Change, "figures">> & Pick<Kept, "figures">,
      event: Happened,
    ): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        if ((await overlapping(trx, { ...now, ...to })) !== undefined) return false;
        const { rows } = await sql`
          update benefit_evaluation set weeks = ${to.weeks}, worthwhile = ${to.worthwhile}, figures = ${jsonOf(to.figures)}
          where ${untouched(now)} returning evaluation_id`.execute(trx);
        if (rows.length > 0) await note(trx, now.id, event);
        return rows.length > 0;
      });
    },

    /** The end of it, once and for all: false where somebody else was quicker. */
    async end(
      now: Kept,
      to: { readonly state: "withdrawn" | "done" | "not known"; readonly result?: Result },
      event: Happened,
    ): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const { rows } = await sql`
          update benefit_evaluation set state = ${to.state}, result = ${jsonOf(to.result)}, done_at = ${event.at}
          where ${untouched(now)} returning evaluation_id`.execute(trx);
        if (rows.length > 0) await note(trx, now.id, event);
        return rows.length > 0;
      });
    },

    /** Where somebody is counted, for themselves. */
    async ofPerson({ tenant, id }: PersonKey): Promise<readonly OfPerson[]> {
      const { rows } = await sql<OfPerson>`
        select c.evaluation_id, c.arm, c.unit, c.history, e.outcome, e.design, e.from_day, e.weeks, e.state
        from benefit_cohort c join benefit_evaluation e using (evaluation_id)
        where c.tenant_id = ${tenant} and c.person_id = ${id} order by c.evaluation_id`.execute(db);
      return rows;
    },
  };
}

export interface OfPerson {
  readonly evaluation_id: number;
  readonly arm: Outcome["arm"];
  readonly unit: number;
  readonly history: boolean;
  readonly outcome: string;
  readonly design: DesignName;
  readonly from_day: Day;
  readonly weeks: number;
  readonly state: State;
}

const untouched = ({ id, weeks, worthwhile }: Kept) =>
  sql`evaluation_id = ${id} and state = 'planned' and weeks = ${weeks} and worthwhile = ${worthwhile}`;

/** Two answers on weeks they share could be of cohorts that differ by one person, whose figure would be the difference. */
async function overlapping(
  trx: Database,
  draft: Omit<Draft, "by"> & { readonly id?: number },
): Promise<number | undefined> {
  await sql`lock table benefit_evaluation in share row exclusive mode`.execute(trx);
  const { rows } = await sql<{ id: number }>`
    select evaluation_id as id from benefit_evaluation where tenant_id = ${draft.tenant} and outcome = ${draft.outcome}
      and design = ${draft.design} and state in ('planned', 'done') and evaluation_id <> ${draft.id ?? 0}
      and from_day < ${endOf(draft)}::date and from_day + 7 * weeks > ${draft.from}::date
    order by 1 limit 1`.execute(trx);
  return rows[0]?.id;
}

async function note(on: Database, id: number, event: Happened): Promise<void> {
  await sql`insert into benefit_evaluation_event (evaluation_id, nth, at, step, by_whom, why, change, started)
    select ${id}::int, coalesce(max(nth), 0) + 1, ${event.at}::timestamptz, ${event.step}::text, ${event.by}::text,
      ${event.why ?? null}::text, ${jsonOf(event.change)}, ${event.started}::boolean
    from benefit_evaluation_event where evaluation_id = ${id}`.execute(on);
}

async function enlist(
  trx: Database,
  { id, tenant }: Pick<Kept, "id" | "tenant">,
  members: readonly Member[],
): Promise<void> {
  for (let at = 0; at < members.length; at += AT_ONCE) {
    const some = members.slice(at, at + AT_ONCE);
    const ids: readonly PersonId[] = some.map((one) => one.id);
    await sql`insert into benefit_cohort (tenant_id, person_id, evaluation_id, arm, unit, history)
      select p.tenant_id, p.person_id, ${id}::int, m.arm, m.unit, m.history
      from (select unnest(${ids}::text[]) as person_id, unnest(${some.map(({ arm }) => arm)}::text[]) as arm,
        unnest(${some.map(({ unit }) => unit)}::int[]) as unit,
        unnest(${some.map(({ history }) => history)}::boolean[]) as history) m
      join person p on p.tenant_id = ${tenant} and p.person_id = m.person_id for key share of p`.execute(trx);
  }
}
