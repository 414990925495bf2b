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
    const clearing = clear(file);
    if (clearing !== undefined) return clearing;
  }
  throw new Error(`Can't lock ${folder}`);
}

/**
 * Takes a dead holder's lock away, one process at a time: otherwise a second one, which read it just before, would take
 * away the fresh lock of the first. Answers the process that is doing so already.
 */
function clear(file: string): Holder | undefined {
  const guard = `${file}.clearing`;
  if (!claim(guard)) {
    const other = holderOf(guard);
    if (other !== undefined && isAlive(other)) return other;
    rmSync(guard, { force: true });
    return undefined;
  }
  try {
    const holder = holderOf(file);
    if (holder === undefined || !isAlive(holder)) rmSync(file, { force: true });
    return undefined;
  } finally {
    rmSync(guard, { force: true });
  }
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
    const found = JSON.parse(readFileSync(file, "utf8")) as Partial<Holder> | null;
    if (typeof found?.pid !== "number" || typeof found.started !== "string") return undefined;
    return { pid: found.pid, started: found.started };
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
  const now = startOf(pid);
  return now !== DEAD && (started === "" || now === started);
}

const DEAD = "dead";

/**
 * When a process started, in clock ticks, so that a pid used again isn't taken for the old holder. One that was killed
 * and is still listed, as nobody has asked how it ended, is dead. Linux only.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? DEAD : (fields[19] ?? "");
  } catch {
    return "";
  }
}
