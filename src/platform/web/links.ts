import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Request, Response, Server } from "restify";
import type { Database, Migrations } from "../../core/database.ts";
import type { Feature } from "../../core/feature.ts";
import type { PersonKey } from "../../core/person.ts";
import type { Clock, Links, Log, Run } from "../../core/ports.ts";

export const linkMigrations: Migrations = {
  "links/0001-key": [
    "create table link_key (id int primary key check (id = 1), key text not null)",
    // 244 random bits from the database itself: all replicas share it and no configuration holds it.
    "insert into link_key values (1, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))",
  ],
};

const LIFETIME_MS = 10 * 60_000;

interface Sealed {
  readonly file: string;
  readonly person: PersonKey;
  readonly until: number;
}

/** Links to personal files: sealed, so that they say nothing of whose they are, and good for ten minutes. */
export function sealedLinks(
  db: Database,
  origin: () => string,
): Links & { open(token: string, now: Date): Promise<Sealed | undefined> } {
  let key: Promise<Buffer> | undefined;
  const keyOnce = () => {
    key ??= keyIn(db).catch((error) => {
      key = undefined;
      throw error;
    });
    return key;
  };

  return {
    async to(file, { tenant, id }, now) {
      const sealed: Sealed = { file, person: { tenant, id }, until: now.getTime() + LIFETIME_MS };
      return `${origin()}/files/${seal(JSON.stringify(sealed), await keyOnce())}`;
    },
    async open(token, now) {
      const text = unseal(token, await keyOnce());
      if (text === undefined) return undefined;
      const sealed = JSON.parse(text) as Sealed;
      return sealed.until >= now.getTime() ? sealed : undefined;
    },
  };
}

async function keyIn(db: Database): Promise<Buffer> {
  const { rows } = await sql<{ key: string }>`select key from link_key where id = 1`.execute(db);
  return Buffer.from(rows[0]?.key ?? "", "hex");
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function seal(text: string, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

function unseal(token: string, key: Buffer): string | undefined {
  const all = Buffer.from(token, "base64url");
  if (all.length <= NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, all.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(all.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return decipher.update(all.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return undefined; // not made by us, or changed on the way
  }
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
