import assert from "node:assert/strict";
import { sql } from "kysely";
import { buttonsOf, inputOf, type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { champion, finds, publishes, reads, tells, told } from "./telling.ts";

const REASON = "Please say how you checked it.";

describe("Reviewing stories", () => {
  let house: TestHouse;
  let ada: Staff;
  let bob: Staff;
  let grace: Staff;
  let mary: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    house.now = new Date("2026-11-24T14:00:00Z"); // after the hours of tips
    ada = await house.person("Ada").meets();
    bob = await house.person("Bob").meets();
    grace = await champion(house, "Grace");
    mary = await champion(house, "Mary");
  });
  afterEach(() => house.close());

  const rows = async (table: string) => (await house.everything())[table] ?? [];
  const titlesSince = (person: Staff, from: number) => person.cards.slice(from).map(titleOf);
  const counts = () => [ada, bob, grace, mary].map(({ cards }) => cards.length);
  /** What each got that was about stories, at a time. */
  const news = async (now: string) => {
    const before = counts();
    house.now = new Date(now);
    await house.runsDue(now);
    return [ada, bob, grace, mary].map((person, at) => titlesSince(person, before[at] ?? 0));
  };

  it("Only champions see what waits, and only while they are champions", async () => {
    await tells(ada);
    const card = await reads(grace);

    assert.equal(titleOf(await bob.says("stories to review")), "Stories are reviewed by champions");
    await house.operates(`role take champion ${grace.id} --tenant ${TENANT} --by ops`);
    assert.equal(titleOf(await grace.presses(card, "Approve")), "Stories are reviewed by champions");
    assert.equal((await rows("story"))[0]?.state, "review");
  });

  it("A champion reads it as others will: nothing on the card says who told it", async () => {
    await tells(ada);

    assert.doesNotMatch(textOf(await reads(grace)), /id-of-ada|\bAda\b/);
  });

  it("Nobody decides on their own story, by no button", async () => {
    await tells(grace);
    await tells(ada, { title: "Another one", challenge: "x", did: "y", result: "z", learned: "" });
    const [own] = await rows("story");

    assert.equal(
      titleOf(await grace.invokes("stories/open-review", { story: own?.story_id }).then(cardIn)),
      "This is your own story",
    );
    for (const decision of ["approve", "change", "decline"])
      await grace.invokes("stories/decide", { story: own?.story_id, version: 1, decision, words: REASON });

    assert.equal((await rows("story")).find(({ author_id }) => author_id === grace.id)?.state, "review");
    assert.doesNotMatch(textOf(await grace.says("stories to review")), /Minutes in half the time/);
  });

  it("Of two champions at once the first counts, and the other is told what was decided", async () => {
    await tells(ada);
    const cards = [await reads(grace), await reads(mary)] as const;

    const answers = await Promise.all([
      grace.presses(cards[0], "Approve"),
      mary.presses(cards[1], "Decline", { words: REASON }),
    ]);

    const titles = answers.map(titleOf);
    const decided = titles.filter((title) => /^(Approved|Declined):/.test(title));
    assert.equal(decided.length, 1, titles.join());
    assert.ok(titles.includes("This was decided already"), titles.join());
    const events = (await rows("story_event")).map(({ what }) => what);
    assert.equal(events.filter((what) => what === "approved" || what === "declined").length, 1);
  });

  it("A decision pressed twice counts once", async () => {
    await tells(ada);
    const card = await reads(grace);

    await grace.presses(card, "Approve");
    assert.equal(
      titleOf(await grace.presses(card, "Decline", { words: REASON })),
      "This was decided already",
    );

    assert.equal((await rows("story"))[0]?.state, "published");
  });

  it("What was changed meanwhile has to be read again before it is decided on", async () => {
    await tells(ada);
    const old = await reads(grace);
    await changes(ada, { result: "Something else came of it." });

    const again = await grace.presses(old, "Approve");

    assert.equal(titleOf(again), "The author has changed it: please look again");
    assert.match(textOf(again), /Something else came of it/);
    assert.equal((await rows("story"))[0]?.state, "review");
    assert.match(titleOf(await grace.presses(again, "Approve")), /^Approved/);
    assert.equal((await rows("story"))[0]?.published, 2);
  });

  it("A change that is asked for is told with the champion's words, made, and keeps its history", async () => {
    await tells(ada);
    await grace.presses(await reads(grace), "Ask for a change", { words: REASON });

    const [toAda] = await news("2026-11-24T14:05:00Z");
    assert.deepEqual(toAda, ["A champion asks for a change to your story"]);
    assert.match(textOf(ada.lastCard), /Please say how you checked it/);
    await changes(ada, { did: "I asked, and checked it against the recording." });

    assert.deepEqual(
      (await rows("story_version")).map(({ version, did }) => [version, did]),
      [
        [1, told.did],
        [2, "I asked, and checked it against the recording."],
      ],
    );
    const [, , ...toChampions] = await news("2026-11-24T14:10:00Z");
    assert.deepEqual(toChampions.flat(), ["A story was changed, and waits for you again"]);
    assert.match(
      textOf(await ada.presses(await ada.says("my stories"), "Open")),
      /Please say how you checked it/,
    );
  });

  it("Declined without a reason isn't declined; with one, its author is told why", async () => {
    await tells(ada);
    const asked = await grace.presses(await reads(grace), "Decline");
    assert.match(textOf(asked), /Tell the author why/);
    assert.equal((await rows("story"))[0]?.state, "review");

    await grace.presses(asked, "Decline", { words: REASON });

    const [toAda] = await news("2026-11-24T14:05:00Z");
    assert.deepEqual(toAda, ["Your story was declined"]);
    assert.match(textOf(ada.lastCard), /Please say how you checked it/);
  });

  it("An author who took their story down before they were told isn't told that others can find it", async () => {
    await tells(ada);
    house.now = new Date("2026-11-24T18:00:00Z");
    await grace.presses(await reads(grace), "Approve");
    const own = await ada.presses(await ada.says("my stories"), "Open");
    await ada.presses(await ada.presses(own, "Take it down"), "Take it down");

    const [toAda] = await news("2026-11-25T14:05:00Z");

    assert.deepEqual(toAda, []);
  });

  it("The only champion isn't told that somebody has their story: it waits for another, who gets it", async () => {
    await house.operates(`role take champion ${mary.id} --tenant ${TENANT} --by ops`);

    const sent = await tells(grace);

    assert.equal(titleOf(sent), "Thank you: it waits for a champion");
    assert.doesNotMatch(textOf(sent), /You'll hear from me by/);
    const hal = await champion(house, "Hal");
    await news("2026-11-24T14:05:00Z");
    assert.equal(titleOf(hal.lastCard), "A story waits for you");
  });

  it("A story whose champion has gone is handed over, however many wait in another organisation without champions", async () => {
    await tells(ada);
    await sql`insert into story (tenant_id, story_id, state, due_on)
      select 'elsewhere', 'waits-' || n, 'review', '2026-01-01' from generate_series(1, 1000) n`.execute(
      house.db,
    );
    const [waiting] = await rows("story").then((all) => all.filter(({ author_id }) => author_id === ada.id));
    const gone = waiting?.reviewer_id === grace.id ? grace : mary;
    await house.operates(`role take champion ${gone.id} --tenant ${TENANT} --by ops`);

    await house.runsDue("2026-11-24T14:05:00Z");

    const [now] = await rows("story").then((all) => all.filter(({ author_id }) => author_id === ada.id));
    assert.equal(now?.reviewer_id, gone === grace ? mary.id : grace.id);
  });

  it("A reason with a marking or an address is refused, and the champion keeps what they typed", async () => {
    await tells(ada);
    const again = await grace.presses(await reads(grace), "Decline", { words: "ask jo@example.gov.uk" });

    assert.match(textOf(again), /email address/);
    assert.equal(inputOf(again, "words").value, "ask jo@example.gov.uk");
    assert.doesNotMatch(JSON.stringify(await house.everything()), /jo@example/);
  });

  it("One champion is asked at first, reminded after three working days, and after five all are; then it shows as overdue", async () => {
    await tells(ada);

    const first = (await news("2026-11-24T14:05:00Z")).slice(2).flat();
    assert.deepEqual(first, ["A story waits for you"]);
    assert.deepEqual((await news("2026-11-26T14:00:00Z")).flat(), []);
    assert.deepEqual((await news("2026-11-27T14:00:00Z")).flat(), ["A story still waits for you"]);
    assert.deepEqual((await news("2026-12-01T14:00:00Z")).flat(), []);
    assert.match(
      (await house.operates("stories overdue --now 2026-12-01T14:00:00Z")).out,
      /No story is overdue/,
    );

    assert.deepEqual(
      (await news("2026-12-02T14:00:00Z")).map((each) => each.length),
      [0, 0, 1, 1],
    );
    assert.equal(titleOf(mary.lastCard), "A story is overdue");
    const { out } = await house.operates("stories overdue --now 2026-12-02T14:00:00Z");
    assert.match(out, /2026-12-01 {2}[0-9a-f-]{36}/);
    assert.doesNotMatch(out, /Minutes|id-of/);
    assert.deepEqual((await news("2026-12-03T14:00:00Z")).flat(), []);
  });

  it("Nobody is written to in the evening, at the weekend or on leave, and everybody afterwards", async () => {
    house.now = new Date("2026-11-27T18:30:00Z"); // a Friday
    await tells(ada);

    assert.deepEqual((await news("2026-11-27T18:35:00Z")).flat(), []);
    assert.deepEqual((await news("2026-11-28T11:00:00Z")).flat(), []);
    assert.deepEqual((await news("2026-11-30T08:00:00Z")).flat(), []);
    assert.deepEqual((await news("2026-11-30T14:00:00Z")).flat(), ["A story waits for you"]);
  });

  it("What is decided before it is announced isn't announced", async () => {
    await tells(ada);
    await grace.presses(await reads(grace), "Approve");

    assert.deepEqual(await news("2026-11-24T14:05:00Z"), [["Your story is published"], [], [], []]);
  });

  it("What waited for somebody who is no champion any more waits for another", async () => {
    await tells(ada);
    await news("2026-11-24T14:05:00Z");
    await house.operates(`role take champion ${grace.id} --tenant ${TENANT} --by ops`);

    assert.deepEqual((await news("2026-11-24T14:10:00Z"))[3], ["A story waits for you"]);
  });

  it("A published story that is changed stays as it was until the change is approved", async () => {
    await publishes(ada, grace);
    await changes(ada, { result: "Better still." });

    assert.match(textOf(await finds(bob, "minutes")), /Two actions were wrong/);
    await grace.presses(await reads(grace), "Approve");
    assert.match(textOf(await finds(bob, "minutes")), /Better still/);
  });

  it("A published story that is wrong is down until its correction is approved", async () => {
    await publishes(ada, grace);
    await changes(ada, { result: "Put right.", hide: "true" });

    assert.equal(titleOf(await bob.says("stories about minutes")), "No story yet");
    await grace.presses(await reads(grace), "Approve");
    assert.match(textOf(await finds(bob, "minutes")), /Put right/);
  });

  it("A form that was open while the story was changed elsewhere overwrites nothing", async () => {
    await tells(ada);
    const open = await ada.presses(await ada.says("my stories"), "Open");
    const forms = [await ada.presses(open, "Change it"), await ada.presses(open, "Change it")] as const;
    await ada.presses(forms[0], "Send the change", { result: "First", agreed: "true" });

    const late = await ada.presses(forms[1], "Send the change", { result: "Second", agreed: "true" });

    assert.equal(titleOf(late), "It was changed meanwhile");
    assert.deepEqual(
      (await rows("story_version")).map(({ result }) => result),
      [told.result, "First"],
    );
  });

  it("Another organisation's champion sees and decides nothing of it", async () => {
    await tells(ada);
    const [story] = await rows("story");
    const other = house.person("Eve", "22222222-2222-4222-8222-222222222222");
    await other.meets();
    await house.operates(`role give champion ${other.id} --tenant ${other.tenant} --by ops`);

    assert.match(textOf(await other.says("stories to review")), /Nothing waits for you/);
    const answer = await other
      .invokes("stories/decide", { story: story?.story_id, version: 1, decision: "approve" })
      .then(cardIn);
    assert.equal(titleOf(answer), "This story isn't there");
    assert.equal((await rows("story"))[0]?.state, "review");
  });

  it("In Welsh a champion reads, asks for a change and is thanked in Welsh", async () => {
    await grace.chooses({ language: "cy" });
    await tells(ada);

    const queue = await grace.says("straeon i'w hadolygu");
    const review = await grace.presses(queue, "Agor");
    const decided = await grace.presses(review, "Gofyn am newid", { words: "Dywedwch sut y'i gwiriwyd." });

    assert.deepEqual([queue.lang, review.lang, decided.lang], ["cy", "cy", "cy"]);
    assert.equal(titleOf(decided), "Gofynnir i'r awdur am newid");
    assert.ok(buttonsOf(decided).some(({ title }) => title === "Straeon i'w hadolygu"));
  });

  async function changes(person: Staff, more: object) {
    const own = await person.presses(await person.says("my stories"), "Open");
    const form = await person.presses(own, "Change it");
    return person.presses(form, "Send the change", { agreed: "true", ...more });
  }
});

const cardIn = ({ value }: { value: unknown }) => value as Parameters<typeof titleOf>[0];
