// "log 30 minutes" saved and answered, against a bare restify + teams-ai echo with no storage, in one run.
//   npm run bench:inbound [-- --full]
// A journey is the message, answered by the card to confirm through a loopback Bot Connector, and the press of Save,
// answered in the HTTP response. Both activities are counted; each is compared with the echo's message.
// Processor time is that of the server's own process: on the embedded database the database's worker is a thread of it;
// on PostgreSQL the database server's processes are not in it.
// BENCH_DATABASE_URL or TEST_DATABASE_URL: an empty PostgreSQL database that may be overwritten; else a cluster is made.
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { built } from "./parts/build.ts";
import { Connector } from "./parts/connector.ts";
import { type Figure, median, report, SLACK } from "./parts/figures.ts";
import { type Postgres, postgres } from "./parts/postgres.ts";
import { type Running, started } from "./parts/server.ts";
import { type Block, Staff } from "./parts/staff.ts";

type Kind = "echo" | "embedded" | "PostgreSQL";
const ours = ["embedded", "PostgreSQL"] as const satisfies readonly Kind[];

const full = process.argv.includes("--full");
const CONNECTIONS = [1, 10, 50] as const;
const PEOPLE = 500;
const size = full
  ? { rounds: 9, most: 9, activities: { 1: 400, 10: 1000, 50: 1500 }, alone: 600, warm: 3000, starts: 5 }
  : {
      rounds: SLACK > 0 ? 2 : 3,
      most: SLACK > 0 ? 2 : 7,
      activities: { 1: 300, 10: 200, 50: 200 },
      alone: 0,
      warm: 400,
      starts: SLACK > 0 ? 1 : 2,
    };

const RATIO: Readonly<Record<(typeof ours)[number], number>> = { embedded: 0.6, PostgreSQL: 0.7 };
const COLD_START_RATIO = 3;
const FIRST_START_S = 5;

/** One block of activities at one server. */
interface Measured {
  readonly cpu: number;
  readonly rate: number;
}

class Contestant {
  readonly kind: Kind;
  readonly staff: Staff;
  readonly #start: () => Promise<Running>;
  #running: Running | undefined;

  constructor(kind: Kind, connector: Connector, start: () => Promise<Running>) {
    this.kind = kind;
    this.staff = new Staff(PEOPLE, connector, { ours: kind !== "echo" });
    this.#start = start;
  }

