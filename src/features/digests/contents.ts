import type { Day } from "../../core/calendar.ts";
import type { Published } from "../../core/figures.ts";
import { isSameGroup } from "../../core/groups.ts";
import {
  lastAlike,
  newsSince,
  percentOf,
  type Verdict,
  verdictOn,
  verdictOnShares,
  weeksBefore,
} from "../../core/noise.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import {
  derived,
  type Group,
  type NoFigure,
  type PublishedFigures,
  type WeeklyFigure,
} from "../../core/published.ts";
import { inTurns } from "../../core/turns.ts";

const SHOWN = 8;
/** A thousand verdicts take some hundredths of a second. */
const AT_ONCE = 1_000;

type Answer = WeeklyFigure | { readonly none: NoFigure };
type Lot = WeeklyFigure["lots"][number];

/** Whose a figure is, as seen from whoever reads it: so many levels above their own, or the whole organisation's. */
export type Whose = number | undefined;

/** Nothing newer is out, though it should be: what was told of that week before is no news. */
export interface Stale {
  readonly kind: "stale";
}

interface Part {
  readonly whose: Whose;
  readonly week: Day;
  readonly verdict: Verdict | Stale;
  /** Whether earlier weeks were left out, as the group was of another size. */
  readonly resized: boolean;
}

export interface Use extends Part {
  /** People who used Copilot in the week, of those whose use is known. */
  readonly active: number;
  readonly of: number;
  readonly weeks: readonly { readonly monday: Day; readonly percent: number }[];
}

export interface Reported extends Part {
  readonly hours: number;
  readonly reporters: number;
  /** How many were asked; undefined where that isn't out for the same group. */
  readonly asked: number | undefined;
}

/** What rests on figures in one lead's digest. */
export interface Contents {
  readonly use: Use | NoFigure;
  readonly reported: Reported | NoFigure;
}

export interface Lead {
  readonly tenant: TenantId;
  readonly id: PersonId;
}

/**
 * What the digests of many leads rest on, in the same order: a few questions to the database for each organisation, however
 * many they are. Weeks that several leads are shown are looked at once.
 */
export async function contentsOf(
  published: PublishedFigures,
  leads: readonly Lead[],
  today: Day,
): Promise<readonly Published<Contents>[]> {
  const found = new Map<Lead, Published<Contents>>();
  for (const tenant of new Set(leads.map((lead) => lead.tenant))) {
    const own = leads.filter((lead) => lead.tenant === tenant);
    const contents = await contentsIn(published, tenant, own, today);
    for (const [at, lead] of own.entries()) found.set(lead, contents[at] as Published<Contents>); // as many as asked for
  }
  return leads.map((lead) => found.get(lead) as Published<Contents>); // each is of some tenant
}

async function contentsIn(
  published: PublishedFigures,
  tenant: TenantId,
  leads: readonly Lead[],
  today: Day,
): Promise<readonly Published<Contents>[]> {
  const weeks = weeksBefore(today);
  const own = leads.map(({ id }): Group => ({ under: id }));
  const [use = [], minutes = [], asked = []] = await published.weeklyOfEach(tenant, MEASURES, own, weeks);
  const others = await askedOfOthers(minutes, asked, (groups) =>
    published.weekly(tenant, "time-saved/asked", groups, weeks),
  );
  const make = contentsOnce(today);
  const contents: Published<Contents>[] = [];
  await inTurns(
    own,
    (_group, at) => {
      const [used, told] = [use[at], minutes[at]];
      contents.push(make([used, told, others.get(told as Published<Answer>) ?? asked[at]] as Three)); // as many as were asked for
    },
    AT_ONCE,
  );
  return contents;
}

const MEASURES = ["adoption/weekly", "time-saved/minutes", "time-saved/asked"];

/**
 * More people are asked than answer, so how many were asked may be shown of a smaller group than what they told: then it is
 * found of the larger one. By what was told.
 */
