import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import type { Clock } from "../../core/ports.ts";

interface Entra {
  /** The tab's application id. */
  readonly clientId: string;
  /** Application ID URIs, which are audiences of tokens of version 1. */
  readonly uris: () => readonly string[];
  /** Whose people may sign in, in lower case. */
  readonly tenants: readonly string[];
  /** Where Entra is, without a path. */
  readonly authority: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Somebody whom Entra vouches for. */
export interface SignedIn {
  readonly key: PersonKey;
  /** App roles that an administrator of Entra gave them: "Analyst". */
  readonly roles: readonly string[];
}

/** Nobody can say who it is just now, as Entra's keys can't be had. Not the same as a wrong token. */
export class KeysOutOfReach extends Error {}

/** What the tab and the API are asked for with: the delegated permission that stands in aad.manifest.json. */
const SCOPE = "access_as_user";
/** Clocks differ. */
const TOLERANCE_S = 60;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type Tokens = ReturnType<typeof entraTokens>;

/**
 * Checks what Entra signed, as Microsoft asks for (learn.microsoft.com/entra/identity-platform/access-tokens): algorithm,
 * signature, issuer, audience, organisation, time, and that it is a person's. Keys are kept, and asked for anew when
 * an unknown one is met, at most every half minute.
 */
export function entraTokens({ clientId, uris, tenants, authority, timeoutMs, clock }: Entra) {
  const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  const keysOf = (tenant: string) => {
    const known = keySets.get(tenant);
    if (known !== undefined) return known;
    const made = createRemoteJWKSet(new URL(`${authority}/${tenant}/discovery/v2.0/keys`), {
      timeoutDuration: timeoutMs,
    });
    keySets.set(tenant, made);
    return made;
  };

  /** Asked before anything is fetched: a stranger must not choose where keys come from. */
  const tenantIn = (token: string): string | undefined => {
    try {
      const { tid } = decodeJwt(token);
      return typeof tid === "string" && tenants.includes(tid.toLowerCase()) ? tid.toLowerCase() : undefined;
    } catch {
      return undefined;
    }
  };

  async function checked(token: string, audience: readonly string[]): Promise<JWTPayload | undefined> {
    const tenant = tenantIn(token);
    if (tenant === undefined) return undefined;
    try {
      const { payload } = await jwtVerify(token, keysOf(tenant), {
        algorithms: ["RS256"],
        issuer: [`${authority}/${tenant}/v2.0`, `https://sts.windows.net/${tenant}/`],
        audience: [...audience],
        clockTolerance: TOLERANCE_S,
        currentDate: clock(),
        requiredClaims: ["exp", "iat", "oid", "tid"],
      });
      return payload;
    } catch (error) {
      if (isOutOfReach(error)) throw new KeysOutOfReach();
      return undefined;
    }
  }

  return {
    /** Of a token that Teams or Power BI got for its user. Undefined where it isn't good for us. */
    async ofAccess(token: string): Promise<SignedIn | undefined> {
      const claims = await checked(token, [clientId, ...uris()]);
      const scopes = String(claims?.scp ?? "").split(" ");
      return claims === undefined || claims.idtyp === "app" || !scopes.includes(SCOPE)
        ? undefined
        : personIn(claims);
    },

    /** Of what Entra sends a browser back with. */
    async ofSignIn(token: string, nonce: string): Promise<SignedIn | undefined> {
      const claims = await checked(token, [clientId]);
      return claims === undefined || claims.scp !== undefined || claims.nonce !== nonce
        ? undefined
        : personIn(claims);
    },
  };
}

function personIn({ oid, tid, roles }: JWTPayload): SignedIn | undefined {
  const [tenant, id] = [String(tid).toLowerCase(), String(oid).toLowerCase()];
  if (!UUID.test(id)) return undefined;
  return {
    key: { tenant: tenant as TenantId, id: id as PersonId }, // Entra says so
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [],
  };
}

/** jose fails with the fetch's own error where there is no answer, and with one of these where it is no list of keys. */
const isOutOfReach = (error: unknown): boolean =>
  !(error instanceof errors.JOSEError) ||
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  error.code === "ERR_JOSE_GENERIC";
