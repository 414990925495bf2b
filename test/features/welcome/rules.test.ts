import assert from "node:assert/strict";
import fc from "fast-check";
import { defaults } from "../../../src/core/person.ts";
import { type ChoiceProblem, likeness, nearest, readChoices } from "../../../src/features/welcome/rules.ts";

const good = {
  ...({
    form: "settings",
    language: "en",
    workingDays: "1,2,3,4,5",
    nudgeDays: "2,3",
    zone: "Europe/London",
  } as const),
  ...{ from: "09:30", until: "11:30" },
};

describe("The choices of a form", () => {
  const wrong: readonly (readonly [what: string, change: object, problems: readonly ChoiceProblem[]])[] = [
    ["nothing is wrong", {}, []],
    ["half an hour is enough", { from: "09:30", until: "10:00" }, []],
    ["seconds, which some clients send", { from: "09:30:00", until: "10:00:00" }, []],
    ["the last half hour of the day", { from: "23:29", until: "23:59" }, []],
    ["29 minutes are too few", { from: "09:30", until: "09:59" }, ["window"]],
    ["the later time first", { from: "11:30", until: "09:30" }, ["window"]],
    ["over midnight", { from: "23:00", until: "01:00" }, ["window"]],
    ["no such hour", { from: "24:00", until: "25:00" }, ["window"]],
    ["no such minute", { from: "09:60", until: "11:30" }, ["window"]],
    ["one time without the other", { from: "09:30", until: undefined }, ["window"]],
    ["an empty time", { from: "", until: "11:30" }, ["window"]],
    ["no working day", { workingDays: "" }, ["working-days"]],
    ["only days that don't exist", { workingDays: "0,8,x" }, ["working-days"]],
    ["days for tips that are none of theirs", { workingDays: "1", nudgeDays: "2,3,4" }, ["tip-days"]],
    ["one day for tips that is theirs", { workingDays: "1,2", nudgeDays: "2,3,4" }, []],
    ["no day for tips", { workingDays: "1", nudgeDays: "" }, []],
    [
      "on the short form, days for tips that are none of theirs",
      { form: "set-up", workingDays: undefined, nudgeDays: "6,7" },
      ["tip-days"],
    ],
    ["leave of one day", { awayFrom: "2026-12-01" }, []],
    ["leave that ends as it begins", { awayFrom: "2026-12-01", awayUntil: "2026-12-01" }, []],
    ["leave that ends before it begins", { awayFrom: "2026-12-02", awayUntil: "2026-12-01" }, ["away"]],
    ["leave without a first day", { awayUntil: "2026-12-01" }, ["away"]],
    ["leave from no real day", { awayFrom: "2026-02-30" }, ["away"]],
    ["an unknown zone", { zone: "Europe/Atlantis" }, ["zone"]],
    ["an empty zone", { zone: "" }, ["zone"]],
    [
      "everything at once",
      { from: "1", until: "2", workingDays: "", awayUntil: "x", zone: "x" },
      ["window", "working-days", "away", "zone"],
    ],
  ];
  for (const [what, change, problems] of wrong)
    it(`${what}: ${problems.join(", ") || "taken"}`, () => {
      const result = readChoices({ ...good, ...change }, defaults);

      assert.deepEqual(result.ok ? [] : result.problems, problems);
    });

  const read: readonly (readonly [what: string, input: object, found: object])[] = [
    ["a grade that isn't in the list is none", { grade: "boss" }, { grade: undefined }],
    ["a name that every object has is none", { profession: "constructor" }, { profession: undefined }],
    ["apps are kept as far as they are known", { apps: "word,fax,teams" }, { apps: ["word", "teams"] }],
    ["no app is none", { apps: "" }, { apps: [] }],
    ["days come in order, once", { nudgeDays: "4,2,2,9" }, { nudgeDays: [2, 4] }],
    ["one day of leave ends as it begins", { awayFrom: "2026-12-01" }, { awayUntil: "2026-12-01" }],
    ["empty leave is none", { awayFrom: "", awayUntil: "" }, { awayFrom: undefined, awayUntil: undefined }],
    ["times lose their seconds", { from: "09:30:59", until: "11:30:00" }, { from: "09:30", until: "11:30" }],
  ];
  for (const [what, input, found] of read)
    it(what, () => {
      const result = readChoices({ ...good, ...input }, defaults);

      assert.ok(result.ok);
      for (const [key, value] of Object.entries(found))
        assert.deepEqual((result.choices as Record<string, unknown>)[key], value, key);
    });

  it("that the short form doesn't ask for are left as they are", () => {
    const result = readChoices({ ...good, form: "set-up", awayUntil: "nonsense", workingDays: "" }, defaults);

    assert.ok(result.ok);
    for (const key of ["workingDays", "nation", "zone", "awayFrom", "awayUntil"])
      assert.ok(!(key in result.choices), key);
  });

  it("that no form sent are left as they are: language and times", () => {
    const result = readChoices({ form: "set-up", nudgeDays: "2" }, defaults);

    assert.ok(result.ok);
    for (const key of ["language", "from", "until"]) assert.ok(!(key in result.choices), key);
  });
});

describe("The nearest command", () => {
  const commands = [["help", "cymorth"], ["settings", "gosodiadau"], ["stop nudges", "stop"], ["my time"]];

  const cases: readonly (readonly [said: string, best: number | undefined])[] = [
    ["hepl", 0],
    ["HELP ME", 0],
    ["setings", 1],
    ["gosodiad", 1],
    ["stop the nudges", 2],
    ["mytime", 3],
    ["zzzz", undefined],
    ["", undefined],
    ["🙂", undefined],
    [`help ${"x".repeat(10_000)}`, undefined],
  ];
  for (const [said, best] of cases)
    it(`to “${said.slice(0, 30)}” is ${best === undefined ? "none" : commands[best]?.[0]}`, () => {
      assert.equal(nearest(said, commands)[0], best);
    });

  it("is one of two at most", () => {
    assert.equal(nearest("tip", [["tip a"], ["tip b"], ["tip c"]]).length, 2);
  });

  it("is as like one way as the other, from 0 to 1, and 1 for the same words", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const like = likeness(a, b);
        assert.ok(like >= 0 && like <= 1);
        assert.equal(like, likeness(b, a));
        assert.equal(likeness(a, a), 1);
      }),
    );
  });
});
