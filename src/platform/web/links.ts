import type { Request, Response, Server } from "restify";
import type { Feature } from "../../core/feature.ts";
import type { PersonKey } from "../../core/person.ts";
import type { Clock, Links, Log, Run } from "../../core/ports.ts";
import type { Seals } from "./seal.ts";

const LIFETIME_MS = 10 * 60_000;

interface Sealed {
  readonly file: string;
  readonly person: PersonKey;
  readonly until: number;
}

const USE = "file";

/** Links to personal files: sealed, so that they say nothing of whose they are, and good for ten minutes. */
export function sealedLinks(
  seals: Seals,
  origin: () => string,
): Links & { open(token: string, now: Date): Promise<Sealed | undefined> } {
  return {
    async to(file, { tenant, id }, now) {
      const sealed: Sealed = { file, person: { tenant, id }, until: now.getTime() + LIFETIME_MS };
      return `${origin()}/files/${await seals.seal(USE, sealed)}`;
    },
    async open(token, now) {
      const sealed = (await seals.open(USE, token)) as Sealed | undefined; // only `to` makes them
      return sealed !== undefined && sealed.until >= now.getTime() ? sealed : undefined;
    },
  };
}

interface Parts {
  readonly links: ReturnType<typeof sealedLinks>;
  readonly features: readonly Feature[];
  readonly clock: Clock;
  readonly log: Log;
}

export function serveFiles(server: Server, { links, features, clock, log }: Parts): void {
  const files = new Map(features.flatMap((feature) => feature.files ?? []).map((file) => [file.name, file]));

  server.get("/files/:token", async (request: Request, response: Response) => {
    const run: Run = { now: clock(), log };
    try {
      const sealed = await links.open(String(request.params.token), run.now);
      const file = sealed && files.get(sealed.file);
      if (sealed === undefined || file === undefined) {
        response.sendRaw(404, "This link has expired. Ask Uptake for a new one.\n", {
          "content-type": "text/plain; charset=utf-8",
        });
        return;
      }
      const made = await file.make(sealed.person, run);
      response.sendRaw(200, made.body, {
        "content-type": made.type,
        "content-disposition": `attachment; filename="${made.name}"`,
      });
    } catch (error) {
      log.error({ error }, "file not made");
      response.sendRaw(503, "Please try again in a few minutes.\n", {
        "content-type": "text/plain; charset=utf-8",
      });
    }
  });
}
