import { addDays, daysBetween } from "../../../src/core/calendar.ts";
import type { Card } from "../../../src/core/card.ts";
import type { Language } from "../../../src/core/words.ts";
import {
  askDeleteCard,
  confirmCard,
  deletedCard,
  droppedCard,
  formCard,
  goneCard,
  mineCard,
  nothingToUndoCard,
  quickCard,
  savedCard,
} from "../../../src/features/time-saved/cards.ts";
import {
  type Entry,
  firstDayShown,
  historyOf,
  LISTED,
  type Problem,
} from "../../../src/features/time-saved/rules.ts";

const today = "2026-11-24";
const draft = { entry: "activity-1", source: "sentence" } as const;
const read = { direction: "saved", minutes: "30", task: "draft", app: "word", on: today };
const compared = { actual: "20", expected: "50", task: "draft", app: "word", on: today };

const entry = (more: Partial<Entry> = {}): Entry => ({
  ...{ id: "activity-1", task: "draft", app: "word", net: 30, source: "form", on: today },
  ...{ actual: undefined, expected: undefined, anyway: undefined, quality: undefined },
  ...{ use: undefined, note: undefined, tip: undefined },
  ...more,
});

const everyProblem: readonly Problem[] = [
  ...([
    "direction",
    "minutes",
    "actual",
    "expected",
    "too-much",
    "task",
    "date",
    "agree",
    "note-long",
  ] as const),
  ...(["marking", "national-insurance-number", "card-number", "secret", "password"] as const).map(
    (refused) => ({ refused }),
  ),
];

/** Every card that this feature can show. */
export const samples = (language: Language): Record<string, Card> => ({
  "confirm, saved": confirmCard(language, { draft, fields: read, today, net: 30 }),
  "confirm, lost": confirmCard(language, { draft, fields: { ...read, direction: "lost" }, today, net: -10 }),
  "confirm, no difference": confirmCard(language, {
    draft,
    fields: { ...read, direction: "none" },
    today,
    net: 0,
  }),
  "confirm, both times": confirmCard(language, { draft, fields: compared, today, net: 30 }),
  ...Object.fromEntries(
    (["direction", "minutes", "too-much", "date", "period", "several"] as const).map((why) => [
      `confirm, asking for ${why}`,
      confirmCard(language, { draft, fields: { on: today }, today, why }),
    ]),
  ),
  "confirm, with every problem": confirmCard(language, { draft, fields: {}, today, problems: everyProblem }),
  "form, empty": formCard(language, { draft, fields: { actual: "", expected: "" }, today }),
  "form, filled in": formCard(language, {
    draft,
    fields: { ...compared, anyway: "no", quality: "worse", use: "wellbeing", note: "🙂".repeat(150) },
    today,
  }),
  "form, with every problem": formCard(language, { draft, fields: read, today, problems: everyProblem }),
  "form, of an entry that is changed": formCard(language, {
    draft: { ...draft, change: true },
    fields: read,
    today,
  }),
  "form, with a note that is too long": formCard(language, {
    draft,
    fields: { ...compared, note: "🙂".repeat(1000) },
    today,
    problems: ["note-long"],
  }),
  dropped: droppedCard(language),
  "quick answers": quickCard(language, { id: "nudge:1", task: "email", app: "outlook", tip: "a-tip" }),
  "saved, more": savedCard(language, entry({ actual: 20, expected: 50 }), "new"),
  "saved, less": savedCard(language, entry({ net: -61 }), "new"),
  "saved, none": savedCard(language, entry({ net: 0, app: undefined }), "new"),
  "saved, by a band": savedCard(language, entry({ source: "quick", net: 23 }), "new"),
  "saved, by the band of longer": savedCard(language, entry({ source: "quick", net: -10 }), "new"),
  "saved, beyond two hours that day": savedCard(language, entry(), "new", 150),
  "saved already": savedCard(language, entry(), "known"),
  changed: savedCard(language, entry(), "changed"),
  "my time, empty": mineCard(language, historyOf([]), { entries: [], next: undefined }),
  "my time": mineCard(language, historyOf([entry()]), { entries: [entry()], next: undefined }),
  "my time, nothing lately": mineCard(language, historyOf([]), { entries: [entry()], next: undefined }),
  "my time, extra work only": mineCard(language, historyOf([entry({ anyway: false })]), {
    entries: [entry({ anyway: false })],
    next: undefined,
  }),
  "my time, long": mineCard(language, historyOf(many), { entries: many.slice(0, LISTED), next: LISTED }),
  "delete?": askDeleteCard(language, entry({ net: -20 })),
  deleted: deletedCard(language),
  gone: goneCard(language),
  "nothing to undo": nothingToUndoCard(language),
});

const many: readonly Entry[] = Array.from({ length: 120 }, (_, at) =>
  entry({
    id: "x".repeat(190) + at,
    net: (at % 3) * 100 - 100,
    on: addDays(today, -(at % (daysBetween(firstDayShown(today), today) + 1))),
    note: "🙂\n".repeat(150),
    anyway: at % 5 === 0 ? false : undefined,
  }),
);
