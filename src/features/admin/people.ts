import type { PersonId, TenantId } from "../../core/person.ts";
import type { Enrolment } from "../../core/ports.ts";
import { type Grade, grades, type Profession, professions } from "../../core/taxonomy.ts";

const columns = ["id", "tenant", "department", "grade", "profession", "manager"] as const;

/** A row of a staff list, as its columns were named. */
export type Row = Readonly<Record<string, string>>;

export type StaffList =
  | { readonly ok: true; readonly people: readonly Enrolment[] }
  | { readonly ok: false; readonly problems: readonly string[] };

const ID = /^[0-9a-zA-Z._-]{1,64}$/;
const LONGEST_DEPARTMENT = 200;
const LONGEST_HEADING = 40;
/** Line 1 is the heading. */
const FIRST_LINE = 2;

/**
 * Reads a staff list: `id` (Entra object id), and if there are such columns `tenant`, `department`, `grade`,
 * `profession`, `manager`. Grades and professions may be ids or English labels. What is wrong is named by its line.
 */
export function readStaffList(rows: readonly Row[], tenant: string | undefined): StaffList {
  const read = rows.map((row, at) => readRow(row, tenant, at + FIRST_LINE));
  const problems = [...strangeColumnsOf(rows), ...read.flatMap((line) => (Array.isArray(line) ? line : []))];
  problems.push(...repeatsIn(read));
  if (rows.length === 0) problems.push("The list is empty.");
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, people: read.flatMap((line) => (Array.isArray(line) ? [] : [line as Enrolment])) };
}

/** A misspelt heading would be taken for a column that isn't there. An empty one, which spreadsheets leave, is none. */
function strangeColumnsOf([row = {}]: readonly Row[]): readonly string[] {
  const strange = Object.keys(row).filter((name) => name !== "" && !columns.some((known) => known === name));
  const named = strange.map((name) => `“${name.slice(0, LONGEST_HEADING)}”`).join(", ");
  return strange.length === 0
    ? []
    : [`line 1: no column is called ${named}; there may be ${columns.join(", ")}`];
}

/** Which of two rows is true of somebody isn't ours to choose. */
function repeatsIn(read: readonly (Enrolment | string[])[]): readonly string[] {
  const first = new Map<string, number>();
  return read.flatMap((person, at) => {
    if (Array.isArray(person)) return [];
    const key = `${person.tenant} ${person.id}`;
    const earlier = first.get(key);
    if (earlier !== undefined) return [`line ${at + FIRST_LINE}: the same person as on line ${earlier}`];
    first.set(key, at + FIRST_LINE);
    return [];
  });
}

function readRow(row: Row, fallback: string | undefined, line: number): Enrolment | string[] {
  const field = (name: string) => row[name]?.trim() || undefined;
  const [id, tenant, manager] = [field("id"), field("tenant") ?? fallback, field("manager")];
  const [grade, profession] = [idIn(grades, field("grade")), idIn(professions, field("profession"))];
  const problems = [
    ...(id === undefined || !ID.test(id) ? [`line ${line}: id is missing or not an object id`] : []),
    ...(tenant === undefined || !ID.test(tenant)
      ? [`line ${line}: tenant is missing; add the column or --tenant`]
      : []),
    ...(manager !== undefined && !ID.test(manager) ? [`line ${line}: manager is not an object id`] : []),
    ...(manager !== undefined && manager.toLowerCase() === id?.toLowerCase()
      ? [`line ${line}: nobody is their own manager`]
      : []),
    ...(grade === "unknown" ? [`line ${line}: grade is not in the list`] : []),
    ...(profession === "unknown" ? [`line ${line}: profession is not in the list`] : []),
  ];
  if (problems.length > 0) return problems;
  const has = (name: string) => Object.hasOwn(row, name);
  return {
    id: (id ?? "").toLowerCase() as PersonId,
    tenant: (tenant ?? "").toLowerCase() as TenantId,
    ...(has("department") ? { department: field("department")?.slice(0, LONGEST_DEPARTMENT) } : {}),
    ...(has("grade") ? { grade: grade as Grade | undefined } : {}),
    ...(has("profession") ? { profession: profession as Profession | undefined } : {}),
    ...(has("manager") ? { manager: manager?.toLowerCase() as PersonId | undefined } : {}),
  };
}

function idIn(list: Readonly<Record<string, { en: string }>>, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const wanted = text.toLowerCase();
  return Object.keys(list).find((id) => id === wanted || list[id]?.en.toLowerCase() === wanted) ?? "unknown";
}

/** The tenant of the invented department, which the Playground's configuration names too. */
export const DEMO_TENANT = "11111111-1111-4111-8111-111111111111" as TenantId;

const demoId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}` as PersonId;

const demoProfessions: readonly Profession[] = [
  "policy",
  "operational-delivery",
  "digital",
  "project-delivery",
  "finance",
  "communications",
];
const demoGrades: readonly Grade[] = ["eo", "heo", "seo", "ao", "heo", "eo"];

/**
 * An invented department of 40: one director, three deputies, six team leads with five people each. Nobody has a name.
 * Number 11, in the first team, is who the Playground's user plays.
 */
export function inventedDepartment(tenant: TenantId): readonly Enrolment[] {
  const person = (n: number, manager: number | undefined, grade: Grade): Enrolment => ({
    tenant,
    id: demoId(n),
    department: "Department for Examples",
    grade,
    profession: demoProfessions[n % demoProfessions.length],
    manager: manager === undefined ? undefined : demoId(manager),
  });
  const numbers = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
  return [
    person(1, undefined, "scs"),
    ...numbers(2, 3).map((n) => person(n, 1, "g6")),
    ...numbers(5, 6).map((n) => person(n, 2 + ((n - 5) % 3), "g7")),
    ...numbers(11, 30).map((n) => person(n, 5 + ((n - 11) % 6), demoGrades[n % demoGrades.length] ?? "heo")),
  ];
}
