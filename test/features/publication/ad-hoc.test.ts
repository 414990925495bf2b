import assert from "node:assert/strict";
import { mayRelease, type Out } from "../../../src/features/publication/ad-hoc.ts";
import { dividedSafely } from "../../../src/features/publication/gate.ts";
import { LIMITS } from "../../../src/features/publication/safe.ts";
import { linesOf, placesOf } from "../../../src/features/publication/tree.ts";
import { addsAndSubtracts, type Statement } from "./adversary.ts";
import { dice } from "./organisation.ts";

const PEOPLE = 120;
const ids = Array.from({ length: PEOPLE }, (_, at) => `p${at}`);
const columns = [Float64Array.from(ids, (_, at) => 10 + (at % 7))];
/** Two lines of sixty, each half in one department and half in the other: four lots of thirty. */
async function outNow(groups: readonly ReadonlySet<number>[] = []): Promise<Out> {
  const lines = await linesOf(ids, new Map(ids.map((id, at) => [id, at < 60 ? "a" : "b"])));
  const places = await placesOf(
    ids.map((_, at) => ({
      department: at % 2 ? "Sums" : "Letters",
      profession: undefined,
      grade: undefined,
    })),
  );
  const divisions = await dividedSafely(lines, places, columns, LIMITS);
  assert.ok(divisions);
  return { divisions: [divisions.lines, divisions.places], groups };
}
const those = (are: (person: number) => boolean): ReadonlySet<number> =>
  new Set(ids.flatMap((_, at) => (are(at) ? [at] : [])));
const may = async (group: ReadonlySet<number>, out = outNow()) =>
  mayRelease(group, await out, columns, LIMITS);

describe("A group of no tree", () => {
  it("may be let out where it takes and leaves enough of those who stand together", async () => {
    assert.equal(await may(those((at) => at % 8 < 4)), true);
  });

  it("is out already where it is a sum of whole blocks", async () => {
    assert.equal(await may(those((at) => at < 60)), "it is out");
    assert.equal(await may(those((at) => at % 2 === 1)), "it is out");
  });

  it("is kept in where it is a block but for a few, or a block and a few", async () => {
    assert.equal(await may(those((at) => at < 57)), false);
    assert.equal(await may(those((at) => at < 63)), false);
  });

  it("is kept in where it is too small itself", async () => {
    assert.equal(await may(those((at) => at < 9)), false);
  });

  it("is kept in where it differs in a few from one that was let out before", async () => {
    const first = those((at) => at % 8 < 4);
    const second = those((at) => at % 8 < 4 && at > 8);

    assert.equal(await may(second), true);
    assert.equal(await may(second, outNow([first])), false);
  });

  it("never helps anybody to work out fewer than ten, however many were let out", async () => {
    const chance = dice(4);
    let groups: readonly ReadonlySet<number>[] = [];
    for (let turn = 0; turn < 60; turn++) {
      const group = those(() => chance() < 0.5);
      if ((await may(group, outNow(groups))) === true) groups = [...groups, group];
    }

    const out = await outNow(groups);
    const blocks = out.divisions.flatMap(({ blocks, of }) =>
      blocks.map((_, block) => those((at) => of[at] === block)),
    );
    const statements = [...blocks, ...groups].map((some): Statement => ({ of: [...some], sum: 0 }));

    assert.ok(groups.length > 0 && groups.length < 60);
    assert.deepEqual(addsAndSubtracts(statements), []);
  });
});
