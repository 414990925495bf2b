import {
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";

export interface Holder {
  readonly pid: number;
  readonly started: string;
  /** Its machine and container: nobody elsewhere knows anything by its pid. */
  readonly place: string;
}

/** A holder touches its lock so often. One elsewhere that hasn't for so long is gone. */
const BEAT_MS = 5_000;
const SILENT_MS = 30_000;

/**
 * PGlite takes no lock of its own: two processes on one folder both write, and rows vanish without a word.
 * Answers a function that lets go, or the live holder. A holder that was killed is known by its pid and start time; one
 * in another container that shares the folder, by its silence. `onLost` is told when somebody took the lock over all the
 * same, as from a machine that slept.
 */
export function lockFolder(folder: string, onLost: (by: Holder) => void = () => {}): (() => void) | Holder {
  const file = lockOf(folder);
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 5; attempt++) {
    if (claim(file)) return hold(file, onLost);
    const holder = holderOf(file);
    if (holder !== undefined && isAlive(holder, file)) return holder;
    const clearing = clear(file);
    if (clearing !== undefined) return clearing;
  }
  throw new Error(`Can't lock ${folder}`);
}

export const lockOf = (folder: string) => `${folder}.lock`;

/** True where a process runs on another machine, or in a container that doesn't see ours. */
export const isElsewhere = ({ place }: Holder): boolean => place !== HERE;

/**
 * Takes a dead holder's lock away, one process at a time: otherwise a second one, which read it just before, would take
 * away the fresh lock of the first. Answers the process that is doing so already.
 */
function clear(file: string): Holder | undefined {
  const guard = `${file}.clearing`;
  if (!claim(guard)) {
    const other = holderOf(guard);
    if (other !== undefined && isAlive(other, guard)) return other;
    rmSync(guard, { force: true });
    return undefined;
  }
  try {
    const holder = holderOf(file);
    if (holder === undefined || !isAlive(holder, file)) rmSync(file, { force: true });
    return undefined;
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Whoever holds the folder now, if they are alive. */
export function liveHolder(folder: string): Holder | undefined {
  const file = lockOf(folder);
  const holder = holderOf(file);
  return holder !== undefined && isAlive(holder, file) ? holder : undefined;
}

function hold(file: string, onLost: (by: Holder) => void): () => void {
  const beat = setInterval(() => {
    const holder = holderOf(file);
    if (holder === undefined || isOurs(holder)) return touch(file);
    clearInterval(beat);
    onLost(holder);
  }, BEAT_MS).unref();
  const release = () => {
    clearInterval(beat);
    const holder = holderOf(file);
    if (holder !== undefined && isOurs(holder)) rmSync(file, { force: true });
    process.removeListener("exit", release);
  };
  process.once("exit", release);
  return release;
}

const isOurs = (holder: Holder): boolean => holder.pid === process.pid && !isElsewhere(holder);

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // A lock that somebody deleted can't be kept fresh; a disk that fails is noticed where it matters.
  }
}

/** A hard link is made whole or not at all, so nobody reads half a lock. */
function claim(file: string): boolean {
  const draft = `${file}.${process.pid}.${process.hrtime.bigint()}`; // pids are the same in two containers
  writeFileSync(draft, JSON.stringify({ pid: process.pid, started: startOf(process.pid), place: HERE }));
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
    return { pid: found.pid, started: found.started, place: String(found.place ?? HERE) };
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder, file: string): boolean {
  if (isElsewhere(holder)) return Date.now() - touchedAt(file) < SILENT_MS;
  const { pid, started } = holder;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = startOf(pid);
  return now !== DEAD && (started === "" || now === started);
}

const touchedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** A machine's name, and who counts its processes there: containers of one pod share the name. Linux only. */
const HERE = `${hostname()} ${countedBy()}`.trim();

function countedBy(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
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
