// Estimates and evaluations against invented departments of which the truth is known.
//   npm run bench:evidence [-- --full]
// Minutes are skewed (log-normal), written down in heaps of 5, 15, 30 and 60, more willingly by those who save more; some
// people lie, some work part of the week, some of what is reported is new work. Nothing here is timed, so it says the same
// on every machine: all chance is drawn from named lots.

import type { Range } from "../src/core/bootstrap.ts";
import { addDays } from "../src/core/calendar.ts";
import type { Reading } from "../src/core/figures.ts";
import { type Lots, lotsOf, normalFrom } from "../src/core/lots.ts";
import type { PersonId } from "../src/core/person.ts";
import { opened } from "../src/core/publication.ts";
import type { TimeReport, Use } from "../src/core/time-use.ts";
import { estimate, FEWEST, lotOf } from "../src/features/benefits/estimate.ts";
import { evaluation, type Outcome, type Plan, powerOf } from "../src/features/benefits/evaluations/effect.ts";
import { reportersIn, type Summed, sampleOf, summed } from "../src/features/benefits/sample.ts";
import { type Figure, report } from "./parts/figures.ts";

const full = process.argv.includes("--full");
const size = full
  ? { share: 10, population: 1_000_000, trials: 10_000 }
  : { share: 1, population: 150_000, trials: 600 };
const MONDAY = "2026-11-02";
const WEEKS = 4;
/** Share of people who use Copilot in a week. */
const ACTIVE = 0.8;

/** Somebody invented: what they truly save in a week, and what they would report if they did. */
interface Invented {
  readonly saves: number;
  readonly reports: readonly TimeReport[];
}

interface World {
  readonly name: string;
  readonly people: number;
  /** How many departments of a thousand are of this kind. */
  readonly departments: number;
  /** Share that lies, saying three times what it was. */
  readonly liars: number;
}
const worlds: readonly World[] = [
  { name: "small", people: 150, departments: 600, liars: 0.05 },
  { name: "medium", people: 400, departments: 300, liars: 0.05 },
  { name: "large", people: 1200, departments: 100, liars: 0.1 },
];

/** A person of a department: part-timers work three days in five, and half of everybody hardly saves anything. */
function person(name: string, world: World, lots: Lots): Invented {
  const working = lots() < 0.2 ? 0.6 : 1;
  const saves = working * Math.exp(2.8 + 0.9 * normalFrom(lots)) - 4;
  const isReporting = lots() < 1 / (1 + Math.exp(1.6 - saves / 40));
  const isLiar = lots() < world.liars;
  const reports = isReporting
    ? reportsOf(
        name as PersonId, // any text
        isLiar ? saves * 3 + 20 : saves,
        lots,
      )
    : [];
  return { saves: saves * WEEKS, reports };
}

/** One to three reports in each week that they report in, each of a task; one in ten is of new work. */
function reportsOf(person: PersonId, saves: number, lots: Lots): readonly TimeReport[] {
  const weeks = Array.from({ length: WEEKS }, (_, week) => week).filter((week) => week === 0 || lots() < 0.6);
  return weeks.flatMap((week) => {
    const monday = addDays(MONDAY, 7 * week);
    return Array.from({ length: 1 + Math.floor(lots() * 3) }, (_, at, of = 2) => ({
      person,
      week: monday,
      on: addDays(monday, at),
      net: heaped((saves / of) * Math.exp(0.4 * normalFrom(lots) - 0.08)),
      anyway: lots() < 0.1 ? false : lots() < 0.6 ? true : undefined,
      use: useFrom(lots),
    }));
  });
}

const useFrom = (lots: Lots): Use | undefined =>
  lots() < 0.4
    ? undefined
    : (["other-work", "quality", "meetings", "not-sure"] as const)[Math.floor(lots() * 4)];

/** People write round minutes: to five below a quarter of an hour, to a quarter below an hour, then to half hours. */
function heaped(minutes: number): number {
  const heap = Math.abs(minutes) < 15 ? 5 : Math.abs(minutes) < 60 ? 15 : 30;
  return Math.max(-240, Math.min(240, Math.round(minutes / heap) * heap));
}

