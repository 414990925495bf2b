import { addDays, type Day, shortDay } from "../../core/calendar.ts";
import type { Kept, PersonalData } from "../../core/feature.ts";
import { apps } from "../../core/taxonomy.ts";
import { type InLanguages, inOneList, type Language } from "../../core/words.ts";
import { mondayIn, shownApps, usageApps } from "./rules.ts";
import type { Everything, UsageStore } from "./store-usage.ts";
import { adoptionWords } from "./words.ts";

/** What is kept of somebody, for themselves: where it comes from, and every day that is kept. */
export function personalFrom(usage: UsageStore): PersonalData {
  return {
    async summary(person) {
      const all = await usage.allOf(person);
      return all === undefined ? [] : linesOf(person.language, all);
    },
    async export(person) {
      const all = await usage.allOf(person);
      return all && exported(all);
    },
  };
}

/** "24 Nov 2026": what is kept may be years old. */
const dayOf = (language: Language, day: Day): string => `${shortDay(language, day)} ${day.slice(0, 4)}`;

function linesOf(language: Language, all: Everything): readonly Kept[] {
  const w = adoptionWords(language);
  const facts = [
    ...(all.job_title === null ? [] : [`${w.jobTitle}: ${all.job_title}`]),
    ...(all.company === null ? [] : [`${w.company}: ${all.company}`]),
    ...(all.office === null ? [] : [`${w.office}: ${all.office}`]),
    ...(all.country === null ? [] : [`${w.country}: ${all.country}`]),
    ...(all.places.length === 0 ? [] : [w.places(all.places.length)]),
    ...(all.groups.length === 0 ? [] : [w.groups(all.groups.length)]),
  ];
  return [
    { title: w.directory, value: `${w.directoryValue(facts.join("; ") || w.listed)} ${w.forgotten}` },
    ...(all.licences.length === 0
      ? []
      : [{ title: w.licence, value: all.licences.map((one) => licenceIn(language, one)).join("; ") }]),
    ...useIn(language, all),
  ];
}

function licenceIn(language: Language, { from_on, until_on, began }: Everything["licences"][number]): string {
  const w = adoptionWords(language);
  if (until_on !== null) return w.between(dayOf(language, from_on), dayOf(language, until_on));
  return began ? w.since(dayOf(language, from_on)) : w.sinceBefore(dayOf(language, from_on));
}

function useIn(language: Language, all: Everything): readonly Kept[] {
  const w = adoptionWords(language);
  if (all.reported_on === null) return [];
  const last = lastUses(all);
  if (last.size === 0) return [{ title: w.use, value: w.neverUsed(dayOf(language, all.reported_on)) }];
  const shown = shownApps.flatMap((app) => {
    const day = last.get(app);
    return day === undefined
      ? []
      : [`${app === "chat" ? "Copilot Chat" : apps[app][language]} ${dayOf(language, day)}`];
  });
  const any = last.get("any");
  const list = shown.length > 0 ? shown : any === undefined ? [] : [dayOf(language, any)];
  return [{ title: w.use, value: w.useValue(inOneList(language, list), all.weeks.length) }];
}

/** The last day of each app that stands in the weeks. */
function lastUses({ weeks }: Everything): ReadonlyMap<string, Day> {
  const last = new Map<string, Day>();
  for (const [app, days] of Object.entries(daysOf(weeks))) {
    const newest = days.at(-1);
    if (newest !== undefined) last.set(app, newest);
  }
  return last;
}

/** Every day that is kept, by app, the oldest first. */
function daysOf(weeks: Everything["weeks"]): Readonly<Record<string, readonly Day[]>> {
  const all = usageApps.map((app, at) => [
    app,
    weeks.flatMap(({ week, days }) =>
      [...days.slice(at * 7, at * 7 + 7)].flatMap((bit, weekday) =>
        bit === "1" ? [addDays(mondayIn(week), weekday)] : [],
      ),
    ),
  ]);
  return Object.fromEntries(all.filter(([, days]) => days !== undefined && days.length > 0));
}

function exported({ weeks, licences, sign_in_names, counts, reported_on, ...rest }: Everything) {
  const explained: InLanguages<string> = {
    en: adoptionWords("en").forgotten,
    cy: adoptionWords("cy").forgotten,
  };
  return {
    fromTheDirectory: rest,
    licences,
    /** Sign-in names are kept as codes that can't be read back. */
    signInNamesAsCodes: sign_in_names,
    daysOfUse: daysOf(weeks),
    countsOfUse: counts,
    reportsSpeakUpTo: reported_on,
    explained,
  };
}
