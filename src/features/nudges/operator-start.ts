import { isDay } from "../../core/calendar.ts";
import { invalid } from "../../core/failures.ts";
import type { OperatorInput, OperatorResult } from "../../core/feature.ts";
import { isOver, type StartsOf } from "./stepped-start.ts";
import type { StartStore, SteppedStart } from "./store-start.ts";

interface Parts {
  readonly starts: StartStore;
  readonly startsOf: StartsOf;
}

const FEWEST_WEEKS = 2;
const MOST_WEEKS = 52;
const USAGE = "nudges start --weeks <n> --from <date> [--by team|person]";
const END = "nudges start end";

export const START_OPTIONS = {
  weeks: { type: "string" },
  from: { type: "string" },
  by: { type: "string" },
} as const;
export const START_USAGE = "start --weeks <n> --from <date> [--by team|person] | start end";

export type StartOperations = ReturnType<typeof startOperations>;

/** A stepped start: begun, and ended. */
export function startOperations({ starts, startsOf }: Parts) {
  return {
    /** Everybody gets tips from then on. Who was to begin when stays on record. */
    async end(now: Date): Promise<OperatorResult> {
      if (!(await starts.end(now))) throw invalid("Nothing was changed: no stepped start is running.");
      return {
        lines: ["The stepped start has ended: everybody gets tips from now on."],
        value: { ended: true },
      };
    },

    async begin(options: OperatorInput["options"], now: Date): Promise<OperatorResult> {
      const wanted = startIn(options, now.toISOString().slice(0, 10));
      await makeRoom(now);
      const run = await starts.begin(wanted, now);
      if (run === undefined) throw refused();
      const perWeek = await startsOf.drawForAll(run, now);
      const people = perWeek.reduce((sum, n) => sum + n, 0);
      return {
        lines: [
          `Tips begin in ${run.weeks} steps from ${run.from}, by ${run.by}: ${people} people drawn so far.`,
          ...perWeek.map((n, week) => `  week ${week + 1}: ${n}`),
        ],
        value: { ...wanted, people, perWeek },
      };
    },
  };

  /** One in which everybody has begun makes way; any other has to be ended. */
  async function makeRoom(now: Date): Promise<void> {
    const running = await starts.running();
    if (running === undefined) return;
    if (!isOver(running, now.toISOString().slice(0, 10))) throw refused(running);
    await starts.end(now);
  }
}

const refused = (running?: SteppedStart) =>
  invalid(
    `Nothing was changed: a stepped start is running already${
      running === undefined ? "" : `, over ${running.weeks} weeks from ${running.from}`
    }. End it first: ${END}`,
  );

function startIn(options: OperatorInput["options"], today: string): SteppedStart {
  const [weeks, from, by] = [Number(options.weeks), String(options.from ?? ""), options.by ?? "team"];
  if (!Number.isInteger(weeks) || weeks < FEWEST_WEEKS || weeks > MOST_WEEKS)
    throw invalid(
      `Nothing was changed: --weeks takes a number from ${FEWEST_WEEKS} to ${MOST_WEEKS}. ${USAGE}`,
    );
  if (!isDay(from)) throw invalid(`Nothing was changed: --from takes a day, such as 2027-01-05. ${USAGE}`);
  if (from < today)
    throw invalid(`Nothing was changed: ${from} has passed, and who had tips since can't be undone.`);
  if (by !== "team" && by !== "person")
    throw invalid(`Nothing was changed: --by takes team or person. ${USAGE}`);
  return { weeks, from, by };
}
