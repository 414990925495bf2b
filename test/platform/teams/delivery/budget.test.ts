import assert from "node:assert/strict";
import { sql } from "kysely";
import { busiestSecond, LimitedConnector, rateOf } from "../../../../bench/parts/limited.ts";
import type { Database } from "../../../../src/core/database.ts";
import { budgetIn } from "../../../../src/platform/teams/delivery/budget.ts";
import { emptyOut } from "../../../harness/database.ts";
import { planned, Sender, standingIn, timePasses } from "../../../harness/sending.ts";
import { testDatabase } from "../../../harness/setup.ts";

const CAP = 50;
const PACE = CAP * 0.962;
const SLOWED = PACE * 0.6;
const HOUR_MS = 3_600_000;
const JUMPS = [0, 5, -5, 1];

describe("one tenant's pace", () => {
  let db: Database;
  beforeEach(async () => {
    db = await testDatabase();
    await emptyOut(db);
  });
  const process = () => budgetIn(db, CAP);
  /** Moves the last refusal, and the rest that was asked for, back in time. */
  const passes = (seconds: number) =>
    sql`
    update delivery_budget set slowed_at = slowed_at - make_interval(secs => ${seconds}),
      blocked_until = blocked_until - make_interval(secs => ${seconds}),
      next_at = next_at - make_interval(secs => ${seconds})`.execute(db);
  const rate = async (tenant = "a") => 1000 / (await process().reserve(tenant, 1)).gapMs;

  /** When everything leaves that so many turns of ten were handed out for, on this process's clock. */
  async function moments(budget: ReturnType<typeof process>, turns: number): Promise<number[]> {
    const all: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const { at, gapMs } = await budget.reserve("a", 10);
      for (let nth = 0; nth < 10; nth++) all.push(at + nth * gapMs);
    }
    return all;
  }

  it("two processes that ask at once are never handed more than the cap in any second", async () => {
    await process().reserve("a", 1);

    const both = await Promise.all([moments(process(), 25), moments(process(), 25)]);

    const all = both.flat().sort((one, other) => one - other);
    assert.ok(busiestSecond(all) <= CAP, `${busiestSecond(all)}`);
    assert.ok(rateOf(all) > CAP * 0.93, `${rateOf(all)}`);
  });

  it("nobody who was idle for an hour may catch up all at once", async () => {
    await process().reserve("a", 10);
    await sql`update delivery_budget set next_at = next_at - interval '1 hour'`.execute(db);

    const all = await moments(process(), 12);

    assert.ok(busiestSecond(all) <= CAP, `${busiestSecond(all)}`);
  });

  it("told to rest, every process rests as long as was asked, and goes on at the older limit", async () => {
    await process().reserve("a", 1);

    await process().slow("a", 7);

    const { waitMs, gapMs } = await process().reserve("a", 10);
    assert.ok(waitMs > 6_500 && waitMs <= 7_000, `${waitMs}`);
    assert.ok(Math.abs(1000 / gapMs - SLOWED) < 0.1, `${1000 / gapMs}`);
  });

  it("asked for less rest while a longer one goes on, it keeps to the longer", async () => {
    await process().reserve("a", 1);
    await process().slow("a", 60);

    await process().slow("a", 1);

    assert.ok((await process().reserve("a", 1)).waitMs > 59_000);
  });

  it("comes back up slowly, stays below what failed, and forgets it after ten minutes", async () => {
    await process().reserve("a", 1);
    await process().slow("a", 1);

    await passes(30);
    const after30 = await rate();
    await passes(20);
    const after50 = await rate();
    await passes(200);
    const after250 = await rate();
    await passes(400);
    const after650 = await rate();

    assert.ok(after30 >= 28.7 && after30 < 30, `${after30}`);
    assert.ok(after50 > after30 + 5 && after50 < 46, `${after50}`);
    assert.ok(Math.abs(after250 - PACE * 0.96) < 0.1, `${after250}`);
    assert.ok(Math.abs(after650 - PACE) < 0.1, `${after650}`);
  });

  it("refused again after the rest, it goes lower still; refusals of the same moment count once", async () => {
    await process().reserve("a", 1);
    await Promise.all(Array.from({ length: 20 }, () => process().slow("a", 1)));
    const once = await rate();

    await passes(10);
    await process().slow("a", 1);

    assert.ok(Math.abs(once - SLOWED) < 0.1, `${once}`);
    assert.ok(Math.abs((await rate()) - SLOWED * 0.8) < 0.1, `${await rate()}`);
  });

  it("another tenant isn't touched", async () => {
    for (const tenant of ["a", "b"]) await process().reserve(tenant, 1);

    await process().slow("a", 60);

    const { waitMs, gapMs } = await process().reserve("b", 10);
    assert.ok(waitMs < 1_000, `${waitMs}`);
    assert.ok(Math.abs(1000 / gapMs - PACE) < 0.1);
  });

  it("who won't wait that long takes no moments from those who come later", async () => {
    await process().reserve("a", 1);
    await process().slow("a", 60);

    for (let turn = 0; turn < 30; turn++)
      assert.equal((await process().reserve("a", 10, 5_000)).waitMs, Number.POSITIVE_INFINITY);

    assert.ok((await process().reserve("a", 10)).waitMs <= 60_000);
  });

  it("a clock that jumps back and forth by hours: everybody gets one, and none is left behind", async () => {
    const connector = new LimitedConnector();
    await connector.start();
    const teams = connector.tenant("a", { cap: 1000, counting: "bucket", latencyMs: 20, lost: 10 });
    await planned(db, connector.url, "a", 60);
    await sql`update delivery set due_at = clock_timestamp()`.execute(db);
    let asked = 0;
    const clock = () => new Date(Date.now() + (JUMPS[asked++ % JUMPS.length] ?? 0) * HOUR_MS);
    const senders = [1, 2].map(() => new Sender(db, { capPerSecond: 100, clock }));

    for (let turn = 0; turn < 20 && (await standingIn(db)).sent !== 60; turn++) {
      await Promise.all(senders.map((sender) => sender.send()));
      if ((await standingIn(db)).sending !== undefined) assert.fail("somebody stayed on their way");
      if (turn > 5) await timePasses(db); // a try that failed is due when the clock that noted it says so
    }

    connector.stop();
    assert.deepEqual(await standingIn(db), { sent: 60 });
    assert.ok([...teams.seen.values()].every((times) => times === 1));
    assert.equal(teams.seen.size, 60);
  });

  it("two processes whose clocks are hours apart keep to one pace, and nobody gets two", async () => {
    const connector = new LimitedConnector();
    await connector.start();
    const teams = connector.tenant("a", { cap: 1000, counting: "bucket", latencyMs: 20 });
    await planned(db, connector.url, "a", 120);
    const clocks = [5 * HOUR_MS, -5 * HOUR_MS].map((wrong) => () => new Date(Date.now() + wrong));

    await Promise.all(clocks.map((clock) => new Sender(db, { capPerSecond: CAP, clock }).send()));

    connector.stop();
    assert.deepEqual(await standingIn(db), { sent: 120 });
    assert.deepEqual([teams.seen.size, teams.calls], [120, 120]);
    assert.ok(rateOf(teams.accepted) <= CAP, `${rateOf(teams.accepted)}`);
  });
});
