import type { DirectoryChange } from "../../core/adoption-source.ts";
import type { PersonId } from "../../core/person.ts";

type Row = Readonly<Record<string, string>>;

/** Headings as letters alone: Entra's downloads, PowerShell and people write the same things in several ways. */
const plain = (heading: string): string => heading.toLowerCase().replace(/[^a-z]/g, "");

type Field =
  | "id"
  | "signInName"
  | "department"
  | "jobTitle"
  | "company"
  | "office"
  | "country"
  | "enabled"
  | "userType"
  | "manager"
  | "licensed";

const fields: Readonly<Record<string, Field>> = {
  id: "id",
  objectid: "id",
  userprincipalname: "signInName",
  username: "signInName",
  department: "department",
  jobtitle: "jobTitle",
  title: "jobTitle",
  companyname: "company",
  company: "company",
  officelocation: "office",
  office: "office",
  country: "country",
  countryorregion: "country",
  accountenabled: "enabled",
  enabled: "enabled",
  usertype: "userType",
  manager: "manager",
  managerid: "manager",
  licensed: "licensed",
};

const texts = ["department", "jobTitle", "company", "office", "country"] as const;
const ID = /^[0-9a-zA-Z._-]{1,64}$/;
const FIRST_LINE = 2;
const yes: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

export type DirectoryFile =
  | { readonly ok: true; readonly people: readonly DirectoryChange[]; readonly saysLicences: boolean }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * A list of users as an administrator downloads it from Entra: everybody, one a line. Of its columns those are taken that
 * Graph would be asked for; names, addresses and telephone numbers aren't read. `plan` stands for a licence.
 */
export function readDirectoryFile(rows: readonly Row[], plan: string): DirectoryFile {
  const found = new Map(
    Object.keys(rows[0] ?? {}).flatMap((heading) => {
      const field = fields[plain(heading)];
      return field === undefined ? [] : [[field, heading] as const];
    }),
  );
  const missing = (["id", "signInName"] as const).filter((field) => !found.has(field));
  if (missing.length > 0) return { ok: false, problems: [NEEDED] };
  const read = rows.map((row, at) => readRow(row, found, plan, at + FIRST_LINE));
  const problems = [...read.flatMap((line) => (typeof line === "string" ? [line] : [])), ...repeatsIn(read)];
  if (problems.length > 0) return { ok: false, problems };
  const people = read.flatMap((line) => (typeof line === "string" ? [] : [line]));
  return { ok: true, people, saysLicences: found.has("licensed") };
}

const NEEDED = "the columns id (or object id) and userPrincipalName are needed";

function readRow(
  row: Row,
  found: ReadonlyMap<Field, string>,
  plan: string,
  line: number,
): DirectoryChange | string {
  const cell = (field: Field) => {
    const heading = found.get(field);
    return heading === undefined ? undefined : (row[heading] ?? "").trim();
  };
  const [id, name, manager] = [cell("id") ?? "", cell("signInName") ?? "", cell("manager")];
  if (!ID.test(id)) return `line ${line}: id is missing or not an object id`;
  if (!name.includes("@")) return `line ${line}: userPrincipalName is missing or not one`;
  if (manager && !ID.test(manager)) return `line ${line}: manager is not an object id`;
  const [enabled, licensed] = [answerIn(cell("enabled")), answerIn(cell("licensed"))];
  if (enabled === "unclear" || licensed === "unclear")
    return `line ${line}: accountEnabled and licensed take true or false`;
  return {
    ...{ id: id.toLowerCase() as PersonId, signInName: name.toLowerCase() }, // checked above
    ...Object.fromEntries(texts.flatMap((field) => (found.has(field) ? [[field, cell(field) || null]] : []))),
    ...(enabled === undefined ? {} : { enabled }),
    guest: cell("userType")?.toLowerCase() === "guest" || /#ext#/i.test(name),
    ...(licensed === undefined ? {} : { plans: licensed ? [plan] : [] }),
    ...(manager === undefined ? {} : { manager: (manager.toLowerCase() || null) as PersonId | null }), // as above
  };
}

/** An empty cell says nothing. */
function answerIn(cell: string | undefined): boolean | undefined | "unclear" {
  if (cell === undefined || cell === "") return undefined;
  return yes[cell.toLowerCase()] ?? "unclear";
}

/** Which of two lines is true of somebody isn't ours to choose, nor whose a sign-in name is that two have. */
function repeatsIn(read: readonly (DirectoryChange | string)[]): readonly string[] {
  const first = new Map<string, number>();
  return read.flatMap((line, at) => {
    if (typeof line === "string") return [];
    const [id, name] = [`id ${line.id}`, `name ${line.signInName}`];
    const [samePerson, sameName] = [first.get(id), first.get(name)];
    for (const key of [id, name]) if (!first.has(key)) first.set(key, at + FIRST_LINE);
    if (samePerson !== undefined)
      return [`line ${at + FIRST_LINE}: the same person as on line ${samePerson}`];
    if (sameName === undefined) return [];
    return [`line ${at + FIRST_LINE}: the same userPrincipalName as on line ${sameName}`];
  });
}
