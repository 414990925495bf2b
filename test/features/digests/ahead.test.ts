import assert from "node:assert/strict";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import type { Group, PublishedFigures } from "../../../src/core/published.ts";
import { release } from "../../../src/core/release.ts";
import { contentsAhead } from "../../../src/features/digests/ahead.ts";
import type { Lead } from "../../../src/features/digests/contents.ts";

describe("What the digests of a morning rest on", () => {
  const TODAY = "2026-11-23";
  const MORNING = Date.parse(`${TODAY}T08:30:00Z`);
  const leads = Array.from(
    { length: 35 },
    (_, at): Lead => ({ tenant: "t" as TenantId, id: `lead-${at}` as PersonId }),
  );
  /** How many were asked for, each time that figures were read. */
  let read: number[];
  let waiting: readonly Lead[];
  let contentsFor: ReturnType<typeof contentsAhead>;
  beforeEach(() => {
    read = [];
    waiting = leads;
    const none = (groups: readonly Group[]) => groups.map(() => release({ none: "not out yet" } as const));
    const published: PublishedFigures = {
      figure: () => assert.fail("one at a time"),
      weekly: async (_tenant, _measure, groups) => none(groups),
      async weeklyOfEach(_tenant, measures, groups) {
        read.push(groups.length);
        return measures.map(() => none(groups));
      },
    };
    contentsFor = contentsAhead(
      () => published,
      async () => waiting,
    );
  });
  const sends = async (from: number, to: number, minutes: number, today = TODAY) => {
    const own = leads.slice(from, to);
    const contents = await contentsFor(own, today, new Date(MORNING + minutes * 60_000));
    assert.equal(contents.length, own.length);
    waiting = waiting.filter((lead) => !own.includes(lead));
  };

  it("is worked out once for all who wait, however few are sent at a time", async () => {
    for (let from = 0; from < leads.length; from += 10) await sends(from, from + 10, from);

    assert.deepEqual(read, [35]);
  });

  it("is worked out again for who is left an hour later, and on another day", async () => {
    await sends(0, 10, 0);
    await sends(10, 20, 61);
    await sends(20, 30, 62, "2026-11-24");

    assert.deepEqual(read, [35, 25, 15]);
  });

  it("is worked out for somebody by themselves whom nobody waits for", async () => {
    await sends(0, 35, 0);
    await sends(3, 4, 1);

    assert.deepEqual(read, [35, 1]);
  });
});
