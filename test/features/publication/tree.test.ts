import assert from "node:assert/strict";
import {
  common,
  isWithin,
  linesOf,
  pathName,
  placesOf,
  sizesOf,
  type Tree,
} from "../../../src/features/publication/tree.ts";

const parents = (tree: Tree) =>
  Object.fromEntries(tree.names.map((name, group) => [name, tree.names[tree.parent[group] ?? -1]]));
const groupOf = ({ names, at }: Tree, person: number) => names[at[person] ?? -1];

describe("Trees of groups", () => {
  it("put everybody below their manager, and the manager below their own", async () => {
    const tree = await linesOf(
      ["a", "b", "m"],
      new Map([
        ["a", "m"],
        ["b", "m"],
        ["m", "top"],
      ]),
    );

    assert.deepEqual(parents(tree), { "": undefined, top: "", m: "top" });
    assert.deepEqual(
      [0, 1, 2].map((person) => groupOf(tree, person)),
      ["m", "m", "top"],
    );
    assert.deepEqual([...sizesOf(tree)], [3, 3, 2]);
  });

  it("know lines through managers who put nothing in", async () => {
    const tree = await linesOf(
      ["a"],
      new Map([
        ["a", "silent"],
        ["silent", "top"],
      ]),
    );

    assert.deepEqual(parents(tree), { "": undefined, top: "", silent: "top" });
  });

  for (const order of [
    ["a", "b", "c", "d"],
    ["d", "c", "b", "a"],
    ["c", "a", "d", "b"],
  ])
    it(`cut lines that run in a circle at the same place, whoever comes first: ${order.join(", ")}`, async () => {
      const managers = new Map([
        ["a", "b"],
        ["b", "c"],
        ["c", "a"],
        ["d", "b"],
      ]);

      assert.deepEqual(parents(await linesOf(order, managers)), { "": undefined, a: "", c: "a", b: "c" });
    });

  it("bear a line as deep as there are people", async () => {
    const ids = Array.from({ length: 20_000 }, (_, at) => `p${at}`);
    const managers = new Map(ids.slice(1).map((id, at) => [id, `p${at}`]));

    assert.equal((await linesOf(ids, managers)).names.length, 20_000);
  });

  it("divide departments by profession and those by grade; not knowing is a group like any other", async () => {
    const place = { department: "Sums", profession: "digital", grade: "eo" };
    const tree = await placesOf([place, { ...place, grade: undefined }, { ...place, department: undefined }]);

    assert.equal(groupOf(tree, 1), pathName(["Sums", "digital", "unknown"]));
    assert.equal(groupOf(tree, 2), pathName(["unknown", "digital", "eo"]));
    assert.equal(parents(tree)[pathName(["Sums", "digital"])], pathName(["Sums"]));
  });

  it("find the deepest group that holds two", async () => {
    const place = { department: "Sums", profession: "digital", grade: "eo" };
    const tree = await placesOf([place, { ...place, grade: "heo" }, { ...place, department: "Letters" }]);
    const [one = 0, two = 0, three = 0] = tree.at;

    assert.equal(tree.names[common(tree, one, two)], pathName(["Sums", "digital"]));
    assert.equal(common(tree, one, three), 0);
    assert.equal(isWithin(tree, one, common(tree, one, two)), true);
    assert.equal(isWithin(tree, three, common(tree, one, two)), false);
  });
});
