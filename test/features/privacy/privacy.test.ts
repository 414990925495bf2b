import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { inputOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { newcomer } from "../nudges/calendar.ts";
import { fillsEverything, NOTE } from "./full-life.ts";

const DAY = "2026-11-24T10:00:00Z";

describe("Privacy", () => {
  let house: TestHouse;
  let ada: Staff;
  let bob: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open({ environment: { PRIVACY_CONTACT: "privacy@example.gov.uk" } });
    ada = await newcomer(house, "Ada", "2026-11-23");
    bob = await newcomer(house, "Bob", "2026-11-23");
  });
  afterEach(() => house.close());

  const linkOn = (card: Card) =>
    (card.actions ?? []).flatMap((action) => (action.type === "Action.OpenUrl" ? [action.url] : []))[0] ?? "";
  const download = async (person: Staff) => fetch(linkOn(await person.says("my data")));

  describe("“my data”", () => {
    it("shows everything that every feature keeps, in words", async () => {
      await fillsEverything(house, ada, bob);

      const card = textOf(await ada.says("my data"));

      for (const part of [
        /Policy/, // profession
        /"SEO"/,
        /Word/,
        /Scotland/,
        /Europe\/Brussels/,
        /14:00–15:30/,
        /2026-12-24 – 2027-01-04/, // leave
        /Department for Examples/,
        /id-of-grace/, // manager
        /Monday 23 November|Tuesday 24 November/, // last heard of
        /Where this chat is/,
        /2 tips/,
        /one tip every two weeks/,
        /paused until.*8 December/,
        /2 entries/,
      ])
        assert.match(card, part);
    });

    it("says that it is a summary, and that the download has the rest", async () => {
      assert.match(textOf(await ada.says("my data")), /a summary.*The download has every word/);
    });

    it("says who answers questions, and how to put things right or have them erased", async () => {
      const card = await ada.says("my data");

      assert.match(textOf(card), /privacy@example\.gov\.uk/);
      assert.equal(titleOf(await ada.presses(card, "Settings")), "Settings");
      assert.equal(titleOf(await ada.presses(card, "My time")), "My time");
      assert.equal(titleOf(await ada.presses(card, "Erase everything")), "Erase everything?");
    });

    it("works in Welsh, its buttons too", async () => {
      await ada.chooses({ language: "cy" });

      const card = await ada.says("fy nata");

      assert.equal(titleOf(card), "Popeth rwy'n ei gadw amdanoch");
      for (const title of ["Gosodiadau", "Fy amser", "Dileu popeth"])
        assert.equal((await ada.presses(card, title)).lang, "cy", title);
    });

    it("is one's own: nothing of anybody else's is on it", async () => {
      await fillsEverything(house, ada, bob);

      assert.doesNotMatch(textOf(await bob.says("my data")), /Policy|Scotland|Brussels|entries|14:00/);
    });
  });

  describe("the download", () => {
    it("is JSON that holds exactly what is kept: every value in every row of theirs", async () => {
      await fillsEverything(house, ada, bob);

      const response = await download(ada);

      assert.equal(response.status, 200);
      assert.match(response.headers.get("content-type") ?? "", /application\/json/);
      assert.match(response.headers.get("content-disposition") ?? "", /my-uptake-data\.json/);
      const text = await response.text();
      const { whatIsKept } = JSON.parse(text) as { whatIsKept: Record<string, unknown> };
      const inFile = new Set(leavesOf(whatIsKept));
      const inTables = (await rowsOf(ada)).flatMap((row) => leavesOf(JSON.parse(JSON.stringify(row))));
      assert.ok(inTables.length > 50);
      assert.deepEqual(
        inTables.filter((value) => !inFile.has(value)),
        [],
      );
      assert.doesNotMatch(text, /id-of-bob|chat-with-Bob/);
    });

    it("leaves out what keeps nothing", async () => {
      const { whatIsKept } = (await (await download(ada)).json()) as { whatIsKept: Record<string, unknown> };

      assert.deepEqual(Object.keys(whatIsKept), ["welcome"]);
    });

    it("works for ten minutes and then no more", async () => {
      house.now = new Date(DAY);
      const link = linkOn(await ada.says("my data"));

      house.now = new Date("2026-11-24T10:10:00Z");
      assert.equal((await fetch(link)).status, 200);
      house.now = new Date("2026-11-24T10:10:01Z");
      const late = await fetch(link);

      assert.equal(late.status, 404);
      assert.match(await late.text(), /expired/);
    });

    it("isn't found by a changed, cut or made-up link", async () => {
      const link = linkOn(await ada.says("my data"));
      const token = link.split("/").at(-1) ?? "";
      const middle = Math.floor(token.length / 2);
      const otherThan = (letter = "") => (letter === "A" ? "B" : "A");

      for (const wrong of [
        token.slice(0, middle) + otherThan(token[middle]) + token.slice(middle + 1),
        otherThan(token[0]) + token.slice(1),
        token.slice(0, -8),
        token.slice(4),
        "x",
        "A".repeat(200),
        encodeURIComponent(JSON.stringify({ file: "my-data", person: bob.key, until: 9e15 })),
      ])
        assert.equal((await fetch(`${house.origin}/files/${wrong}`)).status, 404, wrong);
    });

    it("says nothing of whose it is in its link", async () => {
      const token =
        linkOn(await ada.says("my data"))
          .split("/")
          .at(-1) ?? "";

      const inside = Buffer.from(token, "base64url").toString("latin1");
      assert.doesNotMatch(token + inside, /id-of-|my-data|1111-4111/i);
    });

    it("holds the same id's data of one organisation only", async () => {
      await fillsEverything(house, ada, bob);
      const other = await house.person("Ada", "22222222-2222-4222-8222-222222222222").meets();

      assert.doesNotMatch(await (await download(other)).text(), /spring report|Department for Examples/);
    });

    it("after erasing holds nothing", async () => {
      await fillsEverything(house, ada, bob);
      const link = linkOn(await ada.says("my data"));

      await erases(ada);

      const { whatIsKept } = (await (await fetch(link)).json()) as { whatIsKept: Record<string, unknown> };
      assert.deepEqual(
        Object.values(whatIsKept)
          .flat()
          .filter((value) => value !== null),
        [],
      );
    });
  });

  describe("“forget me”", () => {
    it("asks first, and can be taken back", async () => {
      const before = JSON.stringify(await house.everything());

      const ask = await ada.says("forget me");
      assert.match(textOf(ask), /can't be undone/);
      assert.equal(titleOf(await ada.presses(ask, "Keep it")), "Nothing was erased");

      assert.equal(JSON.stringify(await house.everything()), before);
    });

    it("leaves nothing of theirs in any column of any table, only a count", async () => {
      await fillsEverything(house, ada, bob);
      const traces = await tracesOf(ada);
      for (const trace of traces)
        assert.ok(
          (await columnsThatHold(trace)).length > 0,
          `${trace} was kept before, so that its absence means something`,
        );

      assert.equal(titleOf(await erases(ada)), "You're forgotten");

      for (const trace of traces) assert.deepEqual(await columnsThatHold(trace), [], trace);
      assert.deepEqual(await rowsOf(ada), []);
      assert.deepEqual((await house.everything()).erasure, [{ month: "2026-11", people: 1 }]);
    });

    it("says that it won't write again unless they write first", async () => {
      assert.match(textOf(await erases(ada)), /won't write to you again unless you write to me first/);
    });

    it("leaves everybody else's as it was, but that she was their manager", async () => {
      await fillsEverything(house, bob, ada);
      await fillsEverything(house, ada, bob);
      const before = await rowsOf(bob);

      await erases(ada);

      const forgotten = before.map((row) => (row.manager_id === ada.id ? { ...row, manager_id: null } : row));
      assert.notDeepEqual(forgotten, before);
      assert.deepEqual(await rowsOf(bob), forgotten);
    });

    it("leaves the same id in another organisation alone", async () => {
      const other = await house.person("Ada", "22222222-2222-4222-8222-222222222222").meets();
      const before = await rowsOf(other);

      await erases(ada);

      assert.deepEqual(await rowsOf(other), before);
    });

    it("twice counts once, and is calm", async () => {
      const ask = await ada.says("forget me");
      await ada.presses(ask, "Erase it all");

      assert.match(textOf(await ada.presses(ask, "Erase it all")), /I keep nothing about you/);

      assert.deepEqual(await house.rows(), { person: 1, erasure: 1 });
      assert.deepEqual((await house.everything()).erasure, [{ month: "2026-11", people: 1 }]);
    });

    it("leaves nothing behind when something is saved at the same moment", async () => {
      const draft = await ada.says("saved 20 minutes on an email");
      const ask = await ada.says("forget me");

      await Promise.all([
        ada.presses(ask, "Erase it all"),
        ada.presses(draft, "Save"),
        ada.presses(draft, "Save"),
      ]);

      assert.deepEqual(await rowsOf(ada), []);
    });

    it("holds for a form beside a message, also one that was open already", async () => {
      const open = await ada.opensForm("saved 20 minutes on an email");
      await erases(ada);

      const answer = await ada.pressesIn(open, "Save");

      assert.match(answer.card.speak, /I keep nothing about you/);
      assert.match((await ada.opensForm()).card.speak, /I keep nothing about you/);
      assert.deepEqual(await rowsOf(ada), []);
    });

    it("isn't undone by an update of the app", async () => {
      await erases(ada);
      const before = ada.cards.length;

      await ada.sends({ type: "installationUpdate", action: "add-upgrade" });

      assert.equal(ada.cards.length, before);
      assert.deepEqual(await rowsOf(ada), []);
    });

    it("is followed by the notice again, whatever they write to us", async () => {
      await erases(ada);
      const before = ada.cards.length;

      await ada.sends({ type: "message", text: "thank you, goodbye" });

      assert.deepEqual(ada.cards.slice(before).map(titleOf), ["Hello, I'm Uptake"]);
    });

    it("is followed by a new beginning, when they say hello", async () => {
      await erases(ada);

      await ada.says("hello");

      assert.match(textOf(await ada.says("my data")), /Not said/);
      assert.equal(inputOf(await ada.says("settings"), "profession").value, "rather-not");
    });

    it("works in Welsh", async () => {
      await ada.chooses({ language: "cy" });

      const done = await ada.presses(await ada.says("anghofiwch fi"), "Dileu'r cyfan");

      assert.equal(titleOf(done), "Rydych wedi'ch anghofio");
      assert.match(textOf(done), /oni bai eich bod chi'n ysgrifennu ataf i/);
      assert.deepEqual(await rowsOf(ada), []);
    });
  });

  describe("the operator", () => {
    const who = (person: Staff) => `--tenant ${person.tenant} --id ${person.id}`;

    it("sees which kinds of records there are, never what they say", async () => {
      await fillsEverything(house, ada, bob);

      const { out } = await house.operates(`person show ${who(ada)}`);

      assert.deepEqual(out.trim().split("\n"), [
        "Records are kept by:",
        "time-saved",
        "digests",
        "nudges",
        "welcome",
      ]);
    });

    it("is told when nothing is kept", async () => {
      assert.equal(
        (await house.operates(`person show ${who(house.person("Nobody"))}`)).out,
        "Nothing is kept.\n",
      );
    });

    it("can erase somebody who has left, as they could themselves", async () => {
      await fillsEverything(house, ada, bob);

      assert.equal((await house.operates(`person erase ${who(ada)}`)).out, "Erased.\n");
      assert.equal((await house.operates(`person erase ${who(ada)}`)).out, "Nothing was kept.\n");

      assert.deepEqual(await rowsOf(ada), []);
      assert.deepEqual((await house.everything()).erasure, [{ month: "2026-11", people: 1 }]);
    });

    it("has to say who", async () => {
      const { code, err } = await house.operates("person erase --id x");

      assert.equal(code, 1);
      assert.match(err, /both --tenant and --id/);
    });
  });

  it("The log holds no name, id or typed word, after everything somebody can do", async () => {
    await fillsEverything(house, ada, bob);
    for (const words of [
      "my manager Grace is cruel",
      "saved 20 minutes QQ123456C",
      "my data",
      "saved ½ elephants",
    ])
      await ada.says(words);
    await ada.invokes("time-saved/save", { note: "elephants", minutes: [] });
    await ada.invokes("elephants/press", { elephants: true });
    await ada.opensForm("elephants saved me 20 minutes");
    house.connector.answers.push({ status: 500 });
    await house.runsDue("2026-12-08T10:00:00Z");
    await fetch(`${house.origin}/files/elephants`);
    await house.operates(`person show --tenant ${ada.tenant} --id ${ada.id}`);
    await erases(ada);

    const log = JSON.stringify(house.logged, (_key, value: unknown) =>
      value instanceof Error ? { message: value.message, stack: value.stack } : value,
    );

    assert.ok(house.logged.length > 3);
    for (const personal of [
      ...["Ada", "Bob", "Grace", "id-of", "chat-with", "29:", ada.tenant, NOTE],
      ...["elephants", "cruel", "QQ123456C", "spring", "activity-in"],
    ])
      assert.ok(!log.toLowerCase().includes(personal.toLowerCase()), `${personal} in ${log}`);
  });

  async function erases(person: Staff): Promise<Card> {
    return person.presses(await person.says("forget me"), "Erase it all");
  }

  /** Every row that is kept under somebody's own key. */
  async function rowsOf({ tenant, id }: Staff): Promise<readonly Record<string, unknown>[]> {
    const all = Object.values(await house.everything()).flat();
    return all.filter(({ tenant_id, person_id }) => tenant_id === tenant && person_id === id);
  }

  /** What would give somebody away, wherever it stood. */
  async function tracesOf(person: Staff): Promise<readonly string[]> {
    const entries = (await rowsOf(person)).flatMap(({ entry_id }) =>
      entry_id === undefined ? [] : [String(entry_id)],
    );
    const activities = (await rowsOf(person)).flatMap(({ activity_id }) =>
      activity_id == null ? [] : [String(activity_id)],
    );
    return [person.id, person.conversation, `29:${person.name}`, NOTE, ...entries, ...activities];
  }

  /** Walks every column of every table. */
  async function columnsThatHold(trace: string): Promise<readonly string[]> {
    return Object.entries(await house.everything()).flatMap(([table, rows]) =>
      rows.flatMap((row) =>
        Object.entries(row).flatMap(([column, value]) =>
          JSON.stringify(value ?? null).includes(JSON.stringify(trace).slice(1, -1))
            ? [`${table}.${column}`]
            : [],
        ),
      ),
    );
  }
});

/** All the values in something that came from JSON. */
function leavesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  return typeof value === "object" ? Object.values(value).flatMap(leavesOf) : [String(value)];
}