async function askedOfOthers(
  minutes: readonly Published<Answer>[],
  asked: readonly Published<Answer>[],
  find: (groups: readonly Group[]) => Promise<readonly Published<Answer>[]>,
): Promise<ReadonlyMap<Published<Answer>, Published<Answer>>> {
  const larger = new Map<Published<Answer>, Group>();
  for (const [at, told] of minutes.entries()) {
    const { value } = told;
    if (larger.has(told) || "none" in value) continue;
    if (sameAs(value, asked[at]?.value ?? { none: "too few people" }) === undefined)
      larger.set(told, value.group);
  }
  const found = larger.size === 0 ? [] : await find([...larger.values()]);
  return new Map([...larger.keys()].map((told, nth) => [told, found[nth] as Published<Answer>])); // one for each
}

type Three = readonly [Published<Answer>, Published<Answer>, Published<Answer>];

/** What comes of the same figures is worked out once, for all who are shown them. */
function contentsOnce(today: Day): (three: Three) => Published<Contents> {
  const [usage, reports] = [once(usageIn), once(reportsIn)];
  const made = new Map<Three[0], Map<Three[1], Published<Contents>>>();
  const since = newsSince(today);
  const ofNow = <P extends Part>(part: P): P =>
    part.week >= since ? part : { ...part, verdict: { kind: "stale" } };
  return (three) => {
    const [used, told] = three; // whom it was asked of goes with what was told
    const own = made.get(used) ?? new Map<Three[1], Published<Contents>>();
    const contents =
      own.get(told) ??
      derived(three, ([used, told, whom]) => ({
        use: "none" in used ? used.none : ofNow({ ...usage(used), whose: used.above }),
        reported:
          "none" in told ? told.none : ofNow({ ...reports(told, sameAs(told, whom)), whose: told.above }),
      }));
    made.set(used, own.set(told, contents));
    return contents;
  };
}

const sameAs = ({ group }: WeeklyFigure, other: Answer): WeeklyFigure | undefined =>
  "none" in other || !isSameGroup(group, other.group) ? undefined : other;

/** What comes of the weeks of a group is worked out once, for all who are shown them. */
function once<Rest extends readonly unknown[], T>(make: (figure: WeeklyFigure, ...rest: Rest) => T) {
  const made = new Map<WeeklyFigure["lots"], T>();
  return (figure: WeeklyFigure, ...rest: Rest): T => {
    const value = made.get(figure.lots) ?? make(figure, ...rest);
    made.set(figure.lots, value);
    return value;
  };
}

function usageIn({ lots, countsTo }: WeeklyFigure): Omit<Use, "whose"> {
  const weeks = lots.map((lot) => {
    const [active, inactive] = [lot.sums.active ?? 0, lot.sums.inactive ?? 0];
    return { lot, active, of: active + inactive, percent: percentOf(active, active + inactive) };
  });
  const { lot, active, of } = weeks.at(-1) as (typeof weeks)[number]; // the newest week is one of them
  return {
    ...{ week: mondayIn(lot), active, of, ...verdictOnShares(weeks, countsTo) },
    weeks: weeks.slice(-SHOWN).map((week) => ({ monday: mondayIn(week.lot), percent: week.percent })),
  };
}

function reportsIn(
  { lots, minutesTo, countsTo }: WeeklyFigure,
  whom: WeeklyFigure | undefined,
): Omit<Reported, "whose"> {
  const askedIn = new Map(whom?.lots.map((lot) => [mondayIn(lot), lot.sums.asked]));
  const weeks = lots.map((lot) => ({ lot, hours: hoursIn(lot), asked: askedIn.get(mondayIn(lot)) }));
  const alike = lastAlike(weeks, ({ asked }) => asked, countsTo);
  const { lot, hours, asked } = weeks.at(-1) as (typeof weeks)[number]; // the newest week is one of them
  return {
    ...{ week: mondayIn(lot), hours, asked, reporters: lot.people },
    verdict: verdictOn(
      alike.map((week) => week.hours),
      minutesTo / 60,
    ),
    resized: alike.length < weeks.length,
  };
}

const hoursIn = ({ sums }: Lot): number => (sums.net ?? 0) / 60;
const mondayIn = ({ weeks }: Lot): Day => weeks[0] as Day; // each is a week by itself
