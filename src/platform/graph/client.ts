import { ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from "@azure/identity";
import { Client } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js";

export interface GraphAccess {
  readonly clientId: string;
  /** Empty: the managed identity of the machine is used. */
  readonly clientSecret: string;
  readonly tenant: string;
  readonly authority: string | undefined;
  readonly baseUrl: string | undefined;
}

const CHECK_MS = 10_000;
const GRAPH = "https://graph.microsoft.com";

/** The Graph client, signed in as the application; undefined where no application is configured. */
export function graphClient(access: GraphAccess): Client | undefined {
  if (access.clientId === "") return undefined;
  const base = new URL(access.baseUrl ?? GRAPH);
  const scopes = [`${access.baseUrl === undefined ? GRAPH : base.origin}/.default`];
  return Client.initWithMiddleware({
    baseUrl: `${base.origin}/`,
    customHosts: new Set([base.hostname]),
    authProvider: new TokenCredentialAuthenticationProvider(credentialOf(access), { scopes }),
  });
}

function credentialOf({ clientId, clientSecret, tenant, authority }: GraphAccess): TokenCredential {
  if (clientSecret === "") return new ManagedIdentityCredential({ clientId });
  const elsewhere =
    authority === undefined ? {} : { authorityHost: authority, disableInstanceDiscovery: true };
  return new ClientSecretCredential(tenant, clientId, clientSecret, elsewhere);
}

/** Whether Graph lets us in, in a sentence for the operator. */
export async function graphCheck(
  access: GraphAccess,
): Promise<{ readonly ok: boolean; readonly detail: string }> {
  try {
    const client = graphClient(access);
    if (client === undefined) return { ok: true, detail: "not configured: AAD_APP_CLIENT_ID is empty" };
    const late = new Promise<"late">((resolve) => setTimeout(resolve, CHECK_MS, "late").unref());
    const answer = await Promise.race([client.api("/organization").select("id").get(), late]);
    return answer === "late" ? { ok: false, detail: "doesn't answer" } : { ok: true, detail: "answers" };
  } catch (error) {
    const { statusCode, code } = error as { statusCode?: number; code?: string };
    return {
      ok: false,
      detail: `refuses: ${[statusCode, code].filter(Boolean).join(" ") || (error as Error).name}`,
    };
  }
}
