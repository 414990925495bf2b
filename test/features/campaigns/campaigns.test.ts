import assert from "node:assert/strict";
import { type Staff, TestHouse, textOf } from "../../harness/house.ts";

const tuesday = "2026-11-24T10:00:00Z";
const TIP = "word-first-draft";

describe("A campaign", () => {
  let house: TestHouse;
  let staff: readonly Staff[];
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    house.files.set(
      "staff.csv",
      [
        "id,tenant,department,grade,profession,manager",
        "id-of-ada,11111111-1111-4111-8111-111111111111,HM Example,g7,policy,",
        "id-of-bob,11111111-1111-4111-8111-111111111111,HM Example,heo,policy,id-of-ada",
        "id-of-cai,11111111-1111-4111-8111-111111111111,Other Office,heo,digital,id-of-bob",
        "id-of-dee,11111111-1111-4111-8111-111111111111,Other Office,eo,digital,",
      ].join("\n"),
    );
    await house.operates("import people staff.csv");
    staff = await Promise.all(["Ada", "Bob", "Cai"].map((name) => house.person(name).meets()));
  });
  afterEach(() => house.close());

  type Said = Record<string, unknown>;
  async function says(...words: readonly string[]): Promise<{ code: number; err: string; value: Said }> {
    const { code, out, err } = await house.app.operate([...words, "--now", tuesday, "--json"]);
    return { code, err, value: code === 0 ? JSON.parse(out) : {} };
  }
  async function drafted(audience = "everyone", ...more: readonly string[]): Promise<string> {
    const { value, err } = await says(
      "campaign",
      "create",
      "--tip",
      TIP,
      `--audience=${audience}`,
      "--by",
      "grace",
      ...more,
    );
    assert.ok(value.id, err);
    return String(value.id);
  }
  async function sent(audience = "everyone", ...more: readonly string[]): Promise<string> {
    const id = await drafted(audience, ...more);
    await says("campaign", "approve", id, "--by", "alan");
    const { code, err } = await says("campaign", "send", id);
    assert.equal(code, 0, err);
    return id;
  }
  /** The parts add up to the audience. */
  async function status(id: string): Promise<Record<string, number> & { state?: string }> {
    const { value } = await says("campaign", "status", id);
    const parts = ["sent", "blocked", "failed", "skipped", "unsure", "sending", "waiting", "forgotten"];
    assert.equal(
      parts.reduce((sum, part) => sum + Number(value[part]), 0),
      value.audience,
      JSON.stringify(value),
    );
    return value as Record<string, number>;
  }
  /** Whom a campaign has reached. Others may have had their weekly tip. */
  async function reached(): Promise<readonly string[]> {
    const { delivery = [] } = await house.everything();
    const ids = delivery
      .filter(({ kind, status }) => kind === "campaign" && status === "sent")
      .map(({ person_id }) => person_id);
    return ["Ada", "Bob", "Cai", "Eve"].filter((name) => ids.includes(`id-of-${name.toLowerCase()}`));
  }
  const all = ["Ada", "Bob", "Cai"];

  it("goes to everybody once, when somebody else has approved it, and its parts add up at every step", async () => {
    const id = await drafted();
    assert.equal((await status(id)).waiting, 4);
    await says("campaign", "approve", id, "--by", "alan");
    await status(id);
    await says("campaign", "send", id);
    assert.equal((await status(id)).waiting, 4);

    await house.runsDue(tuesday);
    await house.runsDue(tuesday);

    const { audience, sent: out, skipped } = await status(id);
    assert.deepEqual([audience, out, skipped], [4, 3, 1]);
    assert.deepEqual(await reached(), all);
  });

  it("is a tip like any other: it says why it came, and can be answered", async () => {
    await sent();
    await house.runsDue(tuesday);
    const [ada] = staff;
    assert.ok(ada);

    assert.match(textOf(await ada.presses(ada.lastCard, "Why did I get this?")), /sent this tip to a group/);
    assert.match(textOf(await ada.says("my data")), /1 tip/);
  });

  it("isn't approved by whoever wrote it, however they write their name, nor sent without approval", async () => {
    const id = await drafted();

    assert.match(
      (await says("campaign", "approve", id, "--by", " GRACE ")).err,
      /somebody else has to approve it/,
    );
    assert.match((await says("campaign", "send", id)).err, /a draft that nobody has approved/);
    assert.match((await says("campaign", "approve", id)).err, /Say who you are/);
    assert.equal((await status(id)).state, "draft");
  });

  const audiences: readonly [string, readonly string[]][] = [
    ['department:"hm example"', ["Ada", "Bob"]],
    ["grade:heo,eo", ["Bob", "Cai"]],
    ["profession:policy -grade:g7", ["Bob"]],
    ["manager:id-of-ada", ["Bob", "Cai"]],
    ["id:id-of-cai", ["Cai"]],
  ];
  for (const [audience, names] of audiences)
    it(`for ${audience} goes to ${names.join(" and ")} and nobody else`, async () => {
      await sent(audience);
      await house.runsDue(tuesday);

      assert.deepEqual(await reached(), names);
    });

  const wrong: readonly [string, RegExp][] = [
    ["", /audience is empty/],
    ["everybody", /isn't understood/],
    ["grade:boss", /There is no grade “boss”/],
    ["salary:high", /There is no “salary:”/],
    ["department:Nowhere", /Nobody is in this audience/],
    ["-grade:aa", /That is everybody: 4 people/],
    ['department:"HM', /isn't understood/],
    ["grade:heo'; drop table person", /isn't understood|There is no grade/],
  ];
  for (const [audience, said] of wrong)
    it(`isn't drafted for ${JSON.stringify(audience)}, and says what to do`, async () => {
      const { code, err } = await says(
        "campaign",
        "create",
        "--tip",
        TIP,
        `--audience=${audience}`,
        "--by",
        "grace",
      );

      assert.equal(code, 1);
      assert.match(err, said);
      assert.deepEqual((await says("campaign", "list")).value, { campaigns: [] });
    });

  it("isn't drafted with a tip that there isn't", async () => {
    const { err } = await says(
      "campaign",
      "create",
      "--tip",
      "nonsense",
      "--audience",
      "everyone",
      "--by",
      "grace",
    );

    assert.match(err, /There is no tip “nonsense”/);
  });

  it("keeps everybody's wishes: who stopped gets nothing, who has had a tip this week gets it later", async () => {
    const [ada, bob] = staff;
    assert.ok(ada && bob);
    await ada.says("stop tips");
    await bob.chooses({ awayFrom: "2026-11-23", awayUntil: "2026-11-27" });
    const id = await sent();

    await house.runsDue(tuesday);

    const { sent: out, skipped, waiting } = await status(id);
    assert.deepEqual([out, skipped, waiting], [1, 2, 1]); // who is away gets it when they are back
    assert.deepEqual(await reached(), ["Cai"]);
    await house.runsDue("2026-12-01T10:00:00Z");
    assert.deepEqual(await reached(), ["Bob", "Cai"]);
  });

  it("marked as a service message reaches who stopped as well, and who marked it is on record", async () => {
    const [ada] = staff;
    assert.ok(ada);
    await ada.says("stop tips");
    const id = await sent("everyone", "--service-message");

    await house.runsDue(tuesday);

    assert.equal((await status(id)).sent, 3);
    const { events } = (await says("campaign", "status", id)).value as {
      events: { step: string; by: string }[];
    };
    assert.deepEqual(
      events.map(({ step, by }) => [step, by]),
      [
        ["create as service message", "grace"],
        ["approve", "alan"],
        ["send", "the operator"],
      ],
    );
  });

  it("is held back by a pause, and goes on after it", async () => {
    const id = await sent();
    await says("campaign", "pause", id);
    await house.runsDue(tuesday);
    assert.deepEqual(await reached(), []);
    assert.equal((await status(id)).waiting, 4);

    await says("campaign", "resume", id);
    await house.runsDue(tuesday);

    assert.deepEqual(await reached(), all);
  });

  it("cancelled goes to nobody else, and doesn't come back", async () => {
    const id = await sent();
    await says("campaign", "cancel", id);
    await house.runsDue(tuesday);

    assert.deepEqual(await reached(), []);
    assert.equal((await status(id)).skipped, 4);
    assert.match((await says("campaign", "resume", id)).err, /was cancelled/);
    assert.match((await says("campaign", "send", id)).err, /was cancelled/);
  });

  it("isn't sent a second time", async () => {
    const id = await sent();
    await house.runsDue(tuesday);

    assert.match((await says("campaign", "send", id)).err, /has been sent already/);
    await house.runsDue(tuesday);
    assert.deepEqual(await reached(), all);
  });

  it("resent goes to those where it failed and to nobody else", async () => {
    house.connector.answers.push({ status: 400 });
    const id = await sent();
    await house.runsDue(tuesday);
    assert.equal((await status(id)).failed, 1);

    await says("campaign", "resend", id);
    await house.runsDue(tuesday);

    assert.deepEqual([(await status(id)).failed, (await status(id)).sent], [0, 3]);
    assert.equal(house.connector.messages.length, 3 + 4);
  });

  it("recalled is taken out of the chats it is in, once", async () => {
    const id = await sent();
    await house.runsDue(tuesday);

    const { code, err } = await says("campaign", "recall", id);

    assert.equal(code, 0, err);
    const deletes = () => house.connector.received.filter(({ method }) => method === "DELETE");
    assert.equal(deletes().length, 3);
    await says("campaign", "recall", id);
    assert.equal(deletes().length, 3);
    await status(id);
  });

  it("adds up also where somebody was forgotten on the way", async () => {
    const id = await sent();
    const [ada] = staff;
    assert.ok(ada);
    await ada.presses(await ada.says("forget me"), "Erase it all");

    await house.runsDue(tuesday);

    assert.deepEqual([(await status(id)).forgotten, (await status(id)).sent], [1, 2]);
  });

  it("at a later time waits until then", async () => {
    const id = await drafted();
    await says("campaign", "approve", id, "--by", "alan");
    await says("campaign", "send", id, "--at", "2026-11-25T10:00:00Z");

    await house.runsDue("2026-11-24T08:00:00Z");
    assert.deepEqual(await reached(), []);
    await house.runsDue("2026-11-25T10:00:30Z");

    assert.deepEqual(await reached(), all);
  });

  it("of another organisation reaches nobody here", async () => {
    const other = await house.person("Eve", "22222222-2222-4222-8222-222222222222").meets();

    assert.match(
      (await says("campaign", "create", "--tip", TIP, "--audience", "everyone", "--by", "grace")).err,
      /--tenant/,
    );
    await sent("everyone", "--tenant", other.tenant);
    await house.runsDue("2026-11-24T08:00:00Z");
    await house.runsDue(tuesday);

    assert.deepEqual(await reached(), ["Eve"]);
  });
});
