import type { Place } from "../../../src/features/publication/tree.ts";

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Member extends Place {
  readonly id: string;
}

/** An invented organisation: who works where, and whose manager is whose. */
export interface Organisation {
  readonly members: Map<string, Member>;
  readonly managers: Map<string, string>;
}

export interface Shape {
  readonly people: number;
  readonly departments: number;
  /** How many report to one manager, about. */
  readonly span: number;
  /** Share of people whose line runs into another department. */
  readonly across: number;
}

const grades = ["ao", "eo", "heo", "seo", "g7"];
const professions = ["policy", "digital", "finance", "operational-delivery"];

/** Departments one after the other, each with its own line below one at the top; some sit elsewhere than their line. */
export function invented({ people, departments, span, across }: Shape, chance: () => number): Organisation {
  const [members, managers] = [new Map<string, Member>(), new Map<string, string>()];
  const each = Math.ceil(people / departments);
  for (let at = 0; at < people; at++) {
    const [home, place] = [Math.floor(at / each), at % each];
    const elsewhere = chance() < across;
    const department = elsewhere ? Math.floor(chance() * departments) : home;
    const boss = place === 0 ? undefined : home * each + Math.floor((place - 1) / span);
    members.set(`p${at}`, placed(`p${at}`, `d${department}`, chance));
    managers.set(`p${at}`, boss === undefined ? "top" : `p${boss}`);
  }
  return { members, managers };
}

function placed(id: string, department: string, chance: () => number): Member {
  const pick = <T>(list: readonly T[]): T | undefined =>
    chance() < 0.05 ? undefined : list[Math.floor(chance() ** 1.5 * list.length)];
  return { id, department, profession: pick(professions), grade: pick(grades) };
}

/** What happens in a week: some leave, some come, some get another manager, now and then a team moves as a whole. */
export function weekPasses({ members, managers }: Organisation, week: number, chance: () => number): void {
  const ids = [...members.keys()];
  const some = () => ids[Math.floor(chance() * ids.length)] ?? "p0";
  for (let at = 0; at < Math.ceil(ids.length / 150); at++) {
    leave(some());
    const joiner = `p${week}-${at}`;
    const colleague = members.get(some());
    members.set(joiner, placed(joiner, colleague?.department ?? "d0", chance));
    managers.set(joiner, managers.get(colleague?.id ?? "") ?? "top");
    managers.set(some(), managers.get(some()) ?? "top");
  }
  if (week % 13 === 0) reorganise();

  function leave(id: string): void {
    members.delete(id);
    for (const [one, boss] of managers) if (boss === id) managers.set(one, managers.get(id) ?? "top");
    managers.delete(id);
  }
  /** A manager with all below moves under another. Lines that then run in a circle are for the product to bear. */
  function reorganise(): void {
    const moved = some();
    const target = some();
    managers.set(moved, target);
    const department = members.get(target)?.department;
    for (const [id, boss] of managers) {
      const member = members.get(id);
      if (boss === moved && member) members.set(id, { ...member, department });
    }
  }
}

/** Who said something in a week, and how many minutes: skewed, often nought, heaped at fives. */
export function reportsOf(
  { members }: Organisation,
  rate: number,
  chance: () => number,
): ReadonlyMap<string, number> {
  const reports = new Map<string, number>();
  for (const id of members.keys())
    if (chance() < rate) {
      const bell = chance() + chance() + chance() + chance() - 2;
      reports.set(id, Math.round(Math.min(600, Math.exp(3 + 2 * bell)) / 5) * 5);
    }
  return reports;
}
