import assert from "node:assert/strict";
import { type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { closes, crowd, HYPOTHESIS, idOn, inWelsh, joins, logs, opens, proposes, records } from "./trying.ts";

/** From a Tuesday for two weeks: its owner is asked on 8 and 15 December. */
const TWO_WEEKS = { starts: "2026-11-24", ends: "2026-12-08" };
const ENDED = "An experiment ended without its owner's word";
const STILL_OPEN = "Your experiment is waiting for your word";

describe("An experiment whose owner says nothing", () => {
  let house: TestHouse;
  let ada: Staff;
  let grace: Staff;
  let id: number;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await house.person("Ada").meets();
    grace = await house.person("Grace").meets();
    for (const each of [ada, grace]) await each.says("stop tips");
    id = idOn(await proposes(ada, TWO_WEEKS));
    await joins(grace, id);
  });
  afterEach(() => house.close());

  const at = async (...times: readonly string[]): Promise<void> => {
    for (const now of times) {
      house.now = new Date(now);
      await house.runsDue(now);
    }
  };
  const asksTwice = () => at("2026-12-08T10:00:00Z", "2026-12-15T10:00:00Z");
  const titles = (person: Staff, title: string) =>
    person.cards.filter((card) => titleOf(card) === title).length;
  const theRow = async () => ((await house.everything()).experiment ?? [])[0] ?? {};
  const forgets = async (person: Staff) => person.presses(await person.says("forget me"), "Erase it all");

  it("stays open for a week after the second question, and ends then as “we can't tell”", async () => {
    await asksTwice();
    assert.match(textOf(ada.lastCard), /within a week, it ends without your word/);
    await at("2026-12-17T10:00:00Z", "2026-12-21T10:00:00Z");
    assert.equal((await theRow()).closed_at, null);

    await at("2026-12-22T10:00:00Z");

    const { verdict, learned, alone, keep } = await theRow();
    assert.deepEqual([verdict, learned, alone, keep], ["cannot-tell", "", true, false]);
  });

  it("is told of once to everybody in it and to its owner, also where they stopped tips, and to nobody else", async () => {
    const [left, other] = [await house.person("Left").meets(), await house.person("Other").meets()];
    await joins(left, id);
    await left.invokes("experiments/leave", { experiment: id });
    await asksTwice();
    await at("2026-12-22T10:00:00Z", "2026-12-23T10:00:00Z", "2027-01-05T10:00:00Z");

    assert.deepEqual(
      [grace, ada, left, other].map((each) => titles(each, ENDED)),
      [1, 1, 0, 0],
    );
    const told = grace.cards.find((card) => titleOf(card) === ENDED);
    assert.match(textOf(told as never), /Its owner didn't say what came of it/);
    assert.doesNotMatch(textOf(told as never), /\bAda\b|id-of/);
    const owner = ada.cards.find((card) => titleOf(card) === ENDED);
    assert.match(textOf(owner as never), /You haven't said what came of it/);
  });

  it("is told of at a decent hour alone", async () => {
    await asksTwice();
    await at("2026-12-22T22:00:00Z", "2026-12-26T10:00:00Z");
    assert.notEqual((await theRow()).closed_at, null);
    assert.equal(titles(grace, ENDED), 0);
    await at("2026-12-29T10:00:00Z");

    assert.equal(titles(grace, ENDED), 1);
  });

  it("is told of in their own language", async () => {
    const sian = await inWelsh(house.person("Sian")).meets();
    await joins(sian, id);
    await asksTwice();
    await at("2026-12-22T10:00:00Z");

    assert.equal(titleOf(sian.lastCard), "Daeth arbrawf i ben heb air ei berchennog");
  });

  it("can be found and read by everybody, and says that it ended without its owner's word", async () => {
    await asksTwice();
    await at("2026-12-22T10:00:00Z");
    const other = await house.person("Other").meets();

    assert.match(textOf(await other.says("experiments about minutes")), /We can't tell · If we let Copilot/);
    const shown = textOf(await opens(other, id));
    assert.match(shown, /Without its owner's word/);
    assert.match(shown, /nobody can tell whether it worked/);
    assert.doesNotMatch(shown, /Its owner says|owner's word stands|What was learned/);
  });

  it("isn't said to have worked where the record says that time was saved: the record stands beside", async () => {
    for (const each of await crowd(house, 12)) {
      await joins(each, id);
      await records(each, id, { used: "yes", amount: "20" });
    }
    await asksTwice();
    await at("2026-12-22T10:00:00Z");
    const shown = textOf(await opens(grace, id));

    assert.match(shown, /We can't tell/);
    assert.match(shown, /By itself the record says: time was saved/);
    assert.match(shown, /20 minutes saved each time/);
    assert.doesNotMatch(shown, /It worked|differ/);
  });

  it("gives no figure of a few, as no other experiment does", async () => {
    await joins(grace, id);
    await records(grace, id, { used: "yes", amount: "20" });
    await asksTwice();
    await at("2026-12-22T10:00:00Z");

    assert.match(textOf(await opens(grace, id)), /Not enough to say/);
    assert.equal(JSON.stringify((await theRow()).result), "{}");
  });

  it("ends five weeks after its last day where nobody could ask its owner, as they left", async () => {
    await ada.removes();
    await at("2026-12-08T10:00:00Z", "2026-12-15T10:00:00Z", "2026-12-22T10:00:00Z", "2027-01-11T10:00:00Z");
    assert.equal((await theRow()).closed_at, null);
    await at("2027-01-12T10:00:00Z");

    assert.equal((await theRow()).verdict, "cannot-tell");
    assert.deepEqual([titles(grace, ENDED), titles(ada, STILL_OPEN)], [1, 0]);
  });

  it("takes their word until then, also after the second question, and nothing ends by itself", async () => {
    await asksTwice();
    await closes(ada, id, { verdict: "did-not" });
    await at("2026-12-22T10:00:00Z", "2027-01-12T10:00:00Z");

    const { verdict, alone } = await theRow();
    assert.deepEqual([verdict, alone], ["did-not", false]);
    assert.equal(titles(grace, ENDED), 0);
  });

  it("stands as it ended where they answer too late", async () => {
    await asksTwice();
    const late = ada.lastCard;
    await at("2026-12-22T10:00:00Z");

    assert.match(textOf(await ada.presses(late, "Say what came of it")), /It was closed before/);
    assert.equal((await theRow()).verdict, "cannot-tell");
  });

  describe("as they were forgotten", () => {
    it("ends at once for those in it, without a word that its owner wrote, and what they recorded stays", async () => {
      await records(grace, id, { used: "no" });
      await forgets(ada);
      await at("2026-12-01T10:00:00Z");

      assert.equal(titles(grace, ENDED), 1);
      const shown = textOf(await opens(grace, id));
      assert.match(shown, /An experiment whose owner has gone/);
      assert.match(shown, /Without its owner's word/);
      const kept = await house.everything();
      const all = JSON.stringify(kept);
      for (const words of [HYPOTHESIS, "Forty minutes", "Ten minutes less", ada.id])
        assert.ok(!all.includes(words), words);
      assert.equal(kept.experiment_record?.length, 1);
      assert.match(
        textOf(await grace.says("experiments about meetings")),
        /An experiment whose owner has gone/,
      );
    });

    it("goes whole where nobody else is in it", async () => {
      await forgets(grace);
      await forgets(ada);

      assert.deepEqual((await house.everything()).experiment, []);
    });

    it("loses their words also where it had ended by itself before", async () => {
      await asksTwice();
      await at("2026-12-22T10:00:00Z");
      await forgets(ada);

      assert.ok(!JSON.stringify(await house.everything()).includes(HYPOTHESIS));
      assert.match(textOf(await opens(grace, id)), /An experiment whose owner has gone/);
    });
  });
});

describe("A time entry that is counted for an experiment", () => {
  let house: TestHouse;
  let ada: Staff;
  let grace: Staff;
  let first: number;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await house.person("Ada").meets();
    grace = await house.person("Grace").meets();
    first = idOn(await proposes(ada, TWO_WEEKS));
    const second = idOn(await proposes(ada, TWO_WEEKS));
    for (const each of [first, second]) await joins(grace, each);
  });
  afterEach(() => house.close());

  const tagged = async () => (await house.everything()).experiment_entry ?? [];
  const entryOf = async (person: Staff): Promise<string> =>
    String((await house.everything()).time_entry?.find(({ person_id }) => person_id === person.id)?.entry_id);
  const counts = async (entry: string, more: object = {}) =>
    titleOf(
      (await grace.invokes("experiments/count-for", { entry, counts: String(first), ...more }))
        .value as never,
    );
  const asked = { task: "summarise-meetings", on: "2026-11-24" };

  it("is one's own, on its task and within its days, and then it counts", async () => {
    await logs(grace, 10);

    assert.equal(await counts(await entryOf(grace)), "It counts");
    assert.equal((await tagged()).length, 1);
  });

  it("isn't somebody else's, whatever the card says", async () => {
    await logs(ada, 10);

    assert.equal(await counts(await entryOf(ada), asked), "It counts for none");
    assert.deepEqual(await tagged(), []);
  });

  it("isn't one that was never kept", async () => {
    assert.equal(await counts("made-up", asked), "It counts for none");
    assert.deepEqual(await tagged(), []);
  });

  it("isn't of another task, whatever the card says", async () => {
    await logs(grace, 10, { task: "email" });

    assert.equal(await counts(await entryOf(grace), asked), "It counts for none");
    assert.deepEqual(await tagged(), []);
  });

  it("isn't of a day outside its days, whatever the card says", async () => {
    await logs(grace, 10, { on: "2026-11-23" });

    assert.equal(await counts(await entryOf(grace), asked), "It counts for none");
    assert.deepEqual(await tagged(), []);
  });

  it("isn't counted for an experiment of another organisation", async () => {
    const stranger = await house.person("Sam", "22222222-2222-4222-8222-222222222222").meets();
    const theirs = idOn(await proposes(stranger, TWO_WEEKS));
    await logs(grace, 10);

    assert.notEqual(TENANT, stranger.tenant);
    assert.equal(await counts(await entryOf(grace), { counts: String(theirs) }), "It counts for none");
    assert.deepEqual(await tagged(), []);
  });
});
