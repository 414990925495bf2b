import { type RawBuilder, sql } from "kysely";
import { type Nation, nations } from "../../core/person.ts";
import { grades, professions } from "../../core/taxonomy.ts";

/** Who a campaign is for: all of the parts hold, each with one of its values, or with none of them. */
export interface Part {
  readonly field: Field;
  readonly not: boolean;
  readonly values: readonly [string, ...string[]];
}
/** No parts: everyone. */
export type Audience = readonly Part[];

const fields = ["department", "grade", "profession", "nation", "manager", "id"] as const;
type Field = (typeof fields)[number];

/** How an audience is written, to be shown where one can't be read. */
export const HOW =
  'Write “everyone”, or parts that must all hold: department:"HM Example", grade:heo,seo, profession:policy, nation:scotland, ' +
  "manager:<object id> (everybody below them), id:<object id>,<object id>. A “-” before a part means “not”.";

const MOST_VALUES = 1_000;

/** An audience, or a sentence on what isn't understood. */
export function readAudience(text: string): Audience | string {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === "everyone") return [];
  const parts: Part[] = [];
  let rest = trimmed;
  while (rest !== "") {
    const found = /^(-?)([a-z]+):("[^"]*"|[^\s"]+)(?:\s+|$)/i.exec(rest);
    if (found === null) return `“${rest.slice(0, 60)}” isn't understood. ${HOW}`;
    const [whole, minus, name = "", value = ""] = found;
    const field = fields.find((known) => known === name.toLowerCase());
    if (field === undefined) return `There is no “${name}:”. ${HOW}`;
    const part = partOf(field, minus === "-", value);
    if (typeof part === "string") return part;
    parts.push(part);
    rest = rest.slice(whole.length);
  }
  return parts.length === 0 ? `The audience is empty. ${HOW}` : parts;
}

function partOf(field: Field, not: boolean, value: string): Part | string {
  const inQuotes = value.startsWith('"');
  const list = inQuotes ? [value.slice(1, -1)] : value.split(",");
  const values = list
    .map((each) => (field === "department" ? each.trim() : each.trim().toLowerCase()))
    .filter(Boolean);
  const [first, ...more] = values;
  if (first === undefined) return `“${field}:” needs a value. ${HOW}`;
  if (values.length > MOST_VALUES) return `“${field}:” takes at most ${MOST_VALUES} values.`;
  const known = knownOf(field);
  const strange = known && values.find((each) => !known.includes(each));
  if (known && strange !== undefined)
    return `There is no ${field} “${strange.slice(0, 60)}”. There are: ${known.join(", ")}.`;
  return { field, not, values: [first, ...more] };
}

function knownOf(field: Field): readonly string[] | undefined {
  if (field === "grade") return Object.keys(grades);
  if (field === "profession") return Object.keys(professions);
  return field === "nation" ? (nations as readonly Nation[]) : undefined;
}

/** A condition on the person `p`. */
export function conditionOf(audience: Audience): RawBuilder<boolean> {
  if (audience.length === 0) return sql<boolean>`true`;
  const parts = audience.map(({ field, not, values }) => {
    const holds = holdsFor(field, values);
    return not ? sql<boolean>`not (${holds})` : holds;
  });
  return sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

function holdsFor(field: Field, values: readonly string[]): RawBuilder<boolean> {
  switch (field) {
    case "department":
      return sql<boolean>`coalesce(lower(p.department) = any(${values.map((each) => each.toLowerCase())}::text[]), false)`;
    case "grade":
      return sql<boolean>`coalesce(p.grade = any(${values}::text[]), false)`;
    case "profession":
      return sql<boolean>`coalesce(p.profession = any(${values}::text[]), false)`;
    case "nation":
      return sql<boolean>`p.nation = any(${values}::text[])`;
    case "id":
      return sql<boolean>`p.person_id = any(${values}::text[])`;
    case "manager":
      // "union" without "all": a tree that bites its own tail ends all the same.
      return sql<boolean>`p.person_id in (
        with recursive below as (
          select m.person_id from person m where m.tenant_id = p.tenant_id and m.manager_id = any(${values}::text[])
          union
          select m.person_id from person m join below on m.manager_id = below.person_id where m.tenant_id = p.tenant_id)
        select person_id from below)`;
  }
}
