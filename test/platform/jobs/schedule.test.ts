import assert from "node:assert/strict";
import type { Database } from "../../../src/core/database.ts";
import { scheduler } from "../../../src/platform/jobs/schedule.ts";
import { emptyOut } from "../../harness/database.ts";
import { testDatabase } from "../../harness/setup.ts";

describe("the schedule", () => {
  let db: Database;
  let now: Date;
  let ran: string[];
  let logged: { facts: object; event: string }[];
  beforeEach(async () => {
    db = await testDatabase();
    await emptyOut(db);
    now = new Date("2026-11-24T10:00:00Z");
    ran = [];
    logged = [];
  });

  const note = (facts: object, event: string) => void logged.push({ facts, event });
  const log = { info: note, warn: note, error: note };
  const counting = (name: string, everySeconds = 60) => ({
    name,
    everySeconds,
    run: async () => void ran.push(name),
  });
  const failing = {
    name: "failing",
    everySeconds: 60,
    run: async () => {
      throw new Error("what a person wrote");
    },
  };
  const process = (...schedules: Parameters<typeof scheduler>[1]) => scheduler(db, schedules, () => now, log);
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };

  it("does what is due at once, and then again when its time has come", async () => {
    const tick = process(counting("often"), counting("seldom", 3600));

    await tick();
    later(59);
    await tick();
    later(1);
    await tick();
    later(3600);
    await tick();

    assert.deepEqual(ran, ["often", "seldom", "often", "often", "seldom"]);
  });

  it("does each thing once, however many processes there are", async () => {
    const processes = Array.from({ length: 5 }, () => process(counting("round")));

    for (let minute = 0; minute < 3; minute++) {
      await Promise.all(processes.map((tick) => tick()));
      later(60);
    }

    assert.deepEqual(ran, ["round", "round", "round"]);
  });

  it("goes on to the next when one fails, and says which in the log", async () => {
    const tick = process(failing, counting("next"));

    await tick();

    assert.deepEqual(ran, ["next"]);
    assert.equal(logged.length, 1);
    assert.equal((logged[0]?.facts as { schedule: string } | undefined)?.schedule, "failing");
  });

  it("gives what failed another turn when its time comes round", async () => {
    const tick = process(failing);

    await tick();
    await tick();
    later(60);
    await tick();

    assert.equal(logged.length, 2);
  });

  it("loses one turn, not all, when the clock was far ahead", async () => {
    const tick = process(counting("round"));
    await tick();
    later(-30);

    await tick();
    later(90);
    await tick();

    assert.deepEqual(ran, ["round", "round"]);
  });
});
