import { linkSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface Holder {
  readonly pid: number;
  readonly started: string;
}

/**
 * PGlite takes no lock of its own: two processes on one folder both write, and rows vanish without a word.
 * Answers a function that lets go, or the live holder. A holder that was killed is known by its pid and start time.
 */
export function lockFolder(folder: string): (() => void) | Holder {
  const file = `${folder}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 5; attempt++) {
    if (claim(file)) return letGoOf(file);
    const holder = holderOf(file);
    if (holder !== undefined && isAlive(holder)) return holder;
    rmSync(file, { force: true });
  }
  throw new Error(`Can't lock ${folder}`);
}

/** Whoever holds the folder now, if they are alive. */
export function liveHolder(folder: string): Holder | undefined {
  const holder = holderOf(`${folder}.lock`);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

function letGoOf(file: string): () => void {
  const release = () => {
    if (holderOf(file)?.pid === process.pid) rmSync(file, { force: true });
    process.removeListener("exit", release);
  };
  process.once("exit", release);
  return release;
}

/** A hard link is made whole or not at all, so nobody reads half a lock. */
function claim(file: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function holderOf(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return started === "" || startOf(pid) === started;
}

/** When a process started, in clock ticks, so that a pid used again isn't taken for the old holder. Linux only. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
