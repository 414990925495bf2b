import assert from "node:assert/strict";
import { type Staff, type TestHouse, textOf } from "../../harness/house.ts";
import { campaigning, TIP, tuesday } from "./campaigning.ts";

describe("A campaign for a list of people", () => {
  const { says, create, drafted, sent, status, reached, everyday } = campaigning();
  let house: TestHouse;
  let staff: readonly Staff[];
  beforeEach(() => {
    ({ house, staff } = everyday());
  });

  const lists: readonly [string, string][] = [
    ["one a line", "id-of-ada\r\n\r\nID-OF-CAI\nid-of-ada\n"],
    [
      "a column among others, as a spreadsheet saves it",
      '\uFEFF"Name",id\nAda,id-of-ada\n"C, ai",id-of-cai\n',
    ],
  ];
  for (const [how, text] of lists)
    it(`with ${how} goes to each of them once and to nobody else`, async () => {
      house.files.set("people.txt", text);
      const id = await sent("list:people.txt");
      house.files.delete("people.txt"); // it was read when it was drafted

      await house.runsDue(tuesday);

      assert.deepEqual(await reached(), ["Ada", "Cai"]);
      assert.equal((await status(id)).audience, 2);
    });

  it("says how many on it nobody knows here, in this organisation, and leaves them out", async () => {
    await house.person("Eve", "22222222-2222-4222-8222-222222222222").meets();
    house.files.set("people.txt", "id-of-ada\nid-of-eve\nid-of-nobody");
    const tenant = ["--tenant", "11111111-1111-4111-8111-111111111111"] as const;

    const { value } = await says(...create("list:people.txt", ...tenant));

    assert.deepEqual([value.audience, value.unknown], [1, 2]);
    const { campaign_member = [] } = await house.everything();
    assert.deepEqual(
      campaign_member.map(({ person_id }) => person_id),
      ["id-of-ada"],
    );
  });

  it("is read where the operator stands, also by a server that runs elsewhere", async () => {
    house.files.set("/home/grace/my people.txt", "id-of-ada");

    const { code, err } = await house.app.operate(
      [...create('list:"my people.txt"'), "--now", tuesday],
      "/home/grace",
    );

    assert.equal(code, 0, err);
  });

  it("is forgotten with whoever is on it, who is shown it until then", async () => {
    const [ada] = staff;
    assert.ok(ada);
    house.files.set("people.txt", "id-of-ada\nid-of-bob");
    await drafted("list:people.txt");

    assert.match(textOf(await ada.says("my data")), /1 list/);
    await ada.presses(await ada.says("forget me"), "Erase it all");

    const { campaign_member = [] } = await house.everything();
    assert.equal(campaign_member.length, 1);
  });

  const wrong: readonly [string, string | undefined, RegExp][] = [
    ["that isn't there", undefined, /Can't read people\.txt/],
    ["that is empty", "\n", /The list is empty/],
    ["of names", "id-of-ada\nAda Lovelace", /line 2: not an object id/],
    ["of people whom nobody knows here", "id-of-nobody", /Nobody is in this audience/],
    [
      "of more than half a million",
      Array.from({ length: 500_001 }, (_, at) => `id-${at}`).join("\n"),
      /may be 500000/,
    ],
  ];
  for (const [what, text, said] of wrong)
    it(`isn't drafted with a list ${what}, and keeps nothing of it`, async () => {
      if (text !== undefined) house.files.set("people.txt", text);

      const { code, err } = await says(...create("list:people.txt"));

      assert.equal(code, 1);
      assert.match(err, said);
      const { campaign = [], campaign_member = [] } = await house.everything();
      assert.equal(campaign.length + campaign_member.length, 0);
    });

  it("of all but one of another list tells nothing of that one", async () => {
    const ids = (n: number) =>
      [
        "id-of-ada",
        ...Array.from({ length: 8 }, (_, at) => `id-of-other-${at}`),
        "id-of-bob",
        "id-of-cai",
      ].slice(0, n);
    house.files.set("people.txt", ids(10).join("\n"));
    const first = await sent("list:people.txt");
    await house.runsDue(tuesday); // of two that are due at one moment, either may be the first that somebody gets
    house.files.set("people.txt", ids(11).join("\n"));
    const second = await sent("list:people.txt");
    await house.runsDue(tuesday);

    assert.equal((await status(first)).sent, 2);
    assert.deepEqual([(await status(second)).audience, (await status(second)).sent], [11, null]);
  });
});

describe("A campaign for those who had a tip", () => {
  const { says, create, sent, reached, everyday } = campaigning();
  let house: TestHouse;
  let staff: readonly Staff[];
  beforeEach(() => {
    ({ house, staff } = everyday());
  });
  const words = { title: "A tip was wrong", text: "Don't use it." };

  it("tells them that it was wrong, also once it is retired, and tells nobody else", async () => {
    await sent("manager:id-of-ada"); // Bob and Cai
    const [ada] = staff;
    await ada?.says("stop tips");
    await house.runsDue(tuesday);
    await house.app.operate(["tips", "retire", TIP, "--reason", "wrong"]);
    house.files.set("words.json", JSON.stringify({ en: words, cy: words }));

    await sent(`had:${TIP}`, "--message", "words.json", "--service-message");
    await house.runsDue(tuesday);

    const told = staff.filter(({ cards }) => cards.some((card) => /A tip was wrong/.test(textOf(card))));
    assert.deepEqual(
      told.map(({ name }) => name),
      ["Bob", "Cai"],
    );
    assert.deepEqual(await reached(), ["Bob", "Cai"]);
  });

  it("isn't drafted for a tip that nobody had, that there isn't, or with another part", async () => {
    assert.match((await says(...create(`had:${TIP}`))).err, /Nobody is in this audience/);
    assert.match((await says(...create("had:nonsense"))).err, /There is no tip “nonsense”/);
    assert.match((await says(...create(`had:${TIP} grade:g7`))).err, /stands by itself/);
  });
});
