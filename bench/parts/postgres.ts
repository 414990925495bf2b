import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "./server.ts";

export interface Postgres {
  readonly url: string;
  readonly what: string;
  stop(): void;
}

/** The database that was given, emptied; else a cluster of our own as Debian sets it up; else nothing. */
export async function postgres(): Promise<Postgres | undefined> {
  const given = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  if (given === undefined) return ownCluster();
  await emptied(given);
  return { url: given, what: "the PostgreSQL server that was given", stop: () => {} };
}

async function emptied(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  await client.end();
}

const DEBIAN = "/usr/lib/postgresql";

async function ownCluster(): Promise<Postgres | undefined> {
  const [version] = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const bin = join(DEBIAN, String(version), "bin");
  if (!existsSync(join(bin, "initdb"))) return undefined;
  const home = mkdtempSync(join(tmpdir(), "uptake-bench-postgres-"));
  const folder = join(home, "data");
  const port = await freePort();
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root.
  if (isRoot) chownSync(home, ...ownerOf("postgres"));
  const run = (command: string, ...options: string[]) => {
    const line = [join(bin, command), "-D", folder, ...options];
    const [program = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...line] : line;
    const { status, stderr } = spawnSync(program, rest, {
      encoding: "utf8",
      cwd: home,
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (status !== 0) throw new Error(`${command}: ${stderr}`);
  };
  const stop = () => {
    try {
      run("pg_ctl", "stop", "-m", "immediate");
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
  run("initdb", "-U", "uptake", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
  run("pg_ctl", "start", "-w", "-l", join(home, "log"), "-o", `-p ${port} -k ${home} -h 127.0.0.1`);
  return {
    url: `postgres://uptake@127.0.0.1:${port}/postgres`,
    what: `PostgreSQL ${version} of our own`,
    stop,
  };
}

function ownerOf(user: string): [number, number] {
  const { stdout } = spawnSync("getent", ["passwd", user], { encoding: "utf8" });
  const [, , uid, gid] = stdout.split(":");
  if (uid === undefined || gid === undefined) throw new Error(`There is no user ${user}`);
  return [Number(uid), Number(gid)];
}