const known = (value: number): Reading<number> => ({
  source: "usage reports",
  refreshedOn: addDays(MONDAY, 7 * WEEKS),
  coverage: 1,
  value,
});

/** What a department's weeks come to, the first by itself and all together, beside what is true of it. */
function department(name: string, world: World) {
  const lots = lotsOf(name);
  const people = Array.from({ length: world.people }, (_, at) => person(`${at}`, world, lots));
  const all = people.flatMap(({ reports }) => reports);
  const byWeek = mondays.map((week) =>
    lotsOfWeek(
      all.filter((report) => report.week === week),
      world,
      `${name} ${week}`,
    ),
  );
  const estimateOf = (lots: typeof byWeek) =>
    estimate({
      lastDay: addDays(MONDAY, 7 * WEEKS - 1),
      lots: lots.flat(),
      asked: world.people * lots.length,
      licensed: known(world.people),
      newWork: undefined,
      tookLonger: undefined,
    });
  const truth = people.reduce((sum, { saves }) => sum + saves, 0);
  return { truth, week: estimateOf(byWeek.slice(0, 1)), month: estimateOf(byWeek) };
}
const mondays = Array.from({ length: WEEKS }, (_, week) => addDays(MONDAY, 7 * week));

/** As the gate works it out when a week closes. */
function lotsOfWeek(reports: readonly TimeReport[], world: World, name: string) {
  const { of, cut } = reportersIn(reports);
  const reporters = [...of.values()];
  if (reporters.length < FEWEST) return [];
  return [{ ...lotOf(reporters, name, { cut }), active: known(world.people * ACTIVE) }];
}

/**
 * What the same questions come to, week by week, when a department that people like these are drawn from is so large that
 * chance is no more: the truth that an interval of chance has to cover. That those who report aren't the rest is another matter.
 */
function population(world: World): readonly Summed[] {
  const lots = lotsOf(`population ${world.name}`);
  const people = Array.from({ length: size.population }, (_, at) => person(`${at}`, world, lots));
  const all = people.flatMap(({ reports }) => reports);
  return mondays.map((week) => {
    const reporters = [...reportersIn(all.filter((report) => report.week === week)).of.values()];
    const sample = sampleOf(reporters);
    return summed(sample, sample.count, reporters.length);
  });
}

/** One department's estimate beside what is known of it: true or false for each promise. */
interface Held {
  readonly floor: boolean;
  readonly mean: boolean;
  readonly median: boolean;
  readonly central: boolean;
  /** Of four weeks together. */
  readonly monthsFloor: boolean;
  readonly monthsCentral: boolean;
  readonly noMoreThanTrue: boolean;
  readonly reporters: number;
  /** ÷ truth. */
  readonly centralOf: number;
  readonly highOf: number;
}

function heldIn(world: World): readonly Held[] {
  const limits = population(world);
  const [first] = limits;
  if (first === undefined) throw new Error("There is no week");
  const active = world.people * ACTIVE;
  const floorOf = ({ sum }: Summed) => (sum * world.people) / size.population;
  const centralOf = ({ median, share }: Summed) => active * median * share;
  const over = (of: (week: Summed) => number) => limits.reduce((sum, week) => sum + of(week), 0);
  const all = Array.from({ length: world.departments * size.share }, (_, at) =>
    department(`${world.name} ${at}`, world),
  );
  return all.flatMap(({ week, month, truth }) => {
    if (week.kind !== "estimated" || month.kind !== "estimated") return [];
    if (!("value" in week.central && "value" in month.central && "value" in month.high)) return [];
    return {
      floor: holds(week.floor, floorOf(first)),
      mean: holds(week.mean, first.mean),
      median: holds(week.median, first.median),
      central: holds(week.central, centralOf(first)),
      monthsFloor: holds(month.floor, over(floorOf)),
      monthsCentral: holds(month.central, over(centralOf)),
      noMoreThanTrue: month.floor.value <= truth && week.floor.value <= truth / WEEKS,
      reporters: week.reporters,
      centralOf: month.central.value / truth,
      highOf: month.high.value / truth,
    };
  });
}

