import { type RawBuilder, sql } from "kysely";
import type { SegmentsOf } from "../../core/feature.ts";
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

const fields = [
  "department",
  "grade",
  "profession",
  "nation",
  "segment",
  "manager",
  "id",
  "list",
  "had",
] as const;
type Field = (typeof fields)[number];

/** How an audience is written, to be shown where one can't be read. */
export const HOW =
  'Write “everyone”, or parts that must all hold: department:"HM Example", grade:heo,seo, profession:policy, nation:scotland, ' +
  "manager:<object id> (everybody below them), segment:lapsed (how they use Copilot; with department, grade, profession and nation " +
  "only, and for ten or more). A “-” before a part means “not”. Or one of these by itself: " +
  "id:<object id>,<object id>, list:<file of object ids>, had:<tip id> (whoever was sent that tip).";

/** With another part, or with “not”, these would tell of a few what is known of them, by who is left. */
const alone: ReadonlySet<Field> = new Set<Field>(["id", "list", "had"]);

/** What a segment goes with: whoever is left in or out must stay one of many. */
const withSegment: ReadonlySet<Field> = new Set<Field>([
  "segment",
  "department",
  "grade",
  "profession",
  "nation",
]);

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
  const single = parts.find(({ field }) => alone.has(field));
  if (single !== undefined && (single.not || parts.length > 1))
    return `“${single.field}:” stands by itself: without “-” and without other parts. ${HOW}`;
  const segments = parts.filter(({ field }) => field === "segment");
  if (
    segments.some(({ not }) => not) ||
    (segments.length > 0 && parts.some(({ field }) => !withSegment.has(field)))
  )
    return `“segment:” goes without “-”, and only with department, grade, profession and nation. ${HOW}`;
  return parts.length === 0 ? `The audience is empty. ${HOW}` : parts;
}

/** The values of one part: a file's path, the tips of “had:”. */
export const valuesOf = (audience: Audience, wanted: Field): readonly string[] =>
  audience.flatMap(({ field, values }) => (field === wanted ? values : []));

function partOf(field: Field, not: boolean, value: string): Part | string {
  const inQuotes = value.startsWith('"');
  const plain = inQuotes ? value.slice(1, -1) : value;
  const list = inQuotes || field === "list" ? [plain] : plain.split(",");
  const values = list
    .map((each) => (field === "department" || field === "list" ? each.trim() : each.trim().toLowerCase()))
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

/** The same people, however they use Copilot; undefined where that isn't asked. */
export const withoutSegment = (audience: Audience): Audience | undefined =>
  audience.some(({ field }) => field === "segment")
    ? audience.filter(({ field }) => field !== "segment")
    : undefined;

/** Whose audience it is. */
export interface Scope {
  readonly tenant: string;
  /** Where its list is, if it has one. */
  readonly campaign: number;
  /** A condition on the person `p`: they had this tip. */
  readonly hadBy: (tip: string) => RawBuilder<boolean>;
  readonly inSegment: (name: string) => RawBuilder<boolean>;
}

/** What other features know of people, each as a condition on the person `p`. */
export interface Knowledge {
  readonly hadBy: Scope["hadBy"];
  readonly segments: () => SegmentsOf | undefined;
}

/** A condition on the person `p`, who is in the scope's tenant. */
export function conditionOf(audience: Audience, scope: Scope): RawBuilder<boolean> {
  if (audience.length === 0) return sql<boolean>`true`;
  const parts = audience.map(({ field, not, values }) => {
    const holds = holdsFor(field, values, scope);
    return not ? sql<boolean>`not (${holds})` : holds;
  });
  return sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

function holdsFor(
  field: Field,
  values: readonly string[],
  { tenant, campaign, hadBy, inSegment }: Scope,
): RawBuilder<boolean> {
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
    case "list":
      return sql<boolean>`p.person_id in (select l.person_id from campaign_member l
        where l.campaign_id = ${campaign} and l.tenant_id = ${tenant})`;
    case "had":
      return sql<boolean>`(${sql.join(values.map(hadBy), sql` or `)})`;
    case "segment":
      return sql<boolean>`(${sql.join(values.map(inSegment), sql` or `)})`;
    case "manager":
      // "union" without "all": a tree that bites its own tail ends all the same.
      return sql<boolean>`p.person_id in (
        with recursive below as (
          select m.person_id from person m where m.tenant_id = ${tenant} and m.manager_id = any(${values}::text[])
          union
          select m.person_id from person m join below on m.manager_id = below.person_id where m.tenant_id = ${tenant})
        select person_id from below)`;
  }
}
