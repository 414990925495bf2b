import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Request, Response } from "restify";
import type { Viewer } from "../../../core/page.ts";
import type { PersonKey } from "../../../core/person.ts";
import type { Seals } from "../seal.ts";

/** Who is signed in, in a cookie that only we can read or make: replicas share it, and nothing of it is kept here. */
export interface Session extends PersonKey {
  /** What Entra says they are. */
  readonly as: readonly Viewer[];
  readonly until: number;
  /** Stands in each form of theirs. */
  readonly seal: string;
}

/** As long as a token of Entra's; Teams signs them in again without asking. */
const LIFETIME_MS = 60 * 60_000;
const USE = "session";

export type Sessions = ReturnType<typeof sessionsWith>;

/** `secure` is false on a laptop alone: there are no certificates, and no Teams around the page. */
export function sessionsWith(seals: Seals, secure: () => boolean) {
  // With "__Host-" a browser takes it from this host alone. "Partitioned": within Teams it is Teams' own, and nobody else's.
  const nameNow = () => (secure() ? "__Host-uptake" : "uptake");
  const kind = () => (secure() ? "Secure; HttpOnly; SameSite=None; Partitioned" : "HttpOnly; SameSite=Lax");
  const set = (response: Response, value: string, seconds: number) =>
    response.header("set-cookie", `${nameNow()}=${value}; Path=/; Max-Age=${seconds}; ${kind()}`);

  return {
    /** How our cookies are kept. */
    kind,

    async begin(response: Response, person: PersonKey, roles: readonly string[], now: Date): Promise<void> {
      const session: Session = {
        ...{ tenant: person.tenant, id: person.id },
        as: viewersIn(roles),
        until: now.getTime() + LIFETIME_MS,
        seal: randomBytes(16).toString("base64url"),
      };
      set(response, await seals.seal(USE, session), LIFETIME_MS / 1000);
    },

    end: (response: Response): void => set(response, "", 0),

    async of(request: Request, now: Date): Promise<Session | undefined> {
      const name = nameNow();
      const cookies = request.header("cookie", "").split(/; */);
      const found = cookies.find((cookie) => cookie.startsWith(`${name}=`));
      if (found === undefined) return undefined;
      const session = (await seals.open(USE, found.slice(name.length + 1))) as Session | undefined; // only `begin` makes them
      return session !== undefined && session.until > now.getTime() ? session : undefined;
    },
  };
}

/** Who is a champion is known here alone, as champions are written to in the chat, where Entra says nothing of roles. */
const ENTRAS: readonly Viewer[] = ["analyst", "administrator"];

/** What the application's roles in Entra make of somebody. */
export const viewersIn = (roles: readonly string[]): readonly Viewer[] =>
  ENTRAS.filter((viewer) => roles.some((role) => role.toLowerCase() === viewer));

/** Compared in the same time, whatever is sent. */
export function isSealed({ seal }: Session, given: unknown): boolean {
  const [own, theirs] = [Buffer.from(seal), Buffer.from(typeof given === "string" ? given : "")];
  return own.length === theirs.length && timingSafeEqual(own, theirs);
}
