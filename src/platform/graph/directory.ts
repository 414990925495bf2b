import { z } from "zod/v4";
import {
  type Cursor,
  CursorExpired,
  type DirectoryChange,
  type DirectoryPage,
  type MembersPage,
  SourceBroken,
} from "../../core/adoption-source.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import type { Graph, Question } from "./client.ts";

/** What we take of somebody, and nothing else: no name, no address, no telephone number. */
const FIELDS = [
  "id",
  "userPrincipalName",
  "department",
  "jobTitle",
  "companyName",
  "officeLocation",
  "country",
  "preferredLanguage",
  "accountEnabled",
  "userType",
  "assignedPlans",
  "manager",
];

export const usersQuestion: Question = {
  path: `/users/delta?$select=${FIELDS.join(",")}`,
  permission: "User.Read.All",
  bucket: "identity",
};

export const membersQuestion = (group: string): Question => ({
  path: `/groups/delta?$select=id,members&$filter=${encodeURIComponent(`id eq '${group.replaceAll("'", "''")}'`)}`,
  permission: "GroupMember.Read.All",
  bucket: "identity",
});

export async function peoplePage(
  graph: Graph,
  tenant: TenantId,
  from: Cursor | undefined,
): Promise<DirectoryPage> {
  const { entries, ...rest } = await page(graph, tenant, usersQuestion, from);
  return { ...rest, changes: entries.flatMap((entry) => changeIn(entry) ?? []) };
}

export async function membersPage(
  graph: Graph,
  tenant: TenantId,
  group: string,
  from: Cursor | undefined,
): Promise<MembersPage> {
  const { entries, ...rest } = await page(graph, tenant, membersQuestion(group), from);
  const groups = entries.map((entry) => Group.parse(entry)).filter(({ id }) => id === group.toLowerCase());
  const isMember = new Map<PersonId, boolean>(); // the last word on each counts
  for (const member of groups.flatMap((each) => each["members@delta"] ?? []))
    if (isPerson(member)) isMember.set(member.id as PersonId, member["@removed"] === undefined);
  const those = (wanted: boolean) => [...isMember].flatMap(([id, is]) => (is === wanted ? [id] : []));
  const gone = groups.at(-1)?.["@removed"] !== undefined;
  return { ...rest, joined: those(true), left: those(false), ...(gone ? { gone: true } : {}) };
}

const Page = z.looseObject({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().optional(),
  "@odata.deltaLink": z.string().optional(),
});

/** A cursor is the path of Graph's own link: no host can be put into it. */
async function page(graph: Graph, tenant: TenantId, question: Question, from: Cursor | undefined) {
  const path = from === undefined ? question.path : goingOn(graph, question, from);
  const body = Page.safeParse(await graph.json(tenant, { ...question, path }));
  const link = body.data?.["@odata.nextLink"] ?? body.data?.["@odata.deltaLink"];
  if (body.data === undefined || link === undefined)
    throw new SourceBroken("A page of the directory isn't what Microsoft Graph documents");
  const done = body.data["@odata.nextLink"] === undefined;
  return { entries: body.data.value, next: graph.pathOf(link) as Cursor, done };
}

/** A cursor that somebody else made, or an older version of us, is as good as none. */
function goingOn(graph: Graph, { path }: Question, from: Cursor): string {
  const stem = path.slice(0, path.indexOf("?"));
  try {
    const found = graph.pathOf(`/v1.0${from}`);
    if (found.startsWith(`${stem}?`) || found.startsWith(`${stem}()?`)) return found;
  } catch {
    // It points elsewhere.
  }
  throw new CursorExpired();
}

const id = z.string().min(1).toLowerCase();
const text = z.string().nullable().optional();
const Reference = z.looseObject({
  id,
  "@odata.type": z.string().optional(),
  "@removed": z.unknown().optional(),
});
const User = z.looseObject({
  id,
  "@removed": z.unknown().optional(),
  userPrincipalName: text,
  department: text,
  jobTitle: text,
  companyName: text,
  officeLocation: text,
  country: text,
  preferredLanguage: text,
  accountEnabled: z.boolean().nullable().optional(),
  userType: text,
  assignedPlans: z
    .array(z.looseObject({ servicePlanId: z.string().nullish(), capabilityStatus: z.string().nullish() }))
    .nullable()
    .optional(),
  "manager@delta": z.array(Reference).optional(),
});
type User = z.infer<typeof User>;
const Group = z.looseObject({
  id,
  "@removed": z.unknown().optional(),
  "members@delta": z.array(Reference).optional(),
});

/** Groups also hold devices, applications and other groups. */
const isPerson = (member: z.infer<typeof Reference>) =>
  (member["@odata.type"] ?? "#microsoft.graph.user").toLowerCase() === "#microsoft.graph.user";

/** Undefined for an entry that names nobody. */
function changeIn(entry: unknown): DirectoryChange | undefined {
  if ((entry as { id?: unknown } | null)?.id === undefined) return undefined;
  const user = User.safeParse(entry).data;
  if (user === undefined) throw new SourceBroken("Somebody in the directory can't be read");
  const person = user.id as PersonId;
  if (user["@removed"] !== undefined) return { id: person, removed: true };
  return { id: person, ...mentioned(user) };
}

/** Only what was said of them: a field that isn't there hasn't changed. */
function mentioned(user: User): Partial<DirectoryChange> {
  const said = {
    signInName: user.userPrincipalName?.toLowerCase() ?? user.userPrincipalName,
    department: user.department,
    jobTitle: user.jobTitle,
    company: user.companyName,
    office: user.officeLocation,
    country: user.country,
    language: user.preferredLanguage,
    enabled: user.accountEnabled ?? undefined,
    guest: user.userType === undefined ? undefined : user.userType?.toLowerCase() === "guest",
    plans: plansOf(user),
    manager: managerOf(user),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** What is in its days of grace can still be used. */
const ON: readonly (string | undefined)[] = ["enabled", "warning"];

/** A plan may be there twice, through one product that ended and through one that is on. */
function plansOf({ assignedPlans }: User): readonly string[] | undefined {
  if (assignedPlans === undefined) return undefined;
  const on = (assignedPlans ?? []).filter(({ capabilityStatus }) =>
    ON.includes(capabilityStatus?.toLowerCase()),
  );
  return [...new Set(on.flatMap(({ servicePlanId }) => servicePlanId?.toLowerCase() ?? []))];
}

/** Who changes manager has one removed and one added, in any order. */
function managerOf({ "manager@delta": changes }: User): PersonId | null | undefined {
  if (changes === undefined || changes.length === 0) return undefined;
  const now = changes.filter((change) => change["@removed"] === undefined).at(-1);
  return now === undefined ? null : (now.id as PersonId);
}
