import type { KyselyPlugin } from "kysely";
import type { Database } from "../../src/core/database.ts";
import { openServer } from "../../src/platform/database/open.ts";
import { serverUrl } from "./database.ts";
import { TcpProxy } from "./proxy.ts";
import { testDatabase } from "./setup.ts";

/** The tests' database, by a way that can be lost and found again. */
export interface Losable {
  readonly db: Database;
  lose(): void;
  /** Questions are taken, and nothing comes back. */
  hang(): void;
  find(): void;
  close(): Promise<void>;
}

export async function losableDatabase(): Promise<Losable> {
  return serverUrl === undefined ? losableEmbedded() : losableServer(serverUrl);
}

async function losableServer(address: string): Promise<Losable> {
  const url = new URL(address);
  const proxy = new TcpProxy(url.hostname, Number(url.port || 5432));
  url.port = String(await proxy.start());
  url.hostname = "127.0.0.1";
  const db = openServer(url.href);
  return {
    db,
    lose: () => proxy.cut(),
    hang: () => proxy.silence(),
    find: () => proxy.mend(),
    close: async () => {
      await proxy.stop();
      await db.destroy();
    },
  };
}

async function losableEmbedded(): Promise<Losable> {
  let mode: "there" | "lost" | "hanging" = "there";
  let wake = (): void => {};
  let asleep = Promise.resolve();
  const way: KyselyPlugin = {
    transformQuery({ node }) {
      if (mode === "lost")
        throw Object.assign(new Error("connect ECONNREFUSED 10.0.0.4:5432"), { code: "ECONNREFUSED" });
      return node;
    },
    async transformResult({ result }) {
      if (mode === "hanging") await asleep;
      return result;
    },
  };
  return {
    db: (await testDatabase()).withPlugin(way),
    lose() {
      mode = "lost";
    },
    hang() {
      mode = "hanging";
      asleep = new Promise((resolve) => {
        wake = resolve;
      });
    },
    find() {
      mode = "there";
      wake();
    },
    close: async () => {},
  };
}
