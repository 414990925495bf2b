import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const DEBIAN = "/usr/lib/postgresql";
const [newest] = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
const bin = join(DEBIAN, String(newest), "bin");

/** Whether a server of one's own can be made on this machine, as Debian installs it. */
export const canMakeCluster = existsSync(join(bin, "initdb"));

/** A PostgreSQL server of a test's own, which may be killed. */
export class Cluster {
  readonly #home = mkdtempSync(join(tmpdir(), "uptake-cluster-"));
  url = "";
  #port = 0;

  async start(): Promise<void> {
    if (process.getuid?.() === 0) chownSync(this.#home, ...ownerOf("postgres")); // it refuses to run as root
    this.#port = await freePort();
    this.url = `postgres://uptake@127.0.0.1:${this.#port}/postgres`;
    this.#run("initdb", "-U", "uptake", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
    this.restart();
  }

  /** Its processes are gone at once, as when the machine loses power. */
  kill(): void {
    this.#run("pg_ctl", "stop", "-m", "immediate");
  }

  restart(): void {
    const options = `-p ${this.#port} -k ${this.#home} -h 127.0.0.1`;
    this.#run("pg_ctl", "start", "-w", "-l", join(this.#home, "log"), "-o", options);
  }

  stop(): void {
    try {
      this.kill();
    } finally {
      rmSync(this.#home, { recursive: true, force: true });
    }
  }

  #run(command: string, ...options: string[]): void {
    const line = [join(bin, command), "-D", join(this.#home, "data"), ...options];
    const [program = "", ...rest] =
      process.getuid?.() === 0 ? ["runuser", "-u", "postgres", "--", ...line] : line;
    const { status, stderr } = spawnSync(program, rest, {
      encoding: "utf8",
      cwd: this.#home,
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (status !== 0) throw new Error(`${command}: ${stderr}`);
  }
}

function ownerOf(user: string): [number, number] {
  const { stdout } = spawnSync("getent", ["passwd", user], { encoding: "utf8" });
  const [, , uid, gid] = stdout.split(":");
  if (uid === undefined || gid === undefined) throw new Error(`There is no user ${user}`);
  return [Number(uid), Number(gid)];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
