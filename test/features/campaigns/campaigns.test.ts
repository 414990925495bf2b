import assert from "node:assert/strict";
import { type Staff, type TestHouse, textOf } from "../../harness/house.ts";
import { campaigning, ends, TIP, tuesday } from "./campaigning.ts";

describe("A campaign", () => {
  const { reached, says, create, drafted, sent, status, everyday } = campaigning();
  let house: TestHouse;
  let staff: readonly Staff[];
  beforeEach(() => {
    ({ house, staff } = everyday());
  });
  const all = ["Ada", "Bob", "Cai"];

  it("goes to everybody once, when somebody else has approved it, and its parts add up at every step", async () => {
    const id = await drafted();
    assert.equal((await status(id)).waiting, 12);
    await says("campaign", "approve", id, "--by", "alan");
    await status(id);
    await says("campaign", "send", id);
    assert.equal((await status(id)).waiting, 12);

    await house.runsDue(tuesday);
    await house.runsDue(tuesday);

    const { audience, sent: out, skipped } = await status(id);
    assert.deepEqual([audience, out, skipped], [12, 3, 9]);
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
    ["grade:aa", /Nobody is in this audience/],
    ["department:Nowhere", /nobody here has the department or manager “Nowhere”/],
    ["manager:id-of-ada,id-of-dee", /nobody here has the department or manager “id-of-dee”/],
    ["-grade:aa", /That is everybody: 12 people/],
    ['department:"HM', /isn't understood/],
    ["-id:id-of-ada", /stands by itself/],
    ["id:id-of-ada grade:g7", /stands by itself/],
    ["grade:heo'; drop table person", /isn't understood|There is no grade/],
  ];
  for (const [audience, said] of wrong)
    it(`isn't drafted for ${JSON.stringify(audience)}, and says what to do`, async () => {
      const { code, err } = await says(...create(audience));

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
    assert.deepEqual([out, skipped, waiting], [1, 10, 1]); // who is away gets it when they are back
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
    assert.equal((await status(id)).waiting, 12);

    await house.operates(`campaign resume ${id} --now 2026-12-01T10:00:00Z`); // tips went on, so theirs was a week ago
    await house.runsDue("2026-12-01T10:00:00Z");

    assert.deepEqual(await reached(), all);
  });

  it("is held back by a pause also where it was on its way, and Teams asked to try again", async () => {
    const id = await sent();
    house.connector.answers.push(...Array.from({ length: 3 }, () => ({ status: 503 })));
    let isPaused = false;
    house.connector.meanwhile = async ({ body }) => {
      if (body.type !== "message" || isPaused) return;
      isPaused = true;
      await says("campaign", "pause", id);
    };
    await house.runsDue(tuesday);

    await house.runsDue("2026-11-24T10:40:00Z");
    assert.deepEqual(await reached(), []);
    assert.ok(((await status(id)).waiting ?? 0) >= 3);
    house.connector.answers.length = 0; // some were taken on after the pause, and never left

    await house.operates(`campaign resume ${id} --now 2026-11-24T10:45:00Z`);
    await house.runsDue("2026-11-24T10:45:00Z");
    assert.deepEqual(await reached(), all);
  });

  it("paused for weeks keeps nobody from their weekly tip, and comes when it is resumed", async () => {
    const id = await sent();
    await says("campaign", "pause", id);

    const { sent: tips } = await house.runsDue("2026-12-01T10:00:00Z");
    assert.deepEqual([tips, await reached()], [3, []]);

    await house.operates(`campaign resume ${id} --now 2026-12-01T10:05:00Z`);
    await house.runsDue("2026-12-01T10:05:00Z");
    assert.deepEqual(await reached(), []);
    await house.runsDue("2026-12-08T10:00:00Z");
    assert.deepEqual(await reached(), all);
  });

  it("cancelled before it was sent waits for nobody", async () => {
    const id = await drafted();
    await says("campaign", "cancel", id);

    const { waiting, skipped, progress } = await status(id);

    assert.deepEqual([waiting, skipped, (progress as unknown as { percent: number }).percent], [0, 12, 100]);
  });

  it("cancelled goes to nobody else, and doesn't come back", async () => {
    const id = await sent();
    await says("campaign", "cancel", id);
    await house.runsDue(tuesday);

    assert.deepEqual(await reached(), []);
    assert.equal((await status(id)).skipped, 12);
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

  it("recalled while some of it is on its way says that something is left, and takes that back at the next call", async () => {
    const id = await sent();
    let told = "";
    house.connector.meanwhile = async ({ method, body }) => {
      if (method !== "POST" || body.type !== "message" || told !== "") return;
      told = "being asked";
      told = (await house.app.operate(["campaign", "recall", id])).out;
    };
    await house.runsDue(tuesday);

    assert.match(told, /^0 taken back; \d+ could not be/);
    // Those who were taken on after the recall never got it.
    const { sent: arrived } = await status(id);
    assert.ok(arrived);
    assert.match(
      (await house.app.operate(["campaign", "recall", id])).out,
      RegExp(`^${arrived} taken back\\.`),
    );
  });

  it("recalled doesn't wait for each answer of Teams before it asks for the next", async () => {
    const id = await sent();
    await house.runsDue(tuesday);
    let [underWay, most] = [0, 0];
    let allThere = () => {};
    const three = new Promise<void>((there) => {
      allThere = there;
    });
    house.connector.meanwhile = async ({ method }) => {
      if (method !== "DELETE") return;
      most = Math.max(most, ++underWay);
      if (underWay === 3) allThere();
      await Promise.race([three, new Promise((late) => setTimeout(late, 3_000))]);
      underWay -= 1;
    };

    await says("campaign", "recall", id);

    assert.equal(most, 3);
  });

  it("recalled is tried again where Teams says “too fast”, once it has waited as long as it was asked to", async () => {
    const id = await sent();
    await house.runsDue(tuesday);
    house.connector.answers.push({ status: 429, headers: { "retry-after": "1" } });
    const began = performance.now();

    const { out } = await house.app.operate(["campaign", "recall", id]);

    assert.match(out, /^3 taken back\./);
    assert.ok(performance.now() - began > 990);
  });

  it("adds up also where somebody was forgotten on the way", async () => {
    const id = await sent();
    const [ada] = staff;
    assert.ok(ada);
    await ada.presses(await ada.says("forget me"), "Erase it all");

    await house.runsDue(tuesday);

    assert.deepEqual([(await status(id)).forgotten, (await status(id)).sent], [1, 2]);
  });

  for (const [who, stops] of [
    ["whoever stopped", (ada: Staff) => ada.says("stop tips")],
    ["whoever blocked the bot", (ada: Staff) => ada.removes()],
    ["whoever was forgotten", async (ada: Staff) => ada.presses(await ada.says("forget me"), "Erase it all")],
    ["whoever gets it", async () => {}],
  ] as const)
    it(`for one person tells nobody whether they are ${who}`, async () => {
      const [ada] = staff;
      assert.ok(ada);
      const { value: draft } = await says(...create("id:id-of-ada"));
      await says("campaign", "approve", String(draft.id), "--by", "alan");
      await says("campaign", "send", String(draft.id));
      await stops(ada);
      await house.runsDue(tuesday);

      assert.equal(draft.reachable, null);
      const told = await status(String(draft.id));
      assert.deepEqual([told.untold, told.waiting], [1, null]);
      assert.deepEqual(new Set(ends.map((end) => told[end])), new Set([null]));
      for (const step of ["resend", "pause", "resume", "cancel", "recall", "status"]) {
        const { code, out } = await house.app.operate(["campaign", step, String(draft.id)]);
        assert.equal(code, 0, step);
        assert.doesNotMatch(out, /sent:|skipped:|blocked:|forgotten:|waiting:|%|Nothing had|^[01] |: [01] /m);
      }
    });

  it("for one person at an hour nobody is written to doesn't tell whether they stopped", async () => {
    const night = "2026-11-24T23:00:00Z";
    await staff[0]?.says("stop tips");
    const told: unknown[] = [];
    for (const who of ["id-of-ada", "id-of-bob"]) {
      const { value: draft } = await says(...create(`id:${who}`));
      await says("campaign", "approve", String(draft.id), "--by", "alan");
      await house.operates(`campaign send ${draft.id} --now ${night}`);
      await house.runsDue(night);
      const { events, id, for: audience, ...figures } = await status(String(draft.id));
      told.push(figures);
    }

    assert.deepEqual(told[0], told[1]);
  });

  it("for all but one of another campaign's people tells nothing of that one", async () => {
    const first = await sent();
    await house.runsDue(tuesday);
    const { value: draft } = await says(...create("-grade:g7"));
    await says("campaign", "approve", String(draft.id), "--by", "alan");
    await says("campaign", "send", String(draft.id));
    await house.runsDue(tuesday);

    assert.equal((await status(first)).sent, 3);
    const told = await status(String(draft.id));
    assert.deepEqual([told.audience, told.sent, told.skipped, draft.reachable], [11, null, null, null]);
  });

  it("is shown beforehand to one person as readers get it, in no figure, and theirs comes all the same", async () => {
    const [ada] = staff;
    assert.ok(ada);
    const id = await drafted();

    const { code, err } = await says("campaign", "preview", id, "--to", "ID-of-Ada", "--by", "grace");
    assert.equal(code, 0, err);
    await house.runsDue(tuesday);

    assert.match(textOf(await ada.presses(ada.lastCard, "Why did I get this?")), /sent this tip to a group/);
    assert.deepEqual([(await status(id)).waiting, (await status(id)).sent], [12, 0]);
    const { events } = (await says("campaign", "status", id)).value as { events: { step: string }[] };
    assert.ok(events.some(({ step }) => step === "preview"));
    assert.doesNotMatch(JSON.stringify(events), /id-of-ada/i);
    await says("campaign", "approve", id, "--by", "alan");
    await says("campaign", "send", id);
    await house.runsDue(tuesday);
    assert.deepEqual([(await status(id)).sent, (await status(id)).waiting], [1, 2]); // the others had their weekly tip
    const after = await says("campaign", "preview", id, "--to", "id-of-ada", "--by", "grace");
    assert.match(after.err, /no preview any more/);
  });

  for (const to of ["id-of-dee", "id-of-nobody", "id-of-eve"])
    it(`isn't shown beforehand to ${to}, who has no chat with us in this organisation, nor says why`, async () => {
      await house.person("Eve", "22222222-2222-4222-8222-222222222222").meets();
      const { value } = await says(...create("everyone", "--tenant", "11111111-1111-4111-8111-111111111111"));

      const { code, err } = await says("campaign", "preview", String(value.id), "--to", to, "--by", "grace");

      assert.deepEqual([code, err], [1, "They haven't opened a chat with the bot, or it is closed.\n"]);
      await house.runsDue(tuesday);
      assert.deepEqual(await reached(), []);
    });

  it("is shown beforehand as often as asked, but not without end", async () => {
    const id = await drafted();
    const preview = () => says("campaign", "preview", id, "--to", "id-of-ada", "--by", "grace");
    for (let nth = 1; nth <= 20; nth++) assert.equal((await preview()).code, 0);

    assert.match((await preview()).err, /has had 20 previews/);
  });

  it("says how far it is, and why some didn't get it, where that is true of ten or more", async () => {
    const [ada, , cai] = staff;
    assert.ok(ada && cai);
    await ada.says("stop tips");
    await cai.removes();
    const id = await sent();
    assert.match(
      JSON.stringify((await status(id)).progress),
      /"percent":0,.*"oldestWaiting":"2026-11-24T10:00/,
    );

    await house.runsDue(tuesday);

    assert.deepEqual((await says("campaign", "status", id)).value.progress, {
      percent: 100,
      lastMinute: 1,
      oldestWaiting: null,
      finish: null,
      reasons: { "the bot isn't installed": 10, other: 1 },
    });
    const { out } = await house.app.operate(["campaign", "status", id]);
    assert.match(out, /100 % has ended; 1 in the last minute\n.*because “the bot isn't installed”: 10/);
  });

  it("for the same people once more tells its figures again", async () => {
    await sent();
    await house.runsDue(tuesday);
    const again = await sent("everyone", "--service-message");
    await house.runsDue("2026-12-08T10:00:00Z");

    assert.deepEqual([(await status(again)).sent, (await status(again)).skipped], [3, 9]);
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

  for (const [at, said] of [
    ["2026-11-25T10:00", /ISO time with a zone/],
    ["25 November 2026", /ISO time with a zone/],
    ["2026", /ISO time with a zone/],
    ["2026-11-31T25:00:00Z", /ISO time with a zone/],
    ["2025-11-25T10:00:00Z", /has passed\. To send it now, leave out --at/],
  ] as const)
    it(`isn't sent at “${at}”, and says why`, async () => {
      const id = await drafted();
      await says("campaign", "approve", id, "--by", "alan");

      const { code, err } = await says("campaign", "send", id, "--at", at);

      assert.equal(code, 1);
      assert.match(err, said);
      assert.equal((await status(id)).state, "approved");
    });

  it("isn't drafted where a department to leave out is mistyped: they would get it", async () => {
    const { code, err } = await says(...create('grade:heo,eo -department:"Other Ofice"'));

    assert.equal(code, 1);
    assert.match(err, /nobody here has the department or manager “Other Ofice”/);
    assert.deepEqual((await says("campaign", "list")).value, { campaigns: [] });
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
