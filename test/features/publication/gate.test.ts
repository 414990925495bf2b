import assert from "node:assert/strict";
import type { Division } from "../../../src/features/publication/blocks.ts";
import { dividedSafely } from "../../../src/features/publication/gate.ts";
import { isSafe, LIMITS, type Limits, lotOf, tightened } from "../../../src/features/publication/safe.ts";
import { shownIn } from "../../../src/features/publication/shown.ts";
import { isWithin, linesOf, placesOf } from "../../../src/features/publication/tree.ts";
import { dice, invented, reportsOf, type Shape } from "./organisation.ts";

const shape: Shape = { people: 220, departments: 3, span: 8, across: 0.05 };

async function divides(seed: number, given: Partial<Shape> = {}, limits: Limits = LIMITS) {
  const chance = dice(seed);
  const organisation = invented({ ...shape, ...given }, chance);
  const reports = reportsOf(organisation, 0.5, chance);
  const ids = [...reports.keys()];
  const columns = [
    Float64Array.from(reports.values()),
    Float64Array.from(ids, () => 1 + Math.floor(chance() * 4)),
  ];
  const lines = await linesOf(ids, organisation.managers);
  const places = await placesOf(ids.map((id) => organisation.members.get(id) ?? nowhere));
  return { columns, people: ids.length, divisions: await dividedSafely(lines, places, columns, limits) };
}
const nowhere = { department: undefined, profession: undefined, grade: undefined };

/** Everybody in each block. */
const membersOf = ({ blocks, of }: Division): readonly (readonly number[])[] =>
  blocks.map((_, block) => Array.from(of.keys()).filter((person) => of[person] === block));

const MANY_TURNS = 50;

describe("The gate", () => {
  const seeds = Array.from({ length: 20 }, (_, at) => at + 1);

  it("puts everybody in one block of each tree, and only into safe ones", async () => {
    for (const seed of seeds) {
      const { columns, people, divisions } = await divides(seed);
      assert.ok(divisions);
      for (const division of Object.values(divisions)) {
        const members = membersOf(division);
        assert.equal(members.flat().length, people);
        for (const some of members) assert.ok(isSafe(lotOf(columns, Int32Array.from(some)), LIMITS));
      }
    }
  });

  it("shows only groups that are sums of whole blocks", async () => {
    for (const seed of seeds) {
      const { divisions } = await divides(seed);
      assert.ok(divisions);
      for (const division of Object.values(divisions)) {
        const { tree } = division;
        for (const group of shownIn(division))
          for (const some of membersOf(division)) {
            const inside = some.filter((person) => isWithin(tree, tree.at[person] ?? 0, group)).length;
            assert.ok(inside === 0 || inside === some.length);
          }
      }
    }
  });

  it("lets others have their turn while it divides a large organisation, and divides it the same whatever they do", async () => {
    let [turns, isOver] = [0, false];
    const others = () => {
      turns += 1;
      if (!isOver) setImmediate(others);
    };

    setImmediate(others);
    const alone = await divides(7, { people: 40_000 });
    isOver = true;
    const [one, another] = await Promise.all([
      divides(7, { people: 40_000 }),
      divides(8, { people: 20_000 }),
    ]);

    assert.ok(turns > MANY_TURNS, `${turns} turns`);
    assert.deepEqual(one.divisions, alone.divisions);
    assert.notDeepEqual(another.divisions, alone.divisions);
  });

  it("shows every group that is one, and always everybody together", async () => {
    const { divisions } = await divides(1);
    assert.ok(divisions);
    const { tree } = divisions.places;
    const shown = new Set(shownIn(divisions.places));
    const blocks = membersOf(divisions.places);

    assert.ok(shown.has(0));
    for (const group of tree.names.keys()) {
      const inside = (person: number) => isWithin(tree, tree.at[person] ?? 0, group);
      assert.equal(
        shown.has(group),
        blocks.every((some) => some.every(inside) || !some.some(inside)),
      );
    }
  });

  /** Every way to take some blocks of both trees together: what the one tree's have and the other's haven't. */
  function* differences(
    divisions: Readonly<Record<"lines" | "places", Division>>,
  ): Iterable<readonly number[]> {
    const { lines, places } = divisions;
    const count = lines.blocks.length + places.blocks.length;
    for (let chosen = 1; chosen < 2 ** count; chosen++)
      yield Array.from(lines.of.keys()).filter((person) => {
        const one = (chosen >> (lines.of[person] ?? 0)) & 1;
        return one !== ((chosen >> (lines.blocks.length + (places.of[person] ?? 0))) & 1);
      });
  }

  it("leaves no difference of any sums of either tree that couldn't be shown by itself", async () => {
    let [looked, merged] = [0, 0];
    for (const seed of seeds)
      for (const across of [0.02, 0.1]) {
        const { columns, divisions } = await divides(seed, { people: 130, departments: 2, across });
        if (divisions === undefined) continue;
        if (divisions.lines.blocks.length + divisions.places.blocks.length > 13) continue;
        for (const difference of differences(divisions)) {
          looked++;
          if (difference.length > 0) assert.ok(isSafe(lotOf(columns, Int32Array.from(difference)), LIMITS));
          else merged++;
        }
      }
    assert.ok(looked > 1_000 && merged > 0, `${looked}`);
  });

  it("holds to stricter limits where they are set", async () => {
    const { columns, divisions } = await divides(3, {}, tightened({ fewest: 25 }));
    assert.ok(divisions);

    for (const division of Object.values(divisions))
      for (const some of membersOf(division))
        assert.ok(some.length >= 25 && isSafe(lotOf(columns, Int32Array.from(some)), LIMITS));
  });

  it("shows nothing where all together are too few, and nothing of nobody", async () => {
    assert.equal((await divides(1, { people: 9, departments: 1 })).divisions, undefined);
    assert.equal(
      await dividedSafely(await linesOf([], new Map()), await placesOf([]), [new Float64Array()], LIMITS),
      undefined,
    );
  });

  it("still shows departments and long lines of an organisation whose people sit where their lines are", async () => {
    const { divisions } = await divides(5, { people: 1_200, departments: 4, span: 25, across: 0 });
    assert.ok(divisions);
    const { tree } = divisions.places;
    const departments = Array.from(tree.names.keys()).filter((group) => tree.parent[group] === 0);

    assert.deepEqual(
      departments.filter((group) => !shownIn(divisions.places).includes(group)),
      [],
    );
    assert.ok(shownIn(divisions.lines).length > 20);
  });
});
