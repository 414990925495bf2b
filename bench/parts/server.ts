import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** A server in a process of its own, and how long it took to its first 200 on /readyz. */
export interface Running {
  readonly port: number;
  readonly startMs: number;
  /** Processor time since its start, in microseconds: all of its threads, so the database worker's too. */
  cpu(): number;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;

/** Starts a file with Node as an operator would: none of this process's own environment but the path. */
export async function started(file: string, environment: Record<string, string>): Promise<Running> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [...profiling(), file], {
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...environment, PORT: String(port) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
    if (performance.now() - began > START_WITHIN_MS) throw new Error(`${file} isn't ready after a minute`);
    await sleep(5);
  }
  const startMs = performance.now() - began;

  return {
    port,
    startMs,
    cpu: () => cpuOf(child.pid ?? 0),
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/** BENCH_PROFILE=<folder> writes a CPU profile of each server there when it stops. The figures are then of no use. */
function profiling(): readonly string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${folder}`];
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    http
      .get({ host: "127.0.0.1", port, path: "/readyz", agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .on("error", () => resolve(false));
  });
}

/** The kernel's own count in nanoseconds; /proc/<pid>/stat knows only hundredths of a second. */
function cpuOf(pid: number): number {
  const threads = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(threads).map((id) =>
    Number(readFileSync(`${threads}/${id}/schedstat`, "utf8").split(" ")[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1000;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
