import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { TENANT, TestHouse } from "../harness/house.ts";
import { losableDatabase } from "../harness/losable.ts";
import { planned } from "../harness/sending.ts";

describe("the figures for whoever runs it", () => {
  let house: TestHouse;
  let close: () => Promise<void>;
  let lose: () => void;
  let figures: () => Promise<string>;
  beforeEach(async () => {
    const way = await losableDatabase();
    house = new TestHouse();
    await house.open({ db: way.db });
    const server = await house.app.metrics.serve(0, "127.0.0.1");
    const { port } = server.address() as AddressInfo;
    figures = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    lose = () => way.lose();
    close = async () => {
      way.find();
      server.close();
      await house.close();
      await way.close();
    };
  });
  afterEach(() => close());
  const ours = async () =>
    (await figures()).split("\n").filter((line) => /^uptake_(messages|tenants)/.test(line));

  it("say what waits and for how long, how each ended, how often Teams said “too fast”, and how many tenants rest", async () => {
    await planned(house.db, house.connector.url, TENANT, 12, "unknown");
    await sql`update delivery set due_at = ${new Date(house.now.getTime() - 90_000)}`.execute(house.db);
    await sql`insert into delivery_budget (tenant_id, blocked_until) values ('rests', clock_timestamp() + interval '1 hour'),
      ('install/rests', clock_timestamp() + interval '1 hour')`.execute(house.db);
    const before = await ours();

    await house.runsDue(house.now.toISOString());

    assert.deepEqual(before.toSorted(), [
      "uptake_messages_finish_seconds 0.24", // twelve at fifty a second
      "uptake_messages_oldest_due_seconds 90",
      "uptake_messages_pace_wait_seconds_total 0",
      "uptake_messages_throttled_total 0",
      'uptake_messages_waiting{kind="unknown"} 12',
      "uptake_tenants_resting 1",
    ]);
    const after = await ours();
    assert.ok(after.includes('uptake_messages_total{kind="unknown",status="failed"} 12'), after.join("\n"));
    assert.ok(after.includes("uptake_messages_oldest_due_seconds 0"));
    assert.ok(after.includes('uptake_messages_troubles_total{reason="nobody composes it any more"} 12'));
    assert.ok(!after.some((line) => line.startsWith("uptake_messages_waiting")));
  });

  it("say what kept messages back by Teams' status alone, and nothing of who was left in peace", async () => {
    const ada = await house.person("Ada").meets();
    await house.person("Bob").meets();
    await ada.says("stop");
    house.connector.answers.push({ status: 503, body: { error: { code: "A long story" } } });

    await house.runsDue("2026-11-25T10:00:00Z");

    const lines = (await ours()).filter((line) => line.includes("troubles"));
    assert.deepEqual(lines, ['uptake_messages_troubles_total{reason="503"} 1']);
  });

  it("name no person and no tenant", async () => {
    const ada = await house.person("Ada").meets();
    await house.runsDue("2026-11-25T10:00:00Z");

    const text = await figures();

    assert.ok(text.includes("uptake_activities_total"));
    for (const id of [ada.id, ada.tenant, ada.conversation]) assert.ok(!text.includes(id));
  });

  it("don't say zero while the database can't be asked", async () => {
    lose();

    const lines = await ours();

    assert.ok(lines.includes("uptake_messages_oldest_due_seconds Nan"), lines.join("\n"));
    assert.ok(!lines.some((line) => line.startsWith("uptake_messages_waiting")));
  });
});
