import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Database, Migrations } from "../../core/database.ts";

export const sealMigrations: Migrations = {
  "links/0001-key": [
    "create table link_key (id int primary key check (id = 1), key text not null)",
    // 244 random bits from the database itself: all replicas share it and no configuration holds it.
    "insert into link_key values (1, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))",
  ],
  "links/0002-key-of-its-own": [
    `insert into link_key values (1, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))
      on conflict do nothing`,
  ],
};

/** Puts things in the hands of browsers that only we can read or make: links to personal files, and who is signed in. */
export interface Seals {
  /** `use` keeps what was sealed for one thing from being taken for another. */
  seal(use: string, value: unknown): Promise<string>;
  /** Undefined for what wasn't made by us, for this use, or was changed on the way. */
  open(use: string, token: string): Promise<unknown>;
}

export function sealsIn(db: Database): Seals {
  let key: Promise<Buffer> | undefined;
  const keyOnce = () => {
    key ??= keyIn(db).catch((error) => {
      key = undefined;
      throw error;
    });
    return key;
  };
  return {
    seal: async (use, value) => sealed(JSON.stringify(value), use, await keyOnce()),
    async open(use, token) {
      const text = unsealed(token, use, await keyOnce());
      return text === undefined ? undefined : JSON.parse(text);
    },
  };
}

async function keyIn(db: Database): Promise<Buffer> {
  const { rows } = await sql<{ key: string }>`select key from link_key where id = 1`.execute(db);
  return Buffer.from(rows[0]?.key ?? "", "hex");
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function sealed(text: string, use: string, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(use));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

function unsealed(token: string, use: string, key: Buffer): string | undefined {
  const all = Buffer.from(token, "base64url");
  if (all.length <= NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, all.subarray(0, NONCE_BYTES)).setAAD(
    Buffer.from(use),
  );
  decipher.setAuthTag(all.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return decipher.update(all.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return undefined; // not made by us, or changed on the way
  }
}
