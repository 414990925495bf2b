import assert from "node:assert/strict";
import fc from "fast-check";
import { mondayOf } from "../../../src/core/calendar.ts";
import { saveEntry } from "../../../src/features/time-saved/messages.ts";
import {
  type Entry,
  fieldsOf,
  fieldsOfEntry,
  firstDayShown,
  historyOf,
  isRecent,
  LONGEST_NET,
  minutesOfBand,
  type Problem,
  readForm,
} from "../../../src/features/time-saved/rules.ts";

const today = "2026-11-24";
const form = (more: object) =>
  saveEntry.read({ entry: "e", source: "form", form: "whole", task: "email", on: today, ...more });

describe("What a form comes to", () => {
  const amounts: readonly (readonly [what: string, input: object, found: number | Problem])[] = [
    ["saved", { direction: "saved", minutes: "20" }, 20],
    ["lost", { direction: "lost", minutes: "20" }, -20],
    ["no difference, whatever the minutes", { direction: "none", minutes: "20" }, 0],
    ["saved nothing", { direction: "saved", minutes: "0" }, 0],
    ["lost nothing is plain zero", { direction: "lost", minutes: "0" }, 0],
    ["both times", { actual: "20", expected: "50" }, 30],
    ["both times, longer", { actual: "50", expected: "20" }, -30],
    ["both times, the same", { actual: "20", expected: "20" }, 0],
    [
      "both times go before the difference",
      { actual: "20", expected: "50", direction: "lost", minutes: "1" },
      30,
    ],
    ["a comma for a point", { direction: "saved", minutes: "7,5" }, 8],
    ["spaces around", { direction: "saved", minutes: " 7 " }, 7],
    ["the most", { direction: "saved", minutes: "240" }, 240],
    ["the most that can be lost", { direction: "lost", minutes: "240" }, -240],
    ["one more", { direction: "saved", minutes: "241" }, "too-much"],
    ["a little over the most, rounded down", { direction: "saved", minutes: "240.4" }, 240],
    ["one more lost", { actual: "241", expected: "0" }, "too-much"],
    ["the longest tasks", { actual: "600", expected: "600" }, 0],
    ["too long a task", { actual: "601", expected: "600" }, "actual"],
    ["too long a task without", { actual: "600", expected: "601" }, "expected"],
    ["one time alone", { actual: "20" }, "expected"],
    ["the other alone", { expected: "20" }, "actual"],
    ["no direction", { minutes: "20" }, "direction"],
    ["no minutes", { direction: "saved" }, "minutes"],
    ["negative minutes", { direction: "saved", minutes: "-5" }, "minutes"],
    ["a thousand with a comma", { direction: "saved", minutes: "1,500" }, "minutes"],
    ["words", { direction: "saved", minutes: "ten" }, "minutes"],
    ["wide digits", { direction: "saved", minutes: "１２" }, "minutes"],
    ["an exponent", { direction: "saved", minutes: "1e2" }, "minutes"],
  ];
  for (const [what, input, found] of amounts)
    it(`${what}: ${typeof found === "number" ? `${found} minutes` : `please check “${String(found)}”`}`, () => {
      const result = readForm(form(input), today);

      if (typeof found === "number")
        assert.ok(result.ok && Object.is(result.entry.net, found), JSON.stringify(result));
      else assert.deepEqual(result.ok ? [] : result.problems, [found]);
    });

  const notes: readonly (readonly [note: object, kept: string | undefined | Problem])[] = [
    [{ note: "" }, undefined],
    [{ note: "   " }, undefined],
    [{ note: " a note ", agreed: "true" }, "a note"],
    [{ note: "a note", agreed: true }, "a note"],
    [{ note: "a note", agreed: "false" }, "agree"],
    [{ note: "a note" }, "agree"],
    [{ note: ` ${"n".repeat(300)} `, agreed: "true" }, "n".repeat(300)],
    [{ note: "n".repeat(301), agreed: "true" }, "note-long"],
  ];
  for (const [note, kept] of notes)
    it(`the note ${JSON.stringify(note).slice(0, 60)}: ${JSON.stringify(kept)?.slice(0, 40) ?? "none"}`, () => {
      const result = readForm(form({ direction: "none", ...note }), today);

      assert.deepEqual(result.ok ? result.entry.note : result.problems[0], kept);
    });

  it("keeps what was typed for the next try, but for a note that was refused", () => {
    const typed = { direction: "saved", minutes: "many", app: "word", quality: "same" };

    const clean = readForm(form({ ...typed, note: "fine" }), today);
    const refused = readForm(form({ ...typed, note: "password: hunter2-Tr0ub4dor" }), today);

    assert.ok(!clean.ok && !refused.ok);
    assert.equal(clean.fields.note, "fine");
    assert.equal(refused.fields.note, undefined);
    for (const { fields } of [clean, refused])
      for (const [key, value] of Object.entries(typed))
        assert.equal((fields as Record<string, unknown>)[key], value);
  });

  it("never keeps more than the caps, whatever is sent", () => {
    const input = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.double().map(String),
      fc.constant(undefined),
    );
    fc.assert(
      fc.property(
        fc.record({
          direction: fc.constantFrom("saved", "lost", "none"),
          minutes: input,
          actual: input,
          expected: input,
        }),
        (sent) => {
          const result = readForm(form(sent), today);
          if (!result.ok) return;
          const { net, actual, expected } = result.entry;
          assert.ok(Number.isInteger(net) && Math.abs(net) <= LONGEST_NET);
          if (actual !== undefined && expected !== undefined) assert.equal(net, expected - actual);
        },
      ),
    );
  });
});

