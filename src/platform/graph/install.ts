import { z } from "zod/v4";
import { SourceBroken, SourceBusy, SourceRefused } from "../../core/adoption-source.ts";
import type { PersonKey, TenantId } from "../../core/person.ts";
import type { Installation, Installer } from "../../core/ports.ts";
import { type Answer, GRAPH, type Graph, type Question, retryAfter } from "./client.ts";

/** The app as the manifest names it, or as the organisation's catalogue does. */
export interface AppId {
  readonly manifestId: string;
  readonly catalogueId: string;
}

export const catalogueQuestion = (manifestId: string): Question => ({
  path: `/appCatalogs/teamsApps?$filter=${encodeURIComponent(`externalId eq '${manifestId.replaceAll("'", "''")}'`)}`,
  permission: "AppCatalog.Read.All",
  bucket: "other",
  urgent: true,
});

/** At whose pace is the business of whoever asks: there are many of these, one after another. */
export const installQuestion = (person: string, catalogueId: string): Question => ({
  path: `/users/${encodeURIComponent(person)}/teamwork/installedApps`,
  body: { "teamsApp@odata.bind": `${GRAPH}/v1.0/appCatalogs/teamsApps/${encodeURIComponent(catalogueId)}` },
  permission: "TeamsAppInstallation.ReadWriteSelfForUser.All",
  urgent: true,
  also: [400, 403, 404, 409, 429],
});

const Apps = z.looseObject({
  value: z.array(z.looseObject({ id: z.string(), externalId: z.string().nullish() })),
});

/** Puts the app into people's Teams, which then tells the bot of each. */
export function installerIn(graph: Graph, { manifestId, catalogueId }: AppId): Installer {
  const known = new Map<TenantId, string>();

  async function idIn(tenant: TenantId): Promise<string> {
    const found = catalogueId || known.get(tenant);
    if (found) return found;
    const apps = Apps.safeParse(await graph.json(tenant, catalogueQuestion(manifestId))).data?.value;
    const id = apps?.[0]?.id;
    if (id === undefined) throw new SourceRefused("The app isn't in the organisation's catalogue");
    known.set(tenant, id);
    return id;
  }

  return {
    async install({ tenant, id }: PersonKey): Promise<Installation> {
      try {
        return await meaningOf(await graph.ask(tenant, installQuestion(id, await idIn(tenant))));
      } catch (error) {
        if (!(error instanceof SourceBusy)) throw error;
        return { kind: "later", ...(error.seconds === undefined ? {} : { seconds: error.seconds }) };
      }
    },
  };
}

/** Bodies are undocumented; what stands here was reported by those who run such bots. A 400 comes now and then for no reason. */
async function meaningOf(answer: Answer): Promise<Installation> {
  const code = await answer.code();
  const seconds = retryAfter(answer.headers);
  switch (answer.status) {
    case 200:
    case 201:
      return { kind: "installed" };
    case 409:
      return { kind: "already" };
    case 404:
      return { kind: "absent" };
    case 400:
      return { kind: "later" };
    case 429:
      return { kind: "later", throttled: true, ...(seconds === undefined ? {} : { seconds }) };
    case 403:
      if (code?.toLowerCase() === "accessdenied") return { kind: "refused" };
      throw new SourceRefused(
        "Microsoft Graph refuses: TeamsAppInstallation.ReadWriteSelfForUser.All isn't granted",
        "TeamsAppInstallation.ReadWriteSelfForUser.All",
      );
    default:
      throw new SourceBroken(`Microsoft Graph answered ${answer.status}`);
  }
}
