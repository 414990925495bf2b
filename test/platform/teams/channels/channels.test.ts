import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { Room } from "../../../harness/channel.ts";
import { TENANT, TestHouse } from "../../../harness/house.ts";
import { type Losable, losableDatabase } from "../../../harness/losable.ts";
import { becomes } from "../../../harness/sending.ts";

const WEDNESDAY = "2026-11-25T10:00:00Z";
const LATER = "2026-11-25T13:00:00Z";

/** One organisation in which nobody is written to but a channel. */
describe("what is posted in a channel", () => {
  let house: TestHouse;
  let way: Losable;
  let room: Room;
  beforeEach(async () => {
    way = await losableDatabase();
    house = new TestHouse();
    await house.open({ db: way.db, patience: 300 });
    house.files.set("hub.csv", "title,challenge,did,result,task,source,licence\nTale,A,B,C,email,Hub,OGL\n");
    await house.operates(`import stories hub.csv --tenant ${TENANT} --by ops`);
    room = new Room(house);
    await room.hears(house.person("Bob"), "story of the week");
  });
  afterEach(async () => {
    way.find();
    await house.close();
    await way.close();
  });

  const row = async () => {
    const { rows } = await sql<{ status: string; reason: string | null; attempts: number }>`
      select status, reason, attempts from channel_post`.execute(way.db);
    return rows.map(({ status, reason, attempts }) => [status, reason, attempts]);
  };
  const isOn = async () => {
    const { rows } = await sql`select from channel where ended_at is null`.execute(way.db);
    return rows.length > 0;
  };
  it("is in the figures of run-due and in what doctor says", async () => {
    const { planned, sent } = await house.runsDue(WEDNESDAY);

    assert.deepEqual([planned, sent], [1, 1]);
    assert.match((await house.operates("doctor")).out, /channels.*1 asked for something/);
  });

  for (const [answer, reason] of [
    [{ status: 404 }, "not installed"],
    [
      { status: 403, body: { error: { code: "BotNotInConversationRoster" } } },
      "403 BotNotInConversationRoster",
    ],
  ] as const)
    it(`${answer.status}: the channel is ended, and its row says why`, async () => {
      house.connector.answers.push(answer);

      assert.equal((await house.runsDue(WEDNESDAY)).blocked, 1);
      assert.equal((await house.runsDue("2026-12-02T10:00:00Z")).planned, 0);

      assert.deepEqual(await row(), [["blocked", reason, 1]]);
      assert.equal(await isOn(), false);
    });

  it("429: it is sent later, which is no try, and the channel stays", async () => {
    house.connector.answers.push({ status: 429, headers: { "retry-after": "30" } });

    assert.equal((await house.runsDue(WEDNESDAY)).waiting, 1);
    assert.deepEqual(await row(), [["waiting", "429", 0]]);
    assert.equal((await house.runsDue("2026-11-25T10:00:29Z")).sent, 0);
    assert.equal((await house.runsDue("2026-11-25T10:00:30Z")).sent, 1);

    assert.equal(room.posts.length, 2);
    assert.deepEqual(await row(), [["sent", null, 1]]);
  });

  it("503: it is tried again, and the story is the same", async () => {
    house.connector.answers.push({ status: 503 });

    await house.runsDue(WEDNESDAY);
    assert.deepEqual(await row(), [["waiting", "503", 1]]);
    await house.runsDue(LATER);

    const [first, second] = room.posts.map(({ body }) => JSON.stringify(body));
    assert.equal(first, second);
    assert.deepEqual(await row(), [["sent", null, 2]]);
  });

  it("503 again and again: it failed after five tries, and doctor says so for a week", async () => {
    house.connector.answers.push(...Array.from({ length: 5 }, () => ({ status: 503 })));
    for (const time of ["10:00", "11:30", "13:00", "14:30", "16:30", "16:50"])
      await house.runsDue(`2026-11-25T${time}:00Z`);

    assert.equal(room.posts.length, 5);
    assert.deepEqual(await row(), [["failed", "too many tries: 503", 5]]);
    house.now = new Date("2026-11-26T10:00:00Z");
    assert.match((await house.operates("doctor")).out, /channels.*1 asked for something; 1 posts failed/);
    house.now = new Date("2026-12-10T10:00:00Z");
    assert.match((await house.operates("doctor")).out, /channels.*1 asked for something\n/);
  });

  for (const [what, answer, reason] of [
    ["500", { status: 500 }, "500"],
    ["silence", "silence", "no answer"],
    ["half an answer", "half an answer", "no answer"],
  ] as const)
    it(`${what}: it may have arrived, so it is unsure and isn't sent again`, async () => {
      house.connector.answers.push(answer);

      assert.equal((await house.runsDue(WEDNESDAY)).unsure, 1);
      await house.runsDue(LATER);

      assert.equal(room.posts.length, 1);
      assert.deepEqual(await row(), [["unsure", reason, 1]]);
      assert.equal(await isOn(), true);
    });

  it("400: it failed, and the channel stays", async () => {
    house.connector.answers.push({ status: 400 });

    assert.equal((await house.runsDue(WEDNESDAY)).failed, 1);

    assert.deepEqual(await row(), [["failed", "400", 1]]);
    assert.equal(await isOn(), true);
  });

  it("is posted once, however many processes plan and send at once", async () => {
    const others = [house.another(), house.another(), house.another()];

    const all = await Promise.all([house.app, ...others].map((app) => house.runsDue(WEDNESDAY, app)));

    assert.equal(room.posts.length, 1);
    assert.equal(
      all.reduce((sum, { planned = 0 }) => sum + planned, 0),
      1,
    );
    assert.equal(
      all.reduce((sum, { sent = 0 }) => sum + sent, 0),
      1,
    );
  });

  const takenOnBy = async (owner: string) => {
    house.now = new Date(WEDNESDAY);
    await house.app.tick();
    await sql`update channel_post set status = 'sending', attempts = 1, owner = ${owner}`.execute(way.db);
  };

  it("is unsure where the process that had taken it on died, and isn't sent again", async () => {
    await takenOnBy("dead");
    await sql`insert into delivery_sender values ('dead', clock_timestamp() - interval '1 minute')`.execute(
      way.db,
    );

    assert.equal((await house.runsDue(LATER)).unsure, 1);
    assert.equal((await house.runsDue(LATER)).unsure, 0);

    assert.equal(room.posts.length, 0);
    assert.deepEqual(await row(), [["unsure", "interrupted", 1]]);
  });

  it("is left to the process that has taken it on, while that lives", async () => {
    await takenOnBy("alive");
    await sql`insert into delivery_sender values ('alive', clock_timestamp())`.execute(way.db);

    await house.runsDue(LATER);

    assert.deepEqual(await row(), [["sending", null, 1]]);
  });

  it("is on record as sent, though the database was gone when it arrived", async () => {
    house.connector.meanwhile = async ({ path }) => {
      if (decodeURIComponent(path).includes(`/${room.id}/activities`)) way.lose();
    };
    const sending = house.runsDue(WEDNESDAY);
    await becomes(() => house.logged.some(({ event }) => /database out of reach/.test(event)));
    way.find();
    await sending;

    house.connector.meanwhile = async () => {};
    await house.runsDue(LATER);

    assert.equal(room.posts.length, 1);
    assert.deepEqual(await row(), [["sent", null, 1]]);
  });

  it("isn't sent where somebody stops it when a process has taken it on already", async () => {
    house.now = new Date(WEDNESDAY);
    await house.app.tick();
    await sql`update channel set ended_at = ${house.now}`.execute(way.db); // the row itself wasn't waiting then

    assert.equal((await house.runsDue(WEDNESDAY)).skipped, 1);

    assert.equal(room.posts.length, 0);
    assert.deepEqual(await row(), [["skipped", "stopped", 1]]);
  });

  it("isn't sent where somebody stops it while it is tried again", async () => {
    house.connector.answers.push({ status: 503 });
    house.connector.meanwhile = async ({ path }) => {
      if (!decodeURIComponent(path).includes(`/${room.id}/activities`)) return;
      await sql`update channel set ended_at = ${new Date(WEDNESDAY)}`.execute(way.db);
    };

    await house.runsDue(WEDNESDAY);
    await house.runsDue(LATER);

    assert.equal(room.posts.length, 1);
    assert.deepEqual(await row(), [["skipped", "stopped", 1]]);
  });

  it("waits, and counts no try, while its tenant rests because Teams asked to slow down", async () => {
    await sql`insert into delivery_budget (tenant_id, blocked_until, next_at)
      values (${TENANT}, clock_timestamp() + interval '1 hour', clock_timestamp())`.execute(way.db);

    await house.runsDue(WEDNESDAY);
    assert.equal(room.posts.length, 0);
    assert.deepEqual(await row(), [["waiting", null, 0]]);

    await sql`delete from delivery_budget`.execute(way.db);
    await house.runsDue(WEDNESDAY);
    assert.deepEqual(await row(), [["sent", null, 1]]);
  });

  it("two channels that are too fast together slow the whole tenant down", async () => {
    await new Room(house, "19:chat@thread.v2", undefined).hears(house.person("Bob"), "story of the week");
    house.connector.answers.push({ status: 429 }, { status: 429, headers: { "retry-after": "600" } });

    await house.runsDue(WEDNESDAY);

    const { rows } = await sql`select from delivery_budget where blocked_until > clock_timestamp()`.execute(
      way.db,
    );
    assert.equal(rows.length, 1);
    assert.ok(house.logged.some(({ event }) => event === "Teams asked to slow down"));
  });

  it("counts in the figures for whoever runs it", async () => {
    const server = await house.app.metrics.serve(0, "127.0.0.1");
    await house.runsDue(WEDNESDAY);

    const { port } = server.address() as AddressInfo;
    const figures = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    server.close();

    assert.match(figures, /uptake_messages_total\{kind="story-of-the-week",status="sent"\} 1/);
  });
});
