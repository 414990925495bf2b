import type { Card } from "../../../src/core/card.ts";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { idsOf, tasks } from "../../../src/core/taxonomy.ts";
import type { Language } from "../../../src/core/words.ts";
import {
  closeCard,
  closeNudgeCard,
  copiedCard,
  countedCard,
  digestCard,
  droppedCard,
  endedCard,
  experimentCard,
  formCard,
  foundCard,
  goneCard,
  joinCard,
  joinedCard,
  lateCard,
  learningsCard,
  leaveCard,
  leftCard,
  listCard,
  notCountedCard,
  notInCard,
  notYetCard,
  recordCard,
  recordedCard,
  remindCard,
  startedCard,
  thanksCard,
  type View,
  wrongCodeCard,
} from "../../../src/features/experiments/cards.ts";
import type { Design } from "../../../src/features/experiments/designs.ts";
import { type Finding, NOTHING } from "../../../src/features/experiments/results.ts";
import type { Experiment, Problem, Verdict } from "../../../src/features/experiments/rules.ts";

const today = "2026-11-24";

/** What people would type, in each language. */
const said = {
  en: {
    hypothesis: "If we let Copilot draft the minutes of our team meeting, then they go out on the same day",
    other: "If we ask for three headings first, then a submission needs one round of comments fewer",
    baseline: "They go out two days later, and take about forty minutes",
    success: "Ten minutes less for each meeting, and nobody misses an action",
    learned:
      "Drafts were quick. Checking who said what took most of the time, above all with more than ten people in the room.",
    next: "We go on with it for meetings of up to ten people.",
    counted: "mistakes found by the chair",
    designSaid: "We ask those who read them",
  },
  cy: {
    hypothesis:
      "Os gadawn i Copilot ddrafftio cofnodion cyfarfod ein tîm, yna byddant yn mynd allan yr un diwrnod",
    other: "Os gofynnwn am dri phennawd yn gyntaf, yna bydd angen un rownd o sylwadau'n llai ar gyflwyniad",
    baseline: "Maent yn mynd allan ddeuddydd yn ddiweddarach, ac yn cymryd tua deugain munud",
    success: "Deng munud yn llai ar gyfer pob cyfarfod, a neb yn colli cam gweithredu",
    learned:
      "Roedd drafftiau'n gyflym. Gwirio pwy ddywedodd beth a gymerodd y rhan fwyaf o'r amser, yn enwedig gyda mwy na deg o bobl yn yr ystafell.",
    next: "Awn ymlaen ag ef ar gyfer cyfarfodydd o hyd at ddeg o bobl.",
    counted: "camgymeriadau a welwyd gan y cadeirydd",
    designSaid: "Rydym yn gofyn i'r rhai sy'n eu darllen",
  },
} as const;

const designs: readonly Design[] = [
  {
    code: "before-and-after",
    name: { en: "Before and after", cy: "Cyn ac ar ôl" },
    says: {
      en: "The same people do the task as before, and then with the change",
      cy: "Yr un bobl yn gwneud y dasg fel o'r blaen, ac yna gyda'r newid",
    },
    described: false,
  },
  { code: "other", name: { en: "Another way", cy: "Ffordd arall" }, described: true },
];

const one = (language: Language, more: Partial<Experiment> = {}): Experiment => ({
  tenant: "11111111-1111-4111-8111-111111111111" as TenantId,
  id: 7,
  owner: "ada" as PersonId,
  language,
  ...{ hypothesis: said[language].hypothesis, task: "summarise-meetings", app: "teams", counted: undefined },
  ...{
    baseline: said[language].baseline,
    known: "measured",
    design: "before-and-after",
    designSaid: undefined,
  },
  ...{ starts: "2026-11-23", ends: "2026-12-07", openTo: "all", success: said[language].success },
  ...{ code: "7F3A91C20B4D", copyOf: undefined, copies: 0, closed: undefined },
  ...more,
});

const closed = (
  language: Language,
  verdict: Verdict,
  more: Partial<NonNullable<Experiment["closed"]>> = {},
) => ({
  closed: {
    ...{ verdict, learned: said[language].learned, next: said[language].next, keep: true },
    ...{ at: new Date("2026-12-08T10:00:00Z"), result: NOTHING },
    ...more,
  },
});

const finding = (value: number, low: number, high: number, more: Partial<Finding> = {}): Finding => ({
  ...{ people: 10, times: 45, mean: { value, low, high }, indicative: true },
  ...more,
});

const view = (of: Experiment, more: Partial<View> = {}): View => ({
  ...{ of, design: designs[0], today, isOwner: false, takesPart: false, taking: undefined },
  ...more,
});

const everyProblem: readonly Problem[] = [
  ...(["hypothesis", "task", "app", "counted", "baseline", "known", "design", "design-said"] as const),
  ...(["starts", "ends", "open-to", "success"] as const),
  ...(["email", "phone", "postcode", "health-number", "name"] as const).map((personal) => ({ personal })),
  { refused: "marking" },
];