  /** Answers the seconds to the first 200. */
  async start(): Promise<number> {
    const running = await this.#start();
    this.#running = running;
    this.staff.turnTo(running.port);
    return running.startMs / 1000;
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  /** Processor time for each activity in microseconds, and activities in a second. */
  async measure(block: (staff: Staff, between: () => void) => Promise<Block>): Promise<Measured> {
    const cpu = () => this.#running?.cpu() ?? 0;
    let before = cpu();
    const { activities, seconds } = await block(this.staff, () => {
      before = cpu();
    });
    return { cpu: (cpu() - before) / activities, rate: activities / seconds };
  }
}

/** Everything that was measured, by what it was of: a list with one entry for each round. */
class Results {
  readonly #lists = new Map<string, number[]>();
  add(name: string, value: number): void {
    this.#lists.set(name, [...this.of(name), value]);
  }
  of(name: string): readonly number[] {
    return this.#lists.get(name) ?? [];
  }
  median(name: string): number | undefined {
    const values = this.of(name);
    return values.length === 0 ? undefined : median(values);
  }
  /** Of two things measured in the same rounds: the median of the rounds' ratios, as neighbours had the same machine. */
  ratio(above: string, below: string): number | undefined {
    const [top, bottom] = [this.of(above), this.of(below)];
    if (top.length === 0 || top.length !== bottom.length) return undefined;
    return median(top.map((value, round) => value / (bottom[round] ?? Number.NaN)));
  }
}

const began = performance.now();
const loadBefore = loadavg().map((load) => Number(load.toFixed(2)));
const results = new Results();
const folder = mkdtempSync(join(tmpdir(), "uptake-bench-"));
const connector = new Connector();
let server: Postgres | undefined;
try {
  const main = built();
  server = await postgres();
  await connector.start();
  const contestants = contestantsOf(main, server);
  await meet(contestants);
  await load(contestants);
  await coldStarts(contestants);
} finally {
  connector.stop();
  server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (server === undefined)
  console.log("\nNo PostgreSQL on this machine and no BENCH_DATABASE_URL: that half was NOT MEASURED.\n");
const ok = report("inbound", figures(), {
  full,
  seconds: Math.round((performance.now() - began) / 1000),
  loadBefore,
  database: server?.what ?? null,
});
process.exit(ok ? 0 : 1);

function contestantsOf(main: string, database: Postgres | undefined): readonly Contestant[] {
  const echo = fileURLToPath(new URL("parts/echo.mjs", import.meta.url));
  const product = (environment: Record<string, string>) => () =>
    started(main, { LOG_LEVEL: "warn", DATA_DIR: join(folder, "data"), ...environment });
  return [
    new Contestant("echo", connector, () => started(echo, {})),
    new Contestant("embedded", connector, product({})),
    ...(database === undefined
      ? []
      : [new Contestant("PostgreSQL", connector, product({ DATABASE_URL: database.url }))]),
  ];
}

/** The first start ever, and the first time that everybody writes. */
async function meet(contestants: readonly Contestant[]): Promise<void> {
  for (const contestant of contestants) {
    results.add(`${contestant.kind} first start`, await contestant.start());
    await contestant.staff.meet(10);
    await contestant.staff.journeys(size.warm, 10);
  }
}

/** In a short run a median that misses its goal is measured further, so that one second of a neighbour's isn't ours; where slack is given, it isn't. */
async function load(contestants: readonly Contestant[]): Promise<void> {
  for (let round = 0; round < size.rounds || (round < size.most && !enough()); round++) {
    const order = rotated(contestants, round);
    const sums = new Map<Kind, number>();
    for (const connections of CONNECTIONS)
      for (const contestant of order) {
        const { cpu, rate } = await contestant.measure((staff) =>
          contestant.kind === "echo"
            ? staff.messages(size.activities[connections], connections)
            : staff.journeys(size.activities[connections], connections),
        );
        results.add(`${contestant.kind} rate ${connections}`, rate);
        results.add(`${contestant.kind} cpu ${connections}`, cpu);
        sums.set(contestant.kind, (sums.get(contestant.kind) ?? 0) + cpu / CONNECTIONS.length);
      }
    for (const [kind, cpu] of sums) results.add(`${kind} cpu`, cpu);
    if (size.alone === 0) continue;
    for (const contestant of order) {
      const messages = await contestant.measure((staff) => staff.messages(size.alone, 10));
      results.add(`${contestant.kind} message cpu`, messages.cpu);
      const presses = await contestant.measure((staff, between) => staff.presses(size.alone, 10, between));
      results.add(`${contestant.kind} press cpu`, presses.cpu);
    }
  }
  for (const contestant of contestants) await contestant.stop();
}

function enough(): boolean {
  return ours
    .flatMap((kind) => goalsOf(kind))
    .every(({ value, atLeast }) => value === undefined || value >= atLeast);
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  return [...list.slice(by % list.length), ...list.slice(0, by % list.length)];
}

/** On the data that the load left; the last start also shows that none of it was lost. */
async function coldStarts(contestants: readonly Contestant[]): Promise<void> {
  for (let round = 0; round < size.starts; round++)
    for (const contestant of rotated(contestants, round)) {
      results.add(`${contestant.kind} start`, await contestant.start());
      if (contestant.kind !== "echo" && round === size.starts - 1) await nothingLost(contestant);
      await contestant.stop();
    }
}

async function nothingLost({ kind, staff }: Contestant): Promise<void> {
  const [kept, saved] = [await staff.entriesOf(0), staff.saved[0]];
  if (kept !== saved) throw new Error(`On ${kind} ${saved} entries were saved and ${kept} are kept`);
}

function figures(): readonly Figure[] {
  return [
    ...ours.flatMap((kind) => goalsOf(kind)),
    ...ours.flatMap((kind) => startsOf(kind)),
    { name: "echo: cold start", value: results.median("echo start"), unit: "s" },
    ...(["echo", ...ours] as const).flatMap((kind) => plainFigures(kind)),
    ...(size.alone === 0 ? [] : ours).flatMap((kind) =>
      (["message", "press"] as const).map((what) => ({
        name: `${kind}: a ${what} alone, echo's processor time ÷ ours`,
        value: results.ratio(`echo ${what} cpu`, `${kind} ${what} cpu`),
        unit: "",
      })),
    ),
  ];
}

function goalsOf(kind: (typeof ours)[number]): readonly (Figure & { readonly atLeast: number })[] {
  return [
    {
      name: `${kind}: echo's processor time ÷ ours`,
      value: results.ratio("echo cpu", `${kind} cpu`),
      unit: "",
      atLeast: RATIO[kind],
    },
    ...CONNECTIONS.map((connections) => ({
      name: `${kind}: our rate ÷ echo's, connections: ${connections}`,
      value: results.ratio(`${kind} rate ${connections}`, `echo rate ${connections}`),
      unit: "",
      atLeast: RATIO[kind],
    })),
  ];
}

function startsOf(kind: (typeof ours)[number]): readonly Figure[] {
  return [
    {
      name: `${kind}: cold start ÷ echo's`,
      value: results.ratio(`${kind} start`, "echo start"),
      unit: "",
      atMost: COLD_START_RATIO,
    },
    {
      name: `${kind}: first start ever`,
      value: results.median(`${kind} first start`),
      unit: "s",
      atMost: FIRST_START_S,
    },
    { name: `${kind}: cold start`, value: results.median(`${kind} start`), unit: "s" },
  ];
}

function plainFigures(kind: Kind): readonly Figure[] {
  return [
    ...CONNECTIONS.flatMap((connections) => [
      {
        name: `${kind}: connections: ${connections}, processor time of an activity`,
        value: results.median(`${kind} cpu ${connections}`),
        unit: "µs",
      },
      {
        name: `${kind}: connections: ${connections}, rate`,
        value: results.median(`${kind} rate ${connections}`),
        unit: "/s",
      },
    ]),
    ...(size.alone === 0 ? [] : (["message", "press"] as const)).map((what) => ({
      name: `${kind}: a ${what} alone, processor time`,
      value: results.median(`${kind} ${what} cpu`),
      unit: "µs",
    })),
  ];
}
