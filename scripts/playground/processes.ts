import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A program that runs beside this one. */
export interface Running {
  readonly name: string;
  /** Everything it printed so far. */
  output(): string;
  /** Resolves with a sentence when it ends, whoever ended it. */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
  /** Asks it to end, and waits for that. One that doesn't listen is killed. */
  stop(): Promise<void>;
}

interface Options {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

const PATIENCE_MS = 5_000;

/** Starts a Node program. Ctrl-C reaches this process alone, so that the programs can be stopped in order. */
export function run(name: string, argv: readonly string[], { env = {}, cwd }: Options = {}): Running {
  const child = spawn(process.execPath, argv, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  let over = false;
  const letGo = () => child.kill("SIGTERM");
  process.once("exit", letGo); // nothing is left behind when this process is cut short
  const ended = endOf(child, name).finally(() => {
    over = true;
    process.removeListener("exit", letGo);
  });
  return {
    name,
    output: () => printed.join(""),
    ended,
    hasEnded: () => over,
    async stop() {
      child.kill("SIGTERM");
      const late = new AbortController();
      const killed = sleep(PATIENCE_MS, undefined, { signal: late.signal }).then(
        () => child.kill("SIGKILL"),
        () => {},
      );
      await ended;
      late.abort();
      await killed;
    },
  };
}

const endOf = (child: ChildProcess, name: string) =>
  new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`${name} couldn't be started: ${error.message}`));
    child.once("close", (code, signal) => resolve(`${name} ended (${signal ?? `exit code ${code}`}).`));
  });

/** A port of this machine that nobody uses: the one that is wished for, if it is free. */
export async function freePort(wished = 0): Promise<number> {
  const server = createServer();
  try {
    // The unspecified address is asked for too: a program that listens everywhere also has the loopback port.
    await new Promise<void>((resolve, reject) =>
      server.once("error", reject).listen(wished, () => resolve()),
    );
    return (server.address() as AddressInfo).port;
  } catch {
    return freePort();
  } finally {
    server.close();
  }
}

/** Waits until something holds. Fails with a sentence when it doesn't, or when a program that it needs ends. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  needed: readonly Running[] = [],
  milliseconds = 60_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    if (await holds().catch(() => false)) return;
    for (const each of needed)
      if (each.hasEnded()) throw new Error(`${await each.ended}\n${each.output().slice(-3000)}`);
    await sleep(25);
  }
  throw new Error(
    `Gave up waiting for ${what}.\n${needed.map((each) => each.output().slice(-2000)).join("\n")}`,
  );
}

export const answers = async (url: string): Promise<boolean> => (await fetch(url)).ok;
