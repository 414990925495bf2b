import assert from "node:assert/strict";
import { type Staff, TENANT, TestHouse } from "../../harness/house.ts";
import { champion, publishes } from "./telling.ts";

const ELSEWHERE = "22222222-2222-4222-8222-222222222222";
/** The week from 23 November 2026 is published on the Tuesday after. */
const IN_WEEK = "2026-11-25T10:00:00Z";
const TUESDAY = "2026-12-01T09:00:00Z";
/** In words that the other story doesn't have. */
const another = {
  title: "Posters without a designer",
  challenge: "Posters needed an outside designer.",
  did: "Drew three sketches and chose between them.",
  result: "Our campaign looked good for nothing.",
  learned: "Describe colours.",
  task: "images",
};

describe("How far stories go", () => {
  let house: TestHouse;
  let ada: Staff;
  let carol: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    house.now = new Date(IN_WEEK);
    carol = await champion(house, "Carol");
    ada = await house.person("Ada").meets();
  });
  afterEach(() => house.close());

  /** Colleagues who have met us, so many in each department; Ada is in Estates. */
  async function staff(departments: Readonly<Record<string, number>>): Promise<readonly Staff[]> {
    const all = Object.entries(departments).flatMap(([department, many]) =>
      Array.from({ length: many }, (_, at) => ({ name: `${department}${at}`, department })),
    );
    const rows = [...all, { name: "Ada", department: "Estates" }].map(
      ({ name, department }) => `${house.person(name).id},${department}`,
    );
    house.files.set("staff.csv", ["id,department", ...rows].join("\n"));
    await house.operates(`import people staff.csv --tenant ${TENANT}`);
    return Promise.all(all.map(({ name }) => house.person(name).meets()));
  }
  async function told(author = ada, more: object = {}): Promise<string> {
    const before = new Set(((await house.everything()).story ?? []).map(({ story_id }) => story_id));
    await publishes(author, carol, more);
    const added = ((await house.everything()).story ?? []).find(({ story_id }) => !before.has(story_id));
    return String(added?.story_id);
  }
  const tries = async (people: readonly Staff[], story: string, worked = true): Promise<void> => {
    for (const person of people) await person.invokes("stories/try", { story, worked });
  };
  const figure = async (week = "2026-W48"): Promise<string> => {
    await house.operates(`publish --now ${week === "2026-W48" ? TUESDAY : "2026-12-08T09:00:00Z"}`);
    return (await house.operates(`figure stories/reused-across ${week} --tenant ${TENANT}`)).out;
  };
  const reused = async (now = TUESDAY): Promise<string> =>
    (await house.operates(`stories reused --tenant ${TENANT} --now ${now}`)).out;

  describe("as a published figure", () => {
    it("is how many worked for somebody in another department than they were told in", async () => {
      const people = await staff({ Policy: 12, Estates: 5 });
      await tries(people, await told());

      assert.match(await figure(), /across: 10\n/);
    });

    it("has none that didn't work, and none of the same department", async () => {
      const people = await staff({ Policy: 14, Estates: 12 });
      const story = await told();
      await tries(people.slice(0, 10), story);
      await tries(people.slice(10, 14), story, false);
      await tries(people.slice(14), story);

      assert.match(await figure(), /across: 10\n/);
    });

    it("isn't shown of fewer than ten people", async () => {
      await tries(await staff({ Policy: 9 }), await told());

      assert.match(await figure(), /Too few people/);
    });

    it("counts none of an author who was forgotten, as nobody knows any more which department it came from", async () => {
      const people = await staff({ Policy: 12 });
      const stays = await told(ada, { stays: "true" });
      const grace = await house.person("Grace").meets();
      house.files.set("more.csv", `id,department\n${grace.id},Estates`);
      await house.operates(`import people more.csv --tenant ${TENANT}`);
      const other = await told(grace, another);
      await tries(people, stays);
      await tries(people, other);
      await ada.presses(await ada.says("forget me"), "Erase it all");

      assert.match(await figure(), /across: 10\n/); // twelve; with Ada's it would be twenty-four
    });

    it("counts each once, in the week in which they first said so", async () => {
      const people = await staff({ Policy: 12 });
      const story = await told();
      await tries(people, story);
      assert.match(await figure(), /across: 10\n/);
      house.now = new Date("2026-12-02T10:00:00Z");
      await tries(people, story);

      assert.doesNotMatch(await figure("2026-W49"), /across: [1-9]/);
      assert.match(await figure(), /across: 10\n/);
    });

    it("has a row in the report, in both languages", async () => {
      const people = await staff({ Policy: 12 });
      await tries(people, await told());
      for (const person of people)
        await person.presses(await person.says("log time"), "Save", {
          ...{ actual: "60", expected: "100", task: "email", app: "outlook" },
        });
      await house.operates(`publish --now ${TUESDAY}`);
      const bodies: string[] = [];
      for (const language of ["en", "cy"]) {
        const { files = [] } = await house.operates(
          `report 2026-W48 --tenant ${TENANT} --by ops --language ${language} --now ${TUESDAY}`,
        );
        bodies.push(Buffer.from(String(files[0]?.body), "base64").toString("utf8"));
      }

      assert.match(bodies[0] ?? "", /Stories reused from other departments<\/th>\s*<td[^>]*>10</);
      assert.match(bodies[1] ?? "", /Straeon a ailddefnyddiwyd o adrannau eraill<\/th>\s*<td[^>]*>10</);
    });
  });

  describe("as a list for whoever runs the product", () => {
    it("has a count of departments where ten people or more tried it, in steps, and of no other", async () => {
      const people = await staff({ Policy: 4, Legal: 4, Digital: 4 });
      await tries(people, await told());
      await tries(people.slice(0, 9), await told(ada, another));

      const out = await reused();

      assert.equal(
        out,
        "2 departments or more: Minutes in half the time\nfewer than ten people tried it: Posters without a designer\n",
      );
    });

    it("stands still until the week is over, so that nobody's try can be told from the others'", async () => {
      const people = await staff({ Policy: 11, Legal: 1 });
      const story = await told();
      await tries(people.slice(0, 11), story);
      assert.match(await reused(IN_WEEK), /No story was tried yet/);
      assert.match(await reused(), /1 department: /);
      house.now = new Date("2026-12-02T10:00:00Z");
      await tries(people.slice(11), story);

      assert.match(await reused("2026-12-02T11:00:00Z"), /1 department: /);
      assert.match(await reused("2026-12-07T11:00:00Z"), /2 departments or more: /);
    });

    it("has nothing of another organisation, nor what was taken down", async () => {
      const people = await staff({ Policy: 12 });
      const story = await told();
      await tries(people, story);
      assert.match(
        (await house.operates(`stories reused --tenant ${ELSEWHERE} --now ${TUESDAY}`)).out,
        /No story/,
      );
      await ada.presses(
        await ada.presses(await ada.presses(await ada.says("my stories"), "Open"), "Take it down"),
        "Take it down",
      );

      assert.match(await reused(), /No story was tried yet/);
    });

    it("asks for an organisation", async () => {
      assert.match((await house.operates("stories reused")).err, /--tenant/);
    });
  });
});