const holds = ({ low, high }: Range, truth: number): boolean => low <= truth && high >= truth;

function estimates(): readonly Figure[] {
  const byWorld = worlds.map((world) => ({ name: `${world.name} departments`, held: heldIn(world) }));
  const together = byWorld.flatMap(({ held }) => held);
  const expected = worlds.reduce((sum, { departments }) => sum + departments * size.share, 0);
  return [
    { name: "departments estimated", value: together.length, unit: "", atLeast: expected * 0.99 },
    ...figuresOf("all departments", together, { atLeast: 93, atMost: 97 }),
    ...byWorld.flatMap(({ name, held }) => figuresOf(name, held, full ? { atLeast: 93, atMost: 97 } : {})),
  ];
}

/** A short run is too short to hold each kind of department to its goal by itself. Heaps make a median's interval wide. */
function figuresOf(
  name: string,
  held: readonly Held[],
  goal: Pick<Figure, "atLeast" | "atMost">,
): readonly Figure[] {
  const share = (of: Exclude<keyof Held, "reporters" | "centralOf" | "highOf">) =>
    percent(held, (each) => each[of]);
  const mean = (of: "reporters" | "centralOf" | "highOf") =>
    held.reduce((sum, each) => sum + each[of], 0) / held.length;
  return [
    { name: `${name}: reporters on average`, value: mean("reporters"), unit: "" },
    { name: `${name}: intervals of the floor that hold it`, value: share("floor"), unit: "%", ...goal },
    {
      name: `${name}: intervals of the mean, and of high, that hold it`,
      value: share("mean"),
      unit: "%",
      ...goal,
    },
    // Of a median of heaped minutes it is too wide where many report, so each kind of department is only held to the least.
    {
      name: `${name}: intervals of central that hold it`,
      value: share("central"),
      unit: "%",
      ...(name.startsWith("all") ? goal : atLeastOf(goal)),
    },
    // A month's ends are those of its weeks added up, as the same people report in each: too wide rather than too narrow.
    {
      name: `${name}: intervals of a month's floor that hold it`,
      value: share("monthsFloor"),
      unit: "%",
      ...atLeastOf(goal),
    },
    {
      name: `${name}: intervals of a month's central that hold it`,
      value: share("monthsCentral"),
      unit: "%",
      ...atLeastOf(goal),
    },
    { name: `${name}: intervals of the median that hold it`, value: share("median"), unit: "%" },
    {
      name: `${name}: floors that are no more than the truth`,
      value: share("noMoreThanTrue"),
      unit: "%",
      atLeast: 99,
    },
    { name: `${name}: central ÷ truth, as reporters aren't the rest`, value: mean("centralOf"), unit: "" },
    { name: `${name}: high ÷ truth, as reporters aren't the rest`, value: mean("highOf"), unit: "" },
  ];
}

const atLeastOf = ({ atLeast }: Pick<Figure, "atLeast">) => (atLeast === undefined ? {} : { atLeast });

function percent<T>(list: readonly T[], is: (one: T) => boolean): number {
  return (100 * list.filter(is).length) / list.length;
}

/** Teams of eight, colleagues a little alike; one in ten held out; active weeks of twelve, before and after. */
function outcomes(name: string, effect: number, by: "person" | "team", people: number): readonly Outcome[] {
  const lots = lotsOf(name);
  let [team, arm]: [number, Outcome["arm"]] = [0, "tips"];
  return Array.from({ length: people }, (_, at) => {
    if (at % TEAM === 0) team = normalFrom(lots);
    if (by === "person" || at % TEAM === 0) arm = lots() < 0.1 ? "held-out" : "tips";
    const habit = 5 + team + 3 * normalFrom(lots);
    const weeks = (more: number) =>
      Math.max(0, Math.min(12, Math.round(habit + more + 2 * normalFrom(lots))));
    const before = lots() < 0.9 ? weeks(0) : undefined;
    return {
      arm,
      unit: by === "team" ? `${Math.floor(at / TEAM)}` : `${at}`,
      outcome: weeks(arm === "tips" ? effect : 0),
      before,
    };
  });
}
const TEAM = 8;

