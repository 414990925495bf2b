import assert from "node:assert/strict";
import { sql } from "kysely";
import { isOrphan } from "../../../src/core/database.ts";
import { type Staff, TestHouse, titleOf } from "../../harness/house.ts";
import { daysSent, newcomer, tipsOf } from "./calendar.ts";

const tuesday = "2026-11-24T10:00:00Z";

describe("A nudge arrives once, and none is lost", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open({ patience: 2_000 });
    ada = await newcomer(house, "Ada", "2026-11-23");
  });
  afterEach(() => house.close());

  /** The parts add up to all that were planned. */
  async function addsUp(): Promise<Record<string, number>> {
    const { planned, ...parts } = await house.ledger();
    assert.equal(
      Object.values(parts).reduce((sum, n) => sum + n, 0),
      planned,
    );
    return { planned: planned ?? 0, ...parts };
  }

  it("sent: the card is in the reader's own chat, and the ledger says so", async () => {
    const round = await house.runsDue(tuesday);

    assert.deepEqual([round.planned, round.sent], [1, 1]);
    assert.equal(tipsOf(ada).length, 1);
    assert.equal((await addsUp()).sent, 1);
  });

  it("the notification says what the tip is about", async () => {
    await house.runsDue(tuesday);

    const { body } = house.connector.messages.at(-1) ?? { body: {} };
    assert.ok(String((body as { summary?: unknown }).summary).startsWith(titleOf(ada.lastCard)));
  });

  it("403: the reader has blocked it, so it is counted as blocked and not tried again that week", async () => {
    house.connector.answers.push({ status: 403, body: { error: { code: "MessageWritesBlocked" } } });

    assert.equal((await house.runsDue(tuesday)).blocked, 1);

    assert.equal((await addsUp()).blocked, 1);
    assert.deepEqual(await daysSent(house, "2026-11-24", 7), []);
  });

  it("404: the chat is gone and the app with it, so it is counted as blocked", async () => {
    house.connector.answers.push({ status: 404 }, { status: 403 });

    assert.equal((await house.runsDue(tuesday)).blocked, 1);
    assert.equal((await addsUp()).blocked, 1);
  });

  it("who has blocked us is left alone until they write, and then gets a tip again", async () => {
    house.connector.answers.push({ status: 403 });
    await house.runsDue(tuesday);

    assert.deepEqual(await daysSent(house, "2026-11-25", 14), []);
    await ada.says("help");
    assert.deepEqual(await daysSent(house, "2026-12-09", 7), ["2026-12-09"]);
  });

  it("429: it waits as long as Teams asks, and is then sent once", async () => {
    house.connector.answers.push({ status: 429, headers: { "retry-after": "120" } });
    assert.equal((await house.runsDue(tuesday)).waiting, 1);
    assert.equal((await addsUp()).waiting, 1);

    assert.equal((await house.runsDue("2026-11-24T10:01:59Z")).sent, 0);
    assert.equal((await house.runsDue("2026-11-24T10:02:00Z")).sent, 1);

    assert.equal((await addsUp()).sent, 1);
    assert.equal((await house.runsDue("2026-11-24T10:10:00Z")).sent, 0);
  });

  for (const status of [412, 502, 503, 504])
    it(`${status}: it waits, and is then sent`, async () => {
      house.connector.answers.push({ status });
      assert.equal((await house.runsDue(tuesday)).waiting, 1);

      assert.equal((await house.runsDue("2026-11-24T10:05:00Z")).sent, 1);
    });

  it("429 again and again: nothing was tried, so it waits, and is sent when Teams has time", async () => {
    for (let minute = 0; minute < 4; minute++) {
      house.connector.answers.push({ status: 429, headers: { "retry-after": "1" } });
      await house.runsDue(`2026-11-24T10:${10 + minute * 8}:00Z`);
      assert.equal((await addsUp()).waiting, 1);
    }

    assert.equal((await house.runsDue("2026-11-24T11:20:00Z")).sent, 1);
    assert.equal((await addsUp()).sent, 1);
  });

  for (const [name, answer] of [
    ["500", { status: 500 }],
    ["silence", "silence"],
    ["a broken line", "hang up"],
  ] as const)
    it(`${name}: it may have arrived, so it is said to be unsure and is not sent again`, async () => {
      house.connector.answers.push(answer);

      assert.equal((await house.runsDue(tuesday)).unsure, 1);

      assert.equal((await addsUp()).unsure, 1);
      assert.deepEqual(await daysSent(house, "2026-11-24", 7), []);
      assert.equal(tipsOf(ada).length, 1);
    });

  it("400: our fault, so it is counted as failed", async () => {
    house.connector.answers.push({ status: 400 });

    assert.equal((await house.runsDue(tuesday)).failed, 1);
    assert.equal((await addsUp()).failed, 1);
  });

  it("two processes that plan and send at the same moment send one", async () => {
    const second = house.another();

    const rounds = await Promise.all([house.runsDue(tuesday), house.runsDue(tuesday, second)]);

    assert.equal(
      rounds.reduce((sum, { sent }) => sum + (sent ?? 0), 0),
      1,
    );
    assert.equal(tipsOf(ada).length, 1);
    assert.deepEqual(await addsUp().then(({ planned, sent }) => [planned, sent]), [1, 1]);
  });

  it("five processes and twenty people: each gets one", async () => {
    const names = Array.from({ length: 20 }, (_, at) => `Person${at}`);
    for (const name of names) await house.person(name).meets();
    const processes = [house.app, ...Array.from({ length: 4 }, () => house.another())];

    await Promise.all(processes.map((app) => house.runsDue(tuesday, app)));

    assert.equal((await addsUp()).sent, 21);
    for (const name of ["Ada", ...names]) assert.equal(tipsOf(house.person(name)).length, 1, name);
  });

  it("interrupted while sending: it is unsure, not sent again, and the ledger adds up all along", async () => {
    house.connector.answers.push("silence");
    const dying = house.runsDue(tuesday);
    await house.connector.heard(
      ({ body }) => body.summary !== undefined && body !== house.connector.messages[0]?.body,
    );
    assert.equal((await addsUp()).sending, 1);

    const survivor = house.another();
    assert.equal((await house.runsDue("2026-11-24T10:01:00Z", survivor)).unsure, 0); // it may still be at it
    await sql`update delivery_sender set seen_at = seen_at - interval '1 minute'`.execute(house.db);
    assert.equal((await house.runsDue("2026-11-24T10:03:00Z", survivor)).unsure, 1);

    await dying;
    assert.equal((await addsUp()).unsure, 1);
    assert.equal(tipsOf(ada).length, 1);
    assert.deepEqual(await daysSent(house, "2026-11-25", 2), []);
  });

  it("one reader's trouble is nobody else's", async () => {
    for (const name of ["Bob", "Cai", "Dee"]) await house.person(name).meets();
    house.connector.answers.push({ status: 403 }, { status: 429 }, { status: 500 });

    const round = await house.runsDue(tuesday);

    assert.deepEqual(
      [round.planned, round.blocked, round.waiting, round.unsure, round.sent],
      [4, 1, 1, 1, 1],
    );
    await addsUp();
  });

  it("the ledger adds up at every step of a bad week", async () => {
    for (const name of ["Bob", "Cai", "Dee", "Eve"]) await house.person(name).meets();
    const troubles = [{ status: 429 }, { status: 500 }, { status: 404 }, { status: 400 }, "hang up"] as const;
    for (let day = 24; day <= 26; day++)
      for (const time of ["09:30", "10:30", "11:30"]) {
        house.connector.answers.push(...troubles);
        await house.runsDue(`2026-11-${day}T${time}:00Z`);
        house.connector.answers.length = 0;
        const { planned } = await addsUp();
        assert.ok(planned && planned >= 5);
      }
  });

  it("forgotten between planning and sending: nothing is sent, and nothing is left", async () => {
    house.connector.answers.push({ status: 429, headers: { "retry-after": "1" } });
    await house.runsDue(tuesday);

    await ada.presses(await ada.says("forget me"), "Erase it all");
    await house.runsDue("2026-11-24T10:05:00Z");

    assert.equal(tipsOf(ada).length, 1);
    assert.deepEqual(await house.rows(), { erasure: 1 });
  });

  it("planned at the very moment its reader was forgotten: nothing is sent, and nothing is left", async () => {
    await ada.presses(await ada.says("forget me"), "Erase it all");

    const planned = sql`insert into delivery (tenant_id, person_id, slot, kind, due_at)
      values (${ada.tenant}, ${ada.id}, 'nudge/2026-11-24', 'nudge', ${new Date(tuesday)})`.execute(house.db);

    await assert.rejects(planned, isOrphan);
    await house.runsDue(tuesday);
    assert.equal(tipsOf(ada).length, 0);
    assert.deepEqual(await house.rows(), { erasure: 1 });
  });

  it("a pause in the middle of a round: nobody else is taken on, and after it they are", async () => {
    for (let n = 0; n < 40; n++) await house.person(`Person${n}`).meets();
    const welcomes = house.connector.messages.length;

    const round = house.runsDue(tuesday);
    await house.connector.heard(() => house.connector.messages.length === welcomes + 5);
    await house.operates("pause");

    const { sent } = await round;
    assert.ok(sent && sent >= 5 && sent <= 30, `${sent}`);
    assert.equal((await addsUp()).waiting, 41 - sent);
    await house.operates("resume");
    assert.equal((await house.runsDue("2026-11-24T10:20:00Z")).sent, 41 - sent);
    assert.equal(house.connector.messages.length, welcomes + 41);
  });

  it("forgotten while it is on its way: the end of sending brings nothing back", async () => {
    house.connector.answers.push("silence");
    const sending = house.runsDue(tuesday);
    await house.connector.heard(
      ({ body }) => body.summary !== undefined && body !== house.connector.messages[0]?.body,
    );

    await ada.presses(await ada.says("forget me"), "Erase it all");
    await sending;

    assert.deepEqual(await house.rows(), { erasure: 1 });
  });

  it("the schedule of the running process sends what is due, without an operator", async () => {
    house.now = new Date(tuesday);

    await house.app.tick();
    await house.app.send();

    assert.equal(tipsOf(ada).length, 1);
    assert.equal((await addsUp()).sent, 1);
  });
});
