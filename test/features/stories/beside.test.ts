import assert from "node:assert/strict";
import { sql } from "kysely";
import type { Card } from "../../../src/core/card.ts";
import { buttonsOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { champion, publishes, tells, told } from "./telling.ts";

const ELSEWHERE = "22222222-2222-4222-8222-222222222222";
const TIP = "chase-the-minutes";

/** One tip alone, on meetings in Teams, so that it is known which one comes. */
const tip = (id: string, task: string, app: string) => ({
  ...{ id, strand: "practice", app, task, professions: [], gradeBands: [] },
  source: { title: "Ours" },
  ...{ written: "2026-11-01", reviewed: "2026-11-01" },
  en: {
    title: "Minutes, quickly",
    body: "Try it.",
    prompt: "List the actions.",
    caution: "Check it.",
    source: "Ours",
  },
  cy: {
    title: "Cofnodion",
    body: "Rhowch gynnig.",
    prompt: "Rhestrwch.",
    caution: "Gwiriwch.",
    source: "Ni",
  },
});

/** In words that no other story has: who tells what was told is asked whether to add to it. */
const other = {
  challenge: "Posters needed an outside designer.",
  did: "Drew three sketches and chose between them.",
  result: "Our campaign looked good for nothing.",
  learned: "Describe colours.",
};
const another = {
  challenge: "Invoices arrived without purchase orders.",
  did: "Matched suppliers against contracts.",
  result: "Finance closed early.",
  learned: "Sort first.",
};

describe("A story beside a tip", () => {
  let house: TestHouse;
  let ada: Staff;
  let carol: Staff;
  let grace: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    house.now = new Date("2026-11-23T09:00:00Z");
    carol = await champion(house, "Carol");
    ada = await house.person("Ada").meets();
    grace = await house.person("Grace").meets();
    await onlyTip("summarise-meetings", "teams");
  });
  afterEach(() => house.close());

  /** Every other tip is retired. */
  async function onlyTip(task: string, app: string): Promise<void> {
    house.files.set("tips.json", JSON.stringify([tip(TIP, task, app)]));
    await house.operates("import tips tips.json");
    const { tips } = JSON.parse((await house.operates("tips list --json")).out) as { tips: { id: string }[] };
    const others = tips.map(({ id }) => id).filter((id) => id !== TIP);
    assert.equal(others.length, tips.length - 1);
    await sql`insert into tip_retired (tip_id, reason, since)
      select id, 'another one', now() from unnest(${others}::text[]) as t (id)`.execute(house.db);
  }
  const nudged = async (now = "2026-11-24T10:00:00Z"): Promise<void> => {
    house.now = new Date(now);
    await house.runsDue(now);
  };
  const lineOn = (card: Card): string | undefined =>
    /"text":"A colleague did this: ([^"]*)"/.exec(textOf(card))?.[1];

  it("is one line and a button that opens it, from which the tip can be gone back to", async () => {
    await publishes(ada, carol);
    await nudged();
    const nudge = grace.lastCard;

    assert.equal(titleOf(nudge), "Minutes, quickly");
    assert.equal(lineOn(nudge), told.title);
    assert.ok(!textOf(nudge).includes(told.result), "the story itself is read by those who open it");
    const story = await grace.presses(nudge, "Read the story");
    assert.equal(titleOf(story), told.title);
    const again = await grace.presses(story, "Back to the tip");
    assert.equal(titleOf(again), "Minutes, quickly");
    assert.equal(lineOn(again), told.title);
    await grace.presses(again, "I tried it");
  });

  it("isn't there where nobody told any on the same task or app", async () => {
    await publishes(ada, carol, { task: "images", app: "word" });
    await nudged();

    assert.equal(titleOf(grace.lastCard), "Minutes, quickly");
    assert.equal(lineOn(grace.lastCard), undefined);
  });

  it("is of the same task before one of the same app", async () => {
    await publishes(ada, carol, { ...other, title: "Of the app", task: "images" });
    await publishes(ada, carol, { title: "Of the task", app: "word" });
    await publishes(ada, carol, { ...another, title: "Of the app again", task: "images" });
    await nudged();

    assert.equal(lineOn(grace.lastCard), "Of the task");
  });

  it("is never their own", async () => {
    await publishes(ada, carol);
    const [own, theirs] = [await ada.says("give me a tip"), await grace.says("give me a tip")];

    assert.deepEqual([own, theirs].map(titleOf), ["Minutes, quickly", "Minutes, quickly"]);
    assert.deepEqual([own, theirs].map(lineOn), [undefined, told.title]);
  });

  it("is never another organisation's", async () => {
    const far = await house.person("Far", ELSEWHERE).meets();
    const judge = await house.person("Judge", ELSEWHERE).meets();
    await house.operates(`role give champion ${judge.id} --tenant ${ELSEWHERE} --by ops`);
    await publishes(far, judge);
    await nudged();

    assert.equal(titleOf(grace.lastCard), "Minutes, quickly");
    assert.equal(lineOn(grace.lastCard), undefined);
    assert.equal(lineOn(judge.lastCard), told.title);
  });

  it("is never one that was taken down, also a moment ago", async () => {
    await publishes(ada, carol);
    await nudged();
    await ada.presses(
      await ada.presses(await ada.presses(await ada.says("my stories"), "Open"), "Take it down"),
      "Take it down",
    );
    const late = await house.person("Late").meets();

    assert.equal(lineOn(await late.says("give me a tip")), undefined);
    const back = await grace.invokes("nudges/show", { nudge: "2026-11-24" });
    assert.equal(lineOn(back.value as Card), undefined);
  });

  it("is never one that no champion has approved", async () => {
    await tells(ada);
    await nudged();

    assert.equal(lineOn(grace.lastCard), undefined);
  });

  it("is never one that they tried already, and not the same again beside the same tip", async () => {
    await publishes(ada, carol);
    const [{ story_id: first } = {}] = (await house.everything()).story ?? [];
    await grace.invokes("stories/try", { story: first, worked: true });
    assert.equal(lineOn(await grace.says("give me a tip")), undefined);

    const other = await house.person("Other").meets();
    const shown = await other.says("give me a tip");
    assert.equal(lineOn(shown), told.title);
    await other.presses(shown, "Remind me later");
    house.now = new Date("2026-12-01T12:00:00Z");
    const again = await other.says("give me a tip");
    assert.equal(titleOf(again), "Minutes, quickly");
    assert.equal(lineOn(again), undefined);
  });

  it("is in their language where there is one, else in the other", async () => {
    const sian = house.person("Sian");
    sian.locale = "cy-GB";
    await sian.meets();
    await publishes(ada, carol);
    assert.match(textOf(await sian.says("awgrym i mi")), /Gwnaeth cydweithiwr hyn: Minutes in half the time/);

    const rhys = house.person("Rhys");
    rhys.locale = "cy-GB";
    await rhys.meets();
    await publishes(rhys, carol, { ...another, title: "Cofnodion cyflym" });
    house.now = new Date("2026-11-24T09:30:00Z");
    const dai = house.person("Dai");
    dai.locale = "cy-GB";
    await dai.meets();
    const card = await dai.says("awgrym i mi");
    assert.match(textOf(card), /Gwnaeth cydweithiwr hyn: Cofnodion cyflym/);
    assert.ok(buttonsOf(card).some(({ title }) => title === "Darllen y stori"));
  });

  it("costs one question for all who are written to, however many they are", async () => {
    await publishes(ada, carol);
    for (let at = 0; at < 30; at++) await house.person(`Reader${at}`).meets();
    let [looked, checked] = [0, 0];
    const { storiesFor } = house.app.features.find(({ name }) => name === "stories") ?? {};
    assert.ok(storiesFor !== undefined);
    const executor = house.db.getExecutor();
    const { executeQuery } = executor;
    executor.executeQuery = function (this: typeof executor, query, ...more) {
      if (/of_task/.test(query.sql)) looked += 1;
      if (/distinct on \(o\.nth\)/.test(query.sql)) checked += 1;
      return executeQuery.call(this, query, ...more);
    } as typeof executeQuery;
    try {
      await nudged();
    } finally {
      executor.executeQuery = executeQuery;
    }

    const sent = ((await house.everything()).nudge ?? []).length;
    assert.equal(sent, 32); // its author is told that it is published, so no tip comes beside that
    assert.equal(looked, 1);
    assert.ok(checked >= 4 && checked <= Math.ceil(32 / 10) + 3, `${checked} questions for ${sent}`);
  });
});