/** Every card that this feature can show. */
export const samples = (language: Language): Record<string, Card> => {
  const s = said[language];
  const mine = one(language);
  const other = one(language, { id: 8, hypothesis: s.other, task: "draft", app: "word" });
  const ended = one(language, { id: 9, hypothesis: s.other, ...closed(language, "did-not") });
  const form = { form: "activity-1", designs, today };
  const dates = { starts: "2026-11-25", ends: "2026-12-09" };
  return {
    form: formCard(language, { ...form, fields: dates }),
    "form, to be put right": formCard(language, { ...form, fields: dates, problems: everyProblem }),
    "form of a copy": formCard(language, {
      ...form,
      copyOf: 7,
      fields: {
        ...dates,
        hypothesis: s.hypothesis,
        task: idsOf(tasks)[2],
        app: "teams",
        design: "before-and-after",
        openTo: "code",
      },
    }),
    dropped: droppedCard(language),
    gone: goneCard(language),
    started: startedCard(language, mine),
    "started, with a code": startedCard(language, { ...mine, openTo: "code" }, true),
    "running, to join": experimentCard(language, view(mine)),
    "running, taking part": experimentCard(
      language,
      view({ ...mine, copies: 2 }, { takesPart: true, taking: 15 }),
    ),
    "running, its owner's": experimentCard(
      language,
      view(
        { ...mine, counted: s.counted, copyOf: 3, design: "other", designSaid: s.designSaid },
        { isOwner: true, takesPart: true, design: designs[1] },
      ),
    ),
    "over, its owner's": experimentCard(
      language,
      view({ ...mine, ends: "2026-11-23", starts: "2026-11-09" }, { isOwner: true }),
    ),
    "closed, worked, indicative": experimentCard(
      language,
      view({
        ...mine,
        copies: 1,
        ...closed(language, "worked", { result: { used: finding(12, 4, 19), without: undefined } }),
      }),
    ),
    "closed, didn't, and the record differs": experimentCard(
      language,
      view({
        ...mine,
        ...closed(language, "did-not", {
          result: {
            used: finding(9, 3, 14, { people: 40, times: 160, indicative: false }),
            without: undefined,
          },
        }),
      }),
    ),
    "closed, worked, and the record doesn't settle it": experimentCard(
      language,
      view({
        ...mine,
        ...closed(language, "worked", { result: { used: finding(0, -4, 5), without: undefined } }),
      }),
    ),
    "closed, took longer": experimentCard(
      language,
      view({
        ...mine,
        ...closed(language, "did-not", { result: { used: finding(-6, -11, -1), without: undefined } }),
      }),
    ),
    "closed, can't tell, not enough": experimentCard(
      language,
      view({ ...mine, ...closed(language, "cannot-tell", { next: undefined }) }),
    ),
    "closed, a count with and without": experimentCard(
      language,
      view({
        ...mine,
        counted: s.counted,
        ...closed(language, "worked", {
          result: { used: finding(1.4, 0.9, 2), without: finding(3.2, 2.4, 4.1) },
        }),
      }),
    ),
    "closed, thanked": thanksCard(
      language,
      view({ ...mine, ...closed(language, "did-not") }, { isOwner: true }),
    ),
    joined: joinedCard(language, mine, { known: false, isOwner: false }),
    "joined, again, one's own": joinedCard(
      language,
      { ...mine, counted: s.counted },
      { known: true, isOwner: true },
    ),
    late: lateCard(language, mine),
    "late to record": lateCard(language, mine, "record"),
    "wrong code": wrongCodeCard(language),
    join: joinCard(language, [mine, other]),
    "join, nothing open": joinCard(language, []),
    leave: leaveCard(language, [mine, other]),
    "leave, in none": leaveCard(language, []),
    left: leftCard(language),
    "not in it": notInCard(language, mine),
    "not yet": notYetCard(language, mine),
    record: recordCard(language, mine, "activity-2"),
    "record a count, to be put right": recordCard(language, { ...mine, counted: s.counted }, "activity-2", {
      fields: { used: "yes" },
      problems: ["used", "count", "minutes"],
    }),
    recorded: recordedCard(language, mine, false),
    "recorded, again": recordedCard(language, mine, true),
    counted: countedCard(language, mine),
    "counted for none": countedCard(language, undefined),
    "not counted": notCountedCard(language),
    close: closeCard(language, mine),
    "close, to be put right": closeCard(language, mine, {
      fields: { keep: "true" },
      problems: ["verdict", "learned"],
    }),
    list: listCard(
      language,
      {
        mine: [mine],
        joined: [other],
        open: [{ ...other, id: 10, starts: "2026-12-01", ends: "2026-12-14" }],
        closed: [ended, { ...ended, id: 11, ...closed(language, "worked") }],
      },
      today,
    ),
    "list, nothing yet": listCard(language, { mine: [], joined: [], open: [], closed: [] }, today),
    found: foundCard(language, [ended, mine], today),
    "found none": foundCard(language, [], today),
    reminder: remindCard(language, mine),
    "last day": closeNudgeCard(language, mine, "1"),
    "still open": closeNudgeCard(language, mine, "2"),
    ended: endedCard(language, mine, false),
    "ended, its owner's": endedCard(language, mine, true),
    "ended alone, with a record": experimentCard(
      language,
      view({
        ...mine,
        ...closed(language, "cannot-tell", {
          ...{ learned: "", next: undefined, alone: true },
          result: { used: finding(12, 4, 19), without: undefined },
        }),
      }),
    ),
    "ended alone, its owner forgotten": experimentCard(
      language,
      view({
        ...{ ...mine, owner: undefined, hypothesis: "", baseline: "", success: "" },
        ...closed(language, "cannot-tell", { learned: "", next: undefined, alone: true }),
      }),
    ),
    copied: copiedCard(language, { ...mine, copies: 1 }),
    digest: digestCard(language, "2026-11-01", [
      { ...mine, ...closed(language, "worked") },
      ended,
      { ...other, id: 12, ...closed(language, "cannot-tell") },
    ]),
    "digest, of many": digestCard(
      language,
      "2026-12-01",
      Array.from({ length: 12 }, (_, at) => ({ ...ended, id: 20 + at })),
    ),
    "learnings on": learningsCard(language, true),
    "learnings off": learningsCard(language, false),
  };
};
