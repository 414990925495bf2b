import type { Server } from "restify";
import type { Database } from "../../../core/database.ts";
import type { Feature } from "../../../core/feature.ts";
import type { Page } from "../../../core/page.ts";
import type { Audit, Clock, Documents, Log, People } from "../../../core/ports.ts";
import { entraTokens } from "../../identity/tokens.ts";
import { rolesIn } from "../../people/roles.ts";
import { standingIn } from "../../people/standing.ts";
import type { Seals } from "../seal.ts";
import { tooFastFrom } from "./rate.ts";
import { serveTab } from "./serve.ts";
import { serveApi } from "./serve-api.ts";
import { sessionsWith } from "./sessions.ts";
import { serveSignIn } from "./sign-in.ts";
import { turnsIn } from "./turns.ts";
import { viewingWith } from "./viewing.ts";

interface Parts {
  readonly db: Database;
  readonly seals: Seals;
  readonly features: readonly Feature[];
  readonly people: People;
  readonly audit: Audit;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
  readonly isOutage: (error: unknown) => boolean;
  readonly origin: () => string;
  readonly registration: {
    readonly clientId: string;
    readonly tenants: readonly string[];
    readonly authority: string | undefined;
    readonly botId: string;
  };
  /** True where only people whom Entra vouches for may come in. */
  readonly production: boolean;
  readonly timeoutMs: number;
  /** Of how many pages somebody may ask in a row. */
  readonly burst: number;
}

const HOME = "/tab/my";
const ENTRA = "https://login.microsoftonline.com";

/** The tab: ways in, pages, and their figures as files. Answers the pages. */
export function serveTabWith(server: Server, parts: Parts): readonly Page[] {
  const { db, seals, registration, production, origin, timeoutMs, clock } = parts;
  const tooFast = tooFastFrom(parts.burst);
  const { clientId, tenants, authority = ENTRA, botId } = registration;
  const sessions = sessionsWith(seals, () => origin().startsWith("https:"));
  const standing = standingIn(db);
  const isRegistered = clientId !== "";
  const uris = () => [`api://${new URL(origin()).host}/botid-${botId}`, `api://${clientId}`];
  const tokens = entraTokens({
    clientId,
    uris,
    tenants,
    authority: new URL(authority).origin,
    timeoutMs,
    clock,
  });
  serveSignIn(server, {
    ...parts,
    sessions,
    home: HOME,
    giveRole: rolesIn(db).give,
    registration: isRegistered
      ? { clientId, tokens, authority, tenant: tenants.length === 1 ? (tenants[0] ?? "") : "organizations" }
      : undefined,
    picks: isRegistered || production ? undefined : standing.someOfEach,
  });
  const viewing = viewingWith({ ...parts, viewersOf: standing.viewersOf });
  serveApi(server, { ...parts, tooFast, sessions, viewing, tokens: isRegistered ? tokens : undefined });
  return serveTab(server, { ...parts, tooFast, sessions, viewing, turns: turnsIn(db) });
}