describe("The day of an entry", () => {
  for (const [on, fine] of [
    ["2026-11-24", true],
    ["2026-11-17", true],
    ["2026-11-16", false],
    ["2026-11-25", false],
    ["2026-02-30", false],
    ["24/11/2026", false],
    ["2026-11-24T10:00", false],
    ["", false],
  ] as const)
    it(`${on || "none"}: ${fine ? "taken" : "asked for again"}`, () =>
      assert.equal(isRecent(on, today), fine));

  it("may stay what it was, and no other old day", () => {
    const old = form({ direction: "none", on: "2026-10-01", change: true });

    assert.equal(readForm(old, today, "2026-10-01").ok, true);
    assert.equal(readForm(old, today, "2026-10-02").ok, false);
  });

  it("is eight weeks back from the Monday of this one, where “my time” begins", () => {
    assert.equal(firstDayShown("2026-11-24"), "2026-10-05");
    assert.equal(firstDayShown("2026-11-29"), "2026-10-05");
    assert.equal(firstDayShown("2026-11-30"), "2026-10-12");
  });
});

describe("An answer of one press", () => {
  it("counts the middle of its band, the lower edge of the open one, and ten minutes lost", () => {
    assert.deepEqual(minutesOfBand, {
      ...{ lost: -10, none: 0, "1-5": 3, "6-15": 10, "16-30": 23 },
      ...{ "31-60": 45, "61-120": 90, "over-120": 120 },
    });
  });
});

const entry = (more: Partial<Entry>): Entry => ({
  ...{ id: "e", task: "email", app: undefined, net: 0, source: "form", on: today },
  ...{ actual: undefined, expected: undefined, anyway: undefined, quality: undefined },
  ...{ use: undefined, note: undefined, tip: undefined },
  ...more,
});

describe("One's own history", () => {
  it("adds up by week, Monday to Sunday, and leaves out weeks of which nothing was said", () => {
    const history = historyOf([
      entry({ on: "2026-11-23", net: 10 }),
      entry({ on: "2026-11-29", net: -4 }),
      entry({ on: "2026-11-08", net: 7 }),
    ]);

    assert.deepEqual(history.weeks, [
      { monday: "2026-11-02", net: 7 },
      { monday: "2026-11-23", net: 6 },
    ]);
    assert.deepEqual([history.net, history.entries, history.longer, history.newWork], [13, 3, 1, 0]);
  });

  it("keeps a week that came out even, as that isn't nothing said", () => {
    const history = historyOf([entry({ net: 5 }), entry({ net: -5 })]);

    assert.deepEqual(history.weeks, [{ monday: "2026-11-23", net: 0 }]);
  });

  it("counts new work apart, and nothing else apart", () => {
    const history = historyOf([
      entry({ net: 50, anyway: false }),
      entry({ net: 5, anyway: true }),
      entry({ net: 7 }),
    ]);

    assert.deepEqual([history.net, history.newWork, history.entries], [12, 50, 3]);
  });

  it("of any entries adds up to its weeks", () => {
    const some = fc.array(
      fc.record({
        net: fc.integer({ min: -240, max: 240 }),
        day: fc.integer({ min: 1, max: 28 }),
        anyway: fc.constantFrom(true, false, undefined),
      }),
    );
    fc.assert(
      fc.property(some, (list) => {
        const history = historyOf(
          list.map(({ net, day, anyway }) =>
            entry({ net, anyway, on: `2026-11-${String(day).padStart(2, "0")}` }),
          ),
        );
        assert.equal(
          history.weeks.reduce((sum, { net }) => sum + net, 0),
          history.net,
        );
        assert.equal(
          history.net + history.newWork,
          list.reduce((sum, { net }) => sum + net, 0),
        );
        for (const { monday } of history.weeks) assert.equal(mondayOf(monday), monday);
      }),
    );
  });
});

describe("What is shown to be put right", () => {
  it("is what was read, with what wasn't sure left open", () => {
    assert.deepEqual(fieldsOf({ kind: "entry", net: -20, task: "email", on: today }), {
      direction: "lost",
      minutes: "20",
      task: "email",
      app: undefined,
      on: today,
    });
    assert.deepEqual(fieldsOf({ kind: "ask", why: "direction", minutes: 20, on: today }), {
      direction: undefined,
      minutes: "20",
      task: undefined,
      app: undefined,
      on: today,
    });
    assert.equal(fieldsOf({ kind: "ask", why: "too-much", minutes: 54_000, on: today }).minutes, undefined);
  });

  it("of an entry gives the same entry again when nothing is changed", () => {
    const entries = [
      entry({ net: 20 }),
      entry({ net: -20, app: "word", quality: "worse", use: "planning", anyway: false }),
      entry({ net: 0 }),
      entry({ net: 30, actual: 20, expected: 50, anyway: true }),
    ];
    for (const each of entries) {
      const result = readForm(form({ entry: each.id, ...fieldsOfEntry(each) }), today);
      assert.ok(result.ok);
      assert.deepEqual(result.entry, each);
    }
  });
});
