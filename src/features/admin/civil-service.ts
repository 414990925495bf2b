import { type RawBuilder, sql } from "kysely";
import { z } from "zod/v4";
import type { TenantId } from "../../core/person.ts";
import { grades, idsOf, professions } from "../../core/taxonomy.ts";

const count = z.number().int().min(0);
const UNKNOWN = "unknown";
const grade = z.enum([...idsOf(grades), UNKNOWN]);
const profession = z.enum([...idsOf(professions), UNKNOWN]);

/** content/statistics: how many people there are, by department and grade, and by profession. */
export const StatisticsFile = z.object({
  source: z.string(),
  departments: z
    .array(z.object({ name: z.string(), headcount: count, grades: z.partialRecord(grade, count) }))
    .min(1),
  professions: z.partialRecord(profession, count),
});
export type Statistics = z.infer<typeof StatisticsFile>;

/** People numbered from one to the next, who are alike. */
interface Cell {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

/** `total` shared out as `weights` say, each a whole number, adding up exactly: the largest remainders get what is left. */
function sharedOut(weights: readonly number[], total: number): readonly number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (weight * total) / all);
  const left = total - exact.reduce((sum, each) => sum + Math.floor(each), 0);
  const more = new Set(
    exact
      .map((each, at) => ({ at, rest: each - Math.floor(each) }))
      .sort((a, b) => b.rest - a.rest || a.at - b.at)
      .slice(0, left)
      .map(({ at }) => at),
  );
  return exact.map((each, at) => Math.floor(each) + (more.has(at) ? 1 : 0));
}

function cellsOf(weights: readonly (readonly [string, number])[], total: number): readonly Cell[] {
  const sizes = sharedOut(
    weights.map(([, weight]) => weight),
    total,
  );
  let from = 0;
  return weights.map(([name], at) => {
    const cell = { name, from, until: from + (sizes[at] ?? 0) };
    from = cell.until;
    return cell;
  });
}

const SPAN = 8;
/** Prime, and larger than any number of people: multiplied by it, numbers are shuffled and none is lost. */
const SHUFFLE = 1_000_003;

/**
 * An invented civil service, selected as rows of `person`: numbers, no names. In each department the most senior come
 * first and each has up to eight below them. Professions are dealt out over everybody, so they don't go with grades.
 */
export function inventedCivilService(
  tenant: TenantId,
  statistics: Statistics,
  total: number,
): RawBuilder<unknown> {
  const departments = cellsOf(
    statistics.departments.map(({ name, headcount }) => [name, headcount]),
    total,
  );
  const graded = statistics.departments.flatMap((department, at) => {
    const { from = 0, until = 0 } = departments[at] ?? {};
    const cells = cellsOf(
      Object.entries(department.grades).map(([id, people]) => [id, people ?? 0]),
      until - from,
    );
    return cells.map((cell) => ({
      ...cell,
      department: department.name,
      start: from,
      from: from + cell.from,
      until: from + cell.until,
    }));
  });
  const dealt = cellsOf(
    Object.entries(statistics.professions).map(([id, people]) => [id, people ?? 0]),
    total,
  );
  const id = (n: string) => sql`'00000000-0000-4000-9000-' || lpad((${sql.raw(n)})::text, 12, '0')`;
  return sql`
    select ${tenant}::text as tenant_id, ${id("n + 1")} as person_id, g.department,
      case when n > g.start then ${id(`(g.start + (n - g.start - 1) / ${SPAN}) + 1`)} end as manager_id,
      nullif(g.grade, ${UNKNOWN}) as grade, nullif(p.profession, ${UNKNOWN}) as profession
    from (select unnest(${graded.map((cell) => cell.department)}::text[]) as department, unnest(${graded.map(({ name }) => name)}::text[]) as grade,
      unnest(${graded.map(({ start }) => start)}::int[]) as start, unnest(${graded.map(({ from }) => from)}::int[]) as first,
      unnest(${graded.map(({ until }) => until)}::int[]) as past) g
    cross join lateral generate_series(g.first, g.past - 1) as n
    join (select unnest(${dealt.map(({ name }) => name)}::text[]) as profession, unnest(${dealt.map(({ from }) => from)}::int[]) as first,
      unnest(${dealt.map(({ until }) => until)}::int[]) as past) p
      on (n::bigint * ${SHUFFLE}::bigint) % ${total}::bigint >= p.first and (n::bigint * ${SHUFFLE}::bigint) % ${total}::bigint < p.past`;
}
