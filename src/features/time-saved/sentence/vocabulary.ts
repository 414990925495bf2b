import {
  atLeast,
  atMost,
  closeTo,
  couples,
  events,
  functionWords,
  jobs,
  labels,
  longUnits,
  months,
  namedDays,
  ones,
  tens,
  units,
  vagueAmounts,
  vagueDays,
  weekdays,
} from "./number-words.ts";
import { list } from "./phrase-book.ts";
import { otherDoing, plainApps, taskWords, wordyApps } from "./topic-words.ts";
import { doings, elsewhere, fillers, finite, signs } from "./words.ts";

/** What comes off the end of a word after an apostrophe, and which word it stands for. */
export const clitics: Readonly<Record<string, string>> = {
  ll: "will",
  d: "would",
  ve: "have",
  re: "are",
  m: "am",
  r: "",
  i: "",
  u: "",
  w: "",
  n: "yn",
};

/** Frequent words worth putting right. */
export const repairable: readonly string[] = list(`
  minutes, minute, hours, saved, saving, longer, slower, quicker, faster, yesterday, quarter, instead,
  usually, normally, wasted, summarising, summary, drafting, drafted, briefing, meeting, email, emails,
  report, slides, spreadsheet, presentation, translating, twenty, thirty, fifteen, copilot, munud,
  munudau, arbedais, arbedodd, adroddiad, cofnodion, cyfieithu, morning, tuesday, wednesday, thursday,
  half, letter, difference`);

/** Real words that look like a slip of a frequent one. */
const realWords = list(`
  slaved, salved, staved, shaved, saver, savers, linger, lounger, waster, waited, minuet, minuses, houses,
  fasten, quarters, reporter, reports, letters, latter, hourly, houris, lettered, drafts, saves, hour,
  house, briefings, meetings, summarise, summary, summery, drafter, shaving, slaving, staving, sliding,
  sides, sliders, resport, minutest, meting, munud, twentieth, halfway, quartet, mining, mourning,
  thirsty, instated`);

/** Every word we know: none of them is a slip of another. */
export const vocabulary: ReadonlySet<string> = new Set([
  ...Object.values(signs).flat().flatMap(wordsOf),
  ...Object.values(taskWords).flatMap(({ strong, weak = [] }) => [...strong, ...weak].flatMap(wordsOf)),
  ...[closeTo, atLeast, atMost, vagueAmounts, couples, vagueDays, realWords, repairable]
    .flat()
    .flatMap(wordsOf),
  ...namedDays.flatMap(([phrases]) => phrases).flatMap(wordsOf),
  ...[units, ones, tens, weekdays, months, plainApps, wordyApps].flatMap(Object.keys),
  ...[longUnits, events, jobs, elsewhere, doings, functionWords, finite, labels, fillers, otherDoing].flatMap(
    (words) => [...words],
  ),
]);

function wordsOf(phrase: string): string[] {
  return phrase.replaceAll("*", "").split(" ");
}
