import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { inputOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import {
  closes,
  crowd,
  HYPOTHESIS,
  idOn,
  joins,
  LEARNED,
  logs,
  opens,
  proposal,
  proposes,
  records,
} from "./trying.ts";

const ELSEWHERE = "22222222-2222-4222-8222-222222222222";

describe("Experiments", () => {
  let house: TestHouse;
  let ada: Staff;
  let grace: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await house.person("Ada").meets();
    grace = await house.person("Grace").meets();
  });
  afterEach(() => house.close());

  const rowsIn = async (table: string) => (await house.everything())[table] ?? [];

  describe("proposing one", () => {
    it("asks what is expected before it begins, with two weeks from the next working day filled in", async () => {
      const form = await ada.says("try");

      assert.equal(titleOf(form), "What do you want to try?");
      assert.equal(inputOf(form, "starts").value, "2026-11-25");
      assert.equal(inputOf(form, "ends").value, "2026-12-09");
      assert.deepEqual(await rowsIn("experiment"), []);
    });

    it("begins after a weekend and a bank holiday", async () => {
      house.now = new Date("2026-12-24T10:00:00Z");

      const form = await ada.says("try");

      assert.equal(inputOf(form, "starts").value, "2026-12-29");
    });

    it("is kept as it was said, once, however often it is pressed", async () => {
      const form = await ada.says("try");
      const first = await ada.presses(form, "Start it", proposal);
      const second = await ada.presses(form, "Start it", proposal);

      assert.equal(titleOf(first), "Your experiment is set up");
      assert.match(textOf(second), /You have told me already/);
      assert.deepEqual(
        (await rowsIn("experiment")).map(({ hypothesis, owner_id }) => [hypothesis, owner_id]),
        [[HYPOTHESIS, ada.id]],
      );
    });

    it("says everything that is missing, and keeps what was typed", async () => {
      const again = await proposes(ada, { hypothesis: "If we", task: "", ends: "2027-11-24", success: "" });

      assert.match(textOf(again), /Say in a sentence what you expect/);
      assert.match(textOf(again), /Choose the task/);
      assert.match(textOf(again), /within three months of it/);
      assert.match(textOf(again), /Say what success would be/);
      assert.equal(inputOf(again, "baseline").value, proposal.baseline);
      assert.deepEqual(await rowsIn("experiment"), []);
    });

    it("keeps nothing that carries a marking or a person's address, and doesn't show it again", async () => {
      const marked = await proposes(ada, { baseline: "As in the OFFICIAL-SENSITIVE annex" });
      const personal = await proposes(ada, { success: "jo@example.com is pleased" });

      assert.match(textOf(marked), /OFFICIAL-SENSITIVE, SECRET or TOP SECRET marking/);
      assert.equal(inputOf(marked, "baseline").value, undefined);
      assert.match(textOf(personal), /email address/);
      assert.doesNotMatch(textOf(personal), /jo@example/);
      assert.deepEqual(await rowsIn("experiment"), []);
    });

    it("finds a marking that is split between two fields", async () => {
      const split = await proposes(ada, {
        baseline: "As in the paper OFFICIAL",
        design: "other",
        designSaid: "SENSITIVE papers are compared",
      });

      assert.match(textOf(split), /marking/);
      assert.deepEqual(await rowsIn("experiment"), []);
    });

    it("finds a person's address that is split between two fields", async () => {
      const split = await proposes(ada, {
        design: "other",
        designSaid: "We compare what goes to jo.bloggs@",
        success: "example.gov.uk gets half as many",
      });

      assert.match(textOf(split), /email address/);
      assert.deepEqual(await rowsIn("experiment"), []);
    });

    it("shows what was typed as it was typed: no link, no bold, no markup of it", async () => {
      const hostile = "If we [press here](https://evil.example) **now**, then <at>all</at> {{DATE()}} =1+1";
      const id = idOn(await proposes(ada, { hypothesis: hostile }));
      const shown = await opens(grace, id);

      const elements = (shown.body ?? []) as { type: string; text?: string; inlines?: { text: string }[] }[];
      assert.ok(
        elements.some(({ type, inlines }) => type === "RichTextBlock" && inlines?.[0]?.text === hostile),
      );
      assert.ok(!elements.some(({ type, text }) => type === "TextBlock" && text?.includes("evil")));
    });

    it("asks for words of their own where the design is another way", async () => {
      const asked = await proposes(ada, { design: "other" });
      const said = await proposes(ada, { design: "other", designSaid: "We ask those who read them" });

      assert.match(textOf(asked), /in your own words how you find out/);
      assert.equal(titleOf(said), "Your experiment is set up");
    });

    it("keeps nothing when it is cancelled", async () => {
      const dropped = await ada.presses(await ada.says("try"), "Cancel");

      assert.equal(titleOf(dropped), "Nothing was kept");
      assert.deepEqual(await rowsIn("experiment"), []);
    });
  });

  describe("joining one", () => {
    it("takes somebody part, once, and says how to leave", async () => {
      const id = idOn(await proposes(ada));
      const first = await grace.presses(await opens(grace, id), "Take part");
      const again = await joins(grace, id);

      assert.equal(titleOf(first), "You take part");
      assert.match(textOf(first), /leave at any time/);
      assert.match(textOf(again), /You take part in this already/);
      assert.equal((await rowsIn("experiment_part")).length, 1);
    });

    it("lets its owner take part in their own", async () => {
      const mine = await ada.presses(await proposes(ada), "Take part");

      assert.match(textOf(mine), /This one is yours/);
    });

    it("is too late once it is over, and nothing is kept", async () => {
      const id = idOn(await proposes(ada));
      house.now = new Date("2026-12-10T10:00:00Z");

      assert.equal(titleOf(await joins(grace, id)), "It is too late to join");
      assert.deepEqual(await rowsIn("experiment_part"), []);
    });

    it("is too late once it has closed", async () => {
      const id = idOn(await proposes(ada));
      await closes(ada, id);

      assert.equal(titleOf(await joins(grace, id)), "It is too late to join");
    });

    it("finds none of another organisation, by its id or by its code", async () => {
      const id = idOn(await proposes(ada, { openTo: "code" }));
      const [{ code } = {}] = await rowsIn("experiment");
      const stranger = await house.person("Sam", ELSEWHERE).meets();

      assert.equal(titleOf(await opens(stranger, id)), "I can't find that experiment");
      assert.equal(titleOf(await joins(stranger, id)), "I can't find that experiment");
      assert.equal(titleOf(await stranger.says(`join ${code}`)), "That isn't a code I know");
      await closes(ada, id);
      assert.match(textOf(await stranger.says("experiments about minutes")), /I found none about that/);
      assert.deepEqual(await rowsIn("experiment_part"), []);
    });

    it("with a code shows it to nobody without it, and takes the code however it is typed", async () => {
      const started = await proposes(ada, { openTo: "code" });
      const [code = ""] = /[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}/.exec(textOf(started)) ?? [];

      assert.equal(titleOf(await opens(grace, idOn(started))), "I can't find that experiment");
      assert.doesNotMatch(textOf(await grace.says("experiments")), /Copilot draft/);
      assert.equal(titleOf(await grace.says(`join ${code.toLowerCase()}`)), "You take part");
      assert.doesNotMatch(textOf(await opens(grace, idOn(started))), new RegExp(code));
      assert.match(textOf(await opens(ada, idOn(started))), new RegExp(code));
    });

    it("can be chosen from a list, or by code from the same card", async () => {
      const id = idOn(await proposes(ada));
      const form = await grace.says("join");

      assert.equal(
        titleOf(await grace.presses(form, "Join with the code", { code: "nonsense" })),
        "That isn't a code I know",
      );
      assert.equal(
        titleOf(await grace.presses(form, "Take part", { experiment: String(id) })),
        "You take part",
      );
    });

    it("is left at once, and can be joined again", async () => {
      const id = idOn(await proposes(ada));
      await joins(grace, id);
      const left = await grace.presses(await grace.says("leave"), "Leave");

      assert.equal(titleOf(left), "You have left");
      assert.equal(titleOf(await grace.says("leave")), "Which one do you want to leave?");
      assert.match(textOf(await grace.says("leave")), /You take part in none/);
      assert.equal(titleOf(await joins(grace, id)), "You take part");
    });
  });

  describe("the list", () => {
    it("has what is one's own, what one is in, what can be joined and what ended", async () => {
      await proposes(ada, { hypothesis: "If Ada owns this, then it is hers" });
      const open = idOn(await proposes(grace, { hypothesis: "If this is open, then it can be joined" }));
      const closed = idOn(await proposes(grace, { hypothesis: "If this ended, then something was learned" }));
      await closes(grace, closed, { verdict: "did-not" });
      const before = textOf(await ada.says("experiments"));
      await joins(ada, open);
      const after = textOf(await ada.says("experiments"));

      for (const section of ["Yours", "You can join", "What was learned"])
        assert.ok(before.includes(section), section);
      assert.match(before, /It didn't work · If this ended/);
      assert.match(after, /You take part/);
      assert.doesNotMatch(after, /You can join/);
    });

    it("opens one that is chosen", async () => {
      const id = idOn(await proposes(ada));
      const shown = await grace.presses(await grace.says("experiments"), "See it", { picked: String(id) });

      assert.match(textOf(shown), new RegExp(HYPOTHESIS));
    });
  });

  describe("recording", () => {
    beforeEach(() => {
      house.now = new Date("2026-11-24T10:00:00Z");
    });
    const today = { starts: "2026-11-24", ends: "2026-12-08" };

    it("counts time that is logged for its task by itself, and says so", async () => {
      const id = idOn(await proposes(ada, today));
      await joins(grace, id);
      const saved = await logs(grace, 20);

      assert.match(textOf(saved), /This counts for an experiment you take part in/);
      assert.equal((await rowsIn("experiment_entry")).length, 1);
    });

    it("counts time that is logged beside a message as well", async () => {
      const id = idOn(await proposes(ada, today));
      await joins(grace, id);
      const saved = await grace.pressesIn(await grace.opensForm(), "Save", {
        ...{ actual: "80", expected: "100", task: "summarise-meetings", app: "teams" },
      });

      assert.match(textOf(saved.card), /This counts for an experiment you take part in/);
      assert.equal((await rowsIn("experiment_entry")).length, 1);
    });

    it("counts nothing of another task, another day, or of somebody who isn't in it", async () => {
      const id = idOn(await proposes(ada, today));
      await logs(grace, 20);
      await joins(grace, id);
      await logs(grace, 20, { task: "email" });
      await logs(grace, 20, { on: "2026-11-23" });

      assert.deepEqual(await rowsIn("experiment_entry"), []);
    });

    it("stops counting an entry that is changed to another task", async () => {
      const id = idOn(await proposes(ada, today));
      await joins(grace, id);
      const form = await grace.presses(await logs(grace, 20), "Change");
      await grace.presses(form, "Save changes", { task: "email" });

      assert.deepEqual(await rowsIn("experiment_entry"), []);
    });

    it("counts an entry nowhere else once what it counts for has closed, also when it is changed afterwards", async () => {
      const one = idOn(await proposes(ada, today));
      await joins(grace, one);
      const saved = await logs(grace, 20);
      await closes(ada, one);
      const other = idOn(
        await proposes(ada, { ...today, hypothesis: "If we do something else, then it is better" }),
      );
      await joins(grace, other);

      const form = await grace.presses(saved, "Change");
      await grace.presses(form, "Save changes", { actual: "70" });

      assert.deepEqual(
        (await rowsIn("experiment_entry")).map(({ experiment_id }) => experiment_id),
        [one],
      );
    });

    it("asks which one it counts for where there are two, and counts it for that alone", async () => {
      const one = idOn(await proposes(ada, today));
      const other = idOn(
        await proposes(ada, { ...today, hypothesis: "If we do something else, then it is better" }),
      );
      await joins(grace, one);
      await joins(grace, other);
      const saved = await logs(grace, 20);

      assert.match(textOf(saved), /can count for one of them/);
      assert.deepEqual(await rowsIn("experiment_entry"), []);
      assert.equal(titleOf(await grace.presses(saved, "Count it", { counts: String(other) })), "It counts");
      assert.deepEqual(
        (await rowsIn("experiment_entry")).map(({ experiment_id }) => experiment_id),
        [other],
      );
      await grace.presses(saved, "Count it", { counts: "none" });
      assert.deepEqual(await rowsIn("experiment_entry"), []);
    });

    it("takes down that it was used, and that it wasn't, once each", async () => {
      const id = idOn(await proposes(ada, today));
      await joins(grace, id);
      const form = (await grace.invokes("experiments/open-record", { experiment: id })).value as Card;
      const first = await grace.presses(form, "Save", { used: "yes", amount: "-5" });
      const second = await grace.presses(form, "Save", { used: "yes", amount: "-5" });
      await records(grace, id, { used: "no" });

      assert.equal(titleOf(first), "Recorded");
      assert.match(textOf(second), /It counts once/);
      assert.deepEqual(
        (await rowsIn("experiment_record")).map(({ used, amount }) => [used, amount]),
        [
          [true, -5],
          [false, null],
        ],
      );
    });

    it("asks again for a number that is none, or for no answer", async () => {
      const id = idOn(await proposes(ada, today));
      await joins(grace, id);

      for (const inputs of [{ used: "yes", amount: "many" }, { used: "yes", amount: "999" }, { amount: "5" }])
        assert.match(textOf(await records(grace, id, inputs)), /Please check these/);
      assert.deepEqual(await rowsIn("experiment_record"), []);
    });

    it("says that it is too late to record, not to join, to whoever is in what has closed", async () => {
      const id = idOn(await proposes(ada, today));
      await joins(grace, id);
      await closes(ada, id);

      const late = (await grace.invokes("experiments/open-record", { experiment: id })).value as Card;

      assert.equal(titleOf(late), "It is too late to record");
    });

    it("takes nothing from somebody who left, or before it begins", async () => {
      const id = idOn(await proposes(ada, { starts: "2026-11-26", ends: "2026-12-08" }));
      await joins(grace, id);

      const early = (await grace.invokes("experiments/record", { experiment: id, record: "r1", used: "no" }))
        .value as Card;
      assert.equal(titleOf(early), "It hasn't begun");
      await grace.invokes("experiments/leave", { experiment: id });
      house.now = new Date("2026-11-27T10:00:00Z");
      const late = (await grace.invokes("experiments/record", { experiment: id, record: "r2", used: "no" }))
        .value as Card;
      assert.equal(titleOf(late), "You don't take part in this");
      assert.deepEqual(await rowsIn("experiment_record"), []);
    });
  });

  describe("closing", () => {
    const today = { starts: "2026-11-24", ends: "2026-12-08" };

    it("is thanked for in the same words, whichever way it went", async () => {
      const said: string[] = [];
      for (const verdict of ["worked", "did-not", "cannot-tell"]) {
        const thanks = await closes(ada, idOn(await proposes(ada)), { verdict });
        said.push(JSON.stringify((thanks.body ?? []).slice(0, 2)));
      }

      assert.equal(new Set(said).size, 1);
      assert.match(said[0] ?? "", /Thank you: others can learn from this/);
    });

    it("can be found by everybody afterwards, also where it didn't work", async () => {
      const id = idOn(await proposes(ada, { openTo: "code" }));
      await closes(ada, id, { verdict: "did-not" });

      const found = await grace.says("experiments about minutes");
      assert.match(textOf(found), /It didn't work · If we let Copilot draft the minutes/);
      assert.match(textOf(await opens(grace, id)), new RegExp(LEARNED));
      assert.match(textOf(await grace.says("experiments about parking")), /I found none about that/);
    });

    it("isn't somebody else's to do", async () => {
      const id = idOn(await proposes(ada));
      const asked = (await grace.invokes("experiments/ask-close", { experiment: id })).value as Card;
      const tried = (
        await grace.invokes("experiments/close", { experiment: id, verdict: "worked", learned: LEARNED })
      ).value as Card;

      assert.equal(titleOf(asked), "I can't find that experiment");
      assert.equal(titleOf(tried), "I can't find that experiment");
      assert.equal((await rowsIn("experiment"))[0]?.verdict, null);
    });

    it("keeps the first word where it is closed twice at once", async () => {
      const id = idOn(await proposes(ada));
      const forms = await Promise.all(
        [1, 2].map(() => ada.invokes("experiments/ask-close", { experiment: id })),
      );
      const answers = await Promise.all(
        ["worked", "did-not"].map((verdict, at) =>
          ada.presses(forms[at]?.value as Card, "Close it", { verdict, learned: LEARNED }),
        ),
      );

      const [row] = await rowsIn("experiment");
      const titles = answers.map(titleOf).toSorted();
      const stands = row?.verdict === "worked" ? "It worked" : "It didn't work";
      assert.deepEqual(titles, [stands, "Thank you: others can learn from this"].toSorted());
    });

    it("asks for a verdict and for what was learned", async () => {
      const id = idOn(await proposes(ada));
      const again = await closes(ada, id, { verdict: "", learned: "" });

      assert.match(textOf(again), /Choose what came of it/);
      assert.match(textOf(again), /Say in a sentence what you learned/);
    });

    it("gives no figure of nine people, to the owner either, and keeps their own word", async () => {
      const id = idOn(await proposes(ada, today));
      for (const each of await crowd(house, 9)) {
        await joins(each, id);
        await logs(each, 30);
      }
      const closed = await closes(ada, id, { verdict: "worked" });

      assert.match(textOf(closed), /Not enough to say/);
      assert.match(textOf(closed), /It worked/);
      assert.doesNotMatch(textOf(closed), /30 minutes/);
      assert.equal(JSON.stringify((await rowsIn("experiment"))[0]?.result), "{}");
    });

    it("gives no figure of ten people where one of them is most of it", async () => {
      const id = idOn(await proposes(ada, today));
      for (const [at, each] of (await crowd(house, 10)).entries()) {
        await joins(each, id);
        await logs(each, at === 0 ? 90 : 2);
      }

      assert.match(textOf(await closes(ada, id)), /Not enough to say/);
    });

    it("gives the mean of what was recorded with its interval, as indicative below thirty people", async () => {
      const id = idOn(await proposes(ada, today));
      const minutes = [10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32];
      for (const [at, each] of (await crowd(house, 12)).entries()) {
        await joins(each, id);
        if (at % 2 === 0) await logs(each, minutes[at] ?? 0);
        else await records(each, id, { used: "yes", amount: String(minutes[at]) });
      }
      const closed = textOf(await closes(ada, id, { verdict: "worked" }));

      // Student's t for these twelve: 21 ± 2.201 × 7.211 / √12, from 16.4 to 25.6.
      const [, low, high] =
        /21 minutes saved each time, on average; likely between (\d+) and (\d+)/.exec(closed) ?? [];
      assert.ok(Math.abs(Number(low) - 16.4) <= 1.1, low);
      assert.ok(Math.abs(Number(high) - 25.6) <= 1.1, high);
      assert.match(closed, /10 people or more, 10 times or more/);
      assert.match(closed, /points a way and no more/);
      assert.match(closed, /time was saved/);
      assert.doesNotMatch(closed, /differ/);
      assert.equal(textOf(await opens(grace, id)).includes(`between ${low} and ${high}`), true);
    });

    it("sets the figure beside the owner's word, also where they disagree", async () => {
      const id = idOn(await proposes(ada, today));
      for (const each of await crowd(house, 10)) {
        await joins(each, id);
        await records(each, id, { used: "yes", amount: "-12" });
        await records(each, id, { used: "no" });
      }
      const closed = textOf(await closes(ada, id, { verdict: "worked" }));

      assert.match(closed, /It worked/);
      assert.match(
        closed,
        /12 minutes longer each time, on average; likely between 12 and 12 minutes longer/,
      );
      assert.match(closed, /it took longer/);
      assert.match(closed, /The record and its owner's word differ/);
    });

    it("says that they differ only where the record says something, not where it doesn't settle it", async () => {
      const id = idOn(await proposes(ada, today));
      for (const [nth, each] of (await crowd(house, 10)).entries()) {
        await joins(each, id);
        await records(each, id, { used: "yes", amount: nth % 2 === 0 ? "20" : "-20" });
      }
      const closed = textOf(await closes(ada, id, { verdict: "worked" }));

      assert.match(
        closed,
        /No difference each time, on average; likely between \d+ minutes longer and \d+ minutes saved/,
      );
      assert.match(closed, /doesn't settle/);
      assert.doesNotMatch(closed, /differ\./);
    });

    it("tells of a count with and without, each only where enough people recorded it", async () => {
      const id = idOn(await proposes(ada, { ...today, measure: "count", counted: "mistakes found" }));
      for (const [at, each] of (await crowd(house, 10)).entries()) {
        await joins(each, id);
        await records(each, id, { used: "yes", amount: "3" });
        if (at < 9) await records(each, id, { used: "no", amount: "7" });
      }
      const closed = textOf(await closes(ada, id));

      assert.match(closed, /Where it was used/);
      assert.match(closed, /3 each time, on average/);
      assert.doesNotMatch(closed, /Where it wasn't used/);
    });

    it("says how many take part only from ten, and only in fives", async () => {
      const id = idOn(await proposes(ada, today));
      const people = await crowd(house, 12);
      for (const each of people.slice(0, 9)) await joins(each, id);
      assert.match(textOf(await opens(ada, id)), /Too few people to say how many/);

      for (const each of people.slice(9)) await joins(each, id);
      assert.match(textOf(await opens(ada, id)), /10 people or more/);
    });
  });

  describe("copy mine", () => {
    it("fills in the idea, the measure and the design, and links the two", async () => {
      const id = idOn(await proposes(ada));
      const form = await grace.presses(await opens(grace, id), "Copy mine");

      assert.equal(titleOf(form), "Try the same in your team");
      assert.equal(inputOf(form, "hypothesis").value, HYPOTHESIS);
      assert.equal(inputOf(form, "design").value, "before-and-after");
      assert.equal(inputOf(form, "baseline").value, undefined);
      const copy = idOn(await grace.presses(form, "Start it", { baseline: "An hour", known: "estimated" }));
      assert.match(textOf(await opens(ada, id)), /Tried again","value":"once"/);
      const shown = await opens(grace, copy);
      assert.match(textOf(shown), /This tries again what another team tried/);
      assert.match(textOf(await grace.presses(shown, "See the first one")), /Tried again","value":"once"/);
    });
  });

  describe("what is kept", () => {
    it("is shown to them and to nobody else, and handed over whole", async () => {
      const id = idOn(await proposes(ada));
      await joins(grace, id);
      const mine = textOf(await ada.says("my data"));

      assert.match(mine, /Experiments you proposed/);
      assert.doesNotMatch(textOf(await house.person("Sam").says("my data")), /Experiments/);
      const experiments = house.app.features.find(({ name }) => name === "experiments");
      assert.match(JSON.stringify(await experiments?.personalData.export(ada.key)), new RegExp(HYPOTHESIS));
      assert.match(JSON.stringify(await experiments?.personalData.export(grace.key)), /takenPartIn/);
    });

    const forgets = async (person: Staff) => person.presses(await person.says("forget me"), "Erase it all");

    it("goes with its owner, unless they left it to others when they closed it", async () => {
      const running = idOn(await proposes(ada, { hypothesis: "If this runs, then it goes with Ada" }));
      const private_ = idOn(await proposes(ada, { hypothesis: "If this ended, then it goes with Ada too" }));
      const kept = idOn(await proposes(ada));
      await closes(ada, private_);
      await closes(ada, kept, { keep: "true" });
      await forgets(ada);

      const left = await rowsIn("experiment");
      assert.deepEqual(
        left.map(({ experiment_id, owner_id, form_id }) => [experiment_id, owner_id, form_id]),
        [[kept, null, null]],
      );
      assert.equal(titleOf(await opens(grace, running)), "I can't find that experiment");
      assert.match(textOf(await grace.says("experiments about minutes")), /If we let Copilot draft/);
      assert.doesNotMatch(textOf(await grace.says("experiments about Ada")), /goes with Ada/);
      assert.ok(!JSON.stringify(await house.everything()).includes(ada.id));
    });

    it("of somebody who took part goes with them, and what was published stays as it was", async () => {
      const id = idOn(await proposes(ada, { starts: "2026-11-24", ends: "2026-12-08" }));
      await joins(grace, id);
      await logs(grace, 20);
      await records(grace, id, { used: "no" });
      await forgets(grace);

      for (const table of ["experiment_part", "experiment_entry", "experiment_record"])
        assert.deepEqual(await rowsIn(table), [], table);
    });
  });

  describe("learnings", () => {
    it("are asked for and stopped in a word", async () => {
      assert.equal(titleOf(await ada.says("learnings monthly on")), "Learnings come once a month");
      assert.equal(titleOf(await ada.says("learnings monthly off")), "Learnings won't come");
      assert.equal((await rowsIn("experiment_wish"))[0]?.learnings, false);
    });
  });
});