function planFor(by: "person" | "team", people: number, worthwhile: number): Plan {
  return {
    heldOut: people / 10,
    tips: (people * 9) / 10,
    deviation: 3.4,
    teamSize: by === "team" ? TEAM : 1,
    alike: 0.1,
    explained: 0.5,
    worthwhile,
  };
}

function trials(): readonly Figure[] {
  return (["person", "team"] as const).flatMap((by) => trialsBy(by));
}

function trialsBy(by: "person" | "team"): readonly Figure[] {
  const [people, effect] = [by === "team" ? 1_600 : 800, 1];
  const plan = planFor(by, people, 1);
  const run = (kind: string, truth: number) =>
    Array.from({ length: size.trials }, (_, at) =>
      opened(evaluation(plan, outcomes(`${kind} ${by} ${at}`, truth, by, people))),
    ).flatMap((each) => (each.kind === "evaluated" ? [each] : []));
  const [nothing, something] = [run("nothing", 0), run("something", effect)];
  const truth = effectIn(effect);
  const effects = something.map(({ effect: { value } }) => value);
  const mean = effects.reduce((sum, value) => sum + value, 0) / effects.length;
  const spread = Math.sqrt(
    effects.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (effects.length - 1),
  );
  const error = spread / Math.sqrt(effects.length);
  const chance = 100 * 2 * Math.sqrt((0.05 * 0.95) / size.trials);
  const name = `hold-out by ${by}`;
  return [
    { name: `${name}: evaluations answered, of ${size.trials}`, value: something.length, unit: "" },
    {
      name: `${name}: off the true effect, in Monte Carlo errors`,
      value: Math.abs(mean - truth) / error,
      unit: "",
      atMost: 3,
    },
    {
      name: `${name}: intervals that hold the effect`,
      value: percent(something, (each) => each.effect.low <= truth && each.effect.high >= truth),
      unit: "%",
      atLeast: 93,
      atMost: 97,
    },
    {
      name: `${name}: false alarms (5 %, and two Monte Carlo errors)`,
      value: percent(nothing, ({ verdict }) => verdict !== "no difference found"),
      unit: "%",
      atMost: 5 + chance,
    },
    { name: `${name}: smallest effect told beforehand`, value: powerOf(plan).smallest, unit: "weeks" },
    {
      name: `${name}: effects of one week that are found`,
      value: percent(something, ({ verdict }) => verdict === "more"),
      unit: "%",
      atLeast: 80,
    },
    {
      name: `${name}: variance that history takes away`,
      value: 100 * (something.reduce((sum, each) => sum + each.explained, 0) / something.length),
      unit: "%",
    },
    { name: `${name}: underpowered questions that are refused`, value: refused(by), unit: "%", atLeast: 100 },
  ];
}

/** Weeks can't be more than twelve nor fewer than none, so the true effect is a little less than what was added. */
function effectIn(added: number): number {
  const lots = lotsOf("truth");
  let sum = 0;
  for (let at = 0; at < MANY; at++) {
    const likely = 5 + Math.sqrt(14) * normalFrom(lots); // the deviations of team, person and period, squared and added up
    const weeks = (more: number) => Math.max(0, Math.min(12, Math.round(likely + more)));
    sum += weeks(added) - weeks(0);
  }
  return sum / MANY;
}
const MANY = 1_000_000;

function refused(by: "person" | "team"): number {
  const plan = planFor(by, 200, 0.5);
  return percent(
    Array.from({ length: 200 }, (_, at) => at),
    (at) => opened(evaluation(plan, outcomes(`few ${by} ${at}`, 1, by, 200))).kind === "refused",
  );
}

const began = performance.now();
const figures = [...estimates(), ...trials()];
const ok = report("evidence", figures, { full, seconds: Math.round((performance.now() - began) / 1000) });
process.exit(ok ? 0 : 1);
