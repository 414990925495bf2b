import type { TokenCredential } from "@azure/identity";
import { SourceBusy, SourceRefused } from "../../core/adoption-source.ts";
import type { TenantId } from "../../core/person.ts";

/** How the application proves to Entra who it is. */
export type Credential =
  | { readonly kind: "secret"; readonly secret: string }
  /** A PEM file with the certificate and its private key. */
  | { readonly kind: "certificate"; readonly path: string }
  | { readonly kind: "managed-identity" }
  | { readonly kind: "workload-identity"; readonly tokenFile: string };

/** The application as one organisation knows it. */
export interface AppIdentity {
  readonly tenant: TenantId;
  readonly clientId: string;
  readonly credential: Credential;
  /** Where tokens come from, if not Microsoft's own. */
  readonly authority?: string | undefined;
}

/** Answers a token, or fails with `SourceRefused` or `SourceBusy` in a sentence without secrets. */
export type Token = () => Promise<string>;

const DEADLINE_MS = 20_000;

/** One credential for the process, as it keeps its tokens until shortly before their end. */
export function tokensOf(identity: AppIdentity, scope: string, deadlineMs = DEADLINE_MS): Token {
  let opened: Promise<TokenCredential> | undefined;
  return async () => {
    try {
      opened ??= credentialOf(identity);
      const credential = await opened;
      const abortSignal = AbortSignal.timeout(deadlineMs);
      const asked = credential.getToken(scope, { abortSignal });
      const token = await Promise.race([asked, late(abortSignal)]);
      if (token === null) throw new SourceBusy("Entra gave no token");
      return token.token;
    } catch (error) {
      throw failureOf(error, identity.credential.kind);
    }
  };
}

/** Some credentials don't listen to their signal. */
function late(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const give = () => reject(new SourceBusy("Entra doesn't answer"));
    signal.addEventListener("abort", give, { once: true });
  });
}

async function credentialOf({
  tenant,
  clientId,
  credential,
  authority,
}: AppIdentity): Promise<TokenCredential> {
  const identity = await import("@azure/identity"); // half a second that starting doesn't need
  const options = {
    retryOptions: { maxRetries: 1 },
    // Entra would be asked whether it knows this authority, and says no.
    ...(authority === undefined ? {} : { authorityHost: authority, disableInstanceDiscovery: true }),
  };
  switch (credential.kind) {
    case "secret":
      return new identity.ClientSecretCredential(tenant, clientId, credential.secret, options);
    case "certificate":
      return new identity.ClientCertificateCredential(tenant, clientId, credential.path, options);
    case "managed-identity":
      return new identity.ManagedIdentityCredential({ clientId });
    case "workload-identity":
      return new identity.WorkloadIdentityCredential({
        tenantId: tenant,
        clientId,
        tokenFilePath: credential.tokenFile,
        ...options,
      });
  }
}

/** What Entra's codes mean to whoever runs the product. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const meanings: Readonly<Record<string, string>> = {
  AADSTS7000215: "Entra says that the application's secret is wrong",
  AADSTS7000222: "Entra says that the application's secret has expired",
  AADSTS700027: "Entra doesn't accept the application's certificate",
  AADSTS700016:
    "Entra doesn't know the application in this organisation: an administrator has to agree to it first",
  AADSTS90002: "Entra doesn't know this organisation",
  AADSTS700213: "Entra doesn't accept the workload's identity",
  AADSTS70021: "Entra doesn't accept the workload's identity",
};

/**
 * Entra's own text names ids and times, so only its code is passed on. The library wraps whatever happened in errors of
 * its own, which have no status and no code: what they say is all there is to go by.
 */
function failureOf(error: unknown, kind: Credential["kind"]): Error {
  if (error instanceof SourceBusy || error instanceof SourceRefused) return error;
  const { name, message } = error instanceof Error ? error : { name: "", message: "" };
  if (PASSING.test(message)) return new SourceBusy("Entra can't be reached");
  const code = /AADSTS\d+/.exec(message)?.[0];
  if (code !== undefined)
    return new SourceRefused(`${meanings[code] ?? "Entra refuses the application"} (${code})`);
  if (/\b(ENOENT|EACCES|EISDIR)\b/.test(message))
    return new SourceRefused("The file with the application's certificate or token can't be read");
  if (kind === "certificate" && /asymmetric|PEM|private key|certificate|DECODER|asn1/i.test(message))
    return new SourceRefused("The file with the application's certificate can't be used");
  if (kind === "managed-identity" && name === "CredentialUnavailableError")
    return new SourceRefused("This machine has no identity that Entra knows");
  if (/\b(invalid|unauthorized)_\w+/.test(message)) return new SourceRefused("Entra refuses the application");
  return new SourceBusy("Entra can't be reached");
}

const PASSING =
  /\b(endpoints_resolution_error|network_error|temporarily_unavailable|server_error|AADSTS90033)\b/;
