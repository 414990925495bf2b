import assert from "node:assert/strict";
import fc from "fast-check";
import {
  cellOf,
  cellRules,
  type Hidden,
  hiddenIn,
  rangeOf,
  tableCells,
  withTotals,
} from "../../src/core/cells.ts";

type Counts = readonly (readonly number[])[];
type Noughts = "shown" | "hidden";

/** Every range of a hidden cell, found by trying all tables that agree with what is shown. */
function triedOut(
  counts: Counts,
  hidden: Hidden,
  noughts: Noughts,
  most: number,
): (number[] | undefined)[][] {
  const least = noughts === "shown" ? 1 : 0;
  const ranges: (number[] | undefined)[][] = withTotals(counts).map((row) => row.map(() => undefined));
  const guess = counts.map((row) => [...row]);
  const places = counts.flatMap((row, r) => row.flatMap((_, c) => (hidden[r]?.[c] ? [[r, c] as const] : [])));
  const published = withTotals(counts);
  const agrees = (table: Counts) =>
    table.every((row, r) => row.every((n, c) => (hidden[r]?.[c] ? n >= least : n === published[r]?.[c])));
  (function tryFrom(at: number): void {
    const place = places[at];
    if (place !== undefined) {
      const [r, c] = place;
      const n = counts[r]?.[c] ?? 0;
      for (let each = Math.max(least, n - most); each <= n + most; each += 1) {
        (guess[r] as number[])[c] = each; // a place in the table
        tryFrom(at + 1);
      }
      return;
    }
    const table = withTotals(guess);
    if (!agrees(table)) return;
    table.forEach((row, r) => {
      row.forEach((n, c) => {
        if (!hidden[r]?.[c]) return;
        const [low = n, high = n] = ranges[r]?.[c] ?? [];
        (ranges[r] as number[][])[c] = [Math.min(low, n), Math.max(high, n)]; // a place in the table
      });
    });
  })(0);
  return ranges;
}

const countsOf = (rows: number, columns: number, top: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: top }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });
const smallTables = fc.oneof(countsOf(2, 2, 9), countsOf(1, 3, 9), countsOf(2, 3, 9));
const noughts = fc.constantFrom<Noughts>("shown", "hidden");

describe("A cell of a published table", () => {
  const written: readonly [number | undefined, number, keyof typeof cellRules, number | string][] = [
    [4, 4, "headcount", "[c]"],
    [5, 5, "headcount", 5],
    [7, 7, "headcount", 5],
    [8, 8, "headcount", 10],
    [0, 0, "headcount", "[c]"],
    [31_284, 9, "pay", "[c]"],
    [31_284, 10, "pay", 31280],
    [14.9, 12, "hours", 10],
    [-4, 12, "hours", 0],
    [-16, 12, "hours", -20],
    [undefined, 0, "hours", "[x]"],
    [undefined, 500, "pay", "[x]"],
  ];
  for (const [figure, people, rule, cell] of written)
    it(`is ${cell} for ${rule} of ${figure} on ${people} people`, () => {
      assert.equal(cellOf(figure, people, cellRules[rule]), cell);
    });
});

describe("A published table with totals", () => {
  const rule = { ...cellRules.headcount, noughts: "shown" } as const;

  it("hides others beside a small cell, so that no total gives it away, and those with the fewest people", () => {
    const cells = tableCells(
      [
        [3, 200, 60],
        [400, 600, 500],
        [50, 300, 12],
      ],
      rule,
    );

    assert.deepEqual(cells, [
      ["[c]", 200, "[c]", 265],
      [400, 600, 500, 1500],
      ["[c]", 300, "[c]", 360],
      [455, 1100, 570, 2125],
    ]);
  });

  it("is shown as it is where nothing in it is small", () => {
    assert.deepEqual(
      tableCells(
        [
          [10, 20],
          [30, 40],
        ],
        rule,
      ),
      [
        [10, 20, 30],
        [30, 40, 70],
        [40, 60, 100],
      ],
    );
  });

  it("shows that there is nobody where that may be shown, and hides it where it may not", () => {
    assert.equal(
      tableCells(
        [
          [0, 20],
          [30, 40],
        ],
        rule,
      )[0]?.[0],
      0,
    );
    assert.equal(
      tableCells(
        [
          [0, 20],
          [30, 40],
        ],
        { ...rule, noughts: "hidden" },
      )[0]?.[0],
      "[c]",
    );
  });

  it("is hidden whole where nothing less protects it", () => {
    assert.deepEqual(tableCells([[3]], rule), [
      ["[c]", "[c]"],
      ["[c]", "[c]"],
    ]);
  });

  it("leaves what a reader can work out of a hidden cell to be told exactly", () => {
    fc.assert(
      fc.property(smallTables, noughts, fc.infiniteStream(fc.boolean()), (counts, shown, lots) => {
        const least = shown === "shown" ? 1 : 0;
        const hidden = withTotals(counts).map((row) =>
          row.map((n) => n >= least && lots.next().value === true),
        );
        const expected = triedOut(counts, hidden, shown, 2);
        const found = withTotals(counts).map((row, r) =>
          row.map((n, c) => {
            if (!hidden[r]?.[c]) return undefined;
            const [low, high] = rangeOf(counts, hidden, [r, c], { noughts: shown, most: 2 });
            return [Math.max(low, n - 2), high];
          }),
        );

        // Totals may be further off than any of the cells that were tried, so they are compared as far as both go.
        const near = (ranges: (number[] | undefined)[][]) =>
          ranges.map((row, r) =>
            row.map((range, c) => {
              const n = withTotals(counts)[r]?.[c] ?? 0;
              return range && [Math.max(range[0] ?? 0, n - 2), Math.min(range[1] ?? 0, n + 2)];
            }),
          );
        assert.deepEqual(near(found), near(expected));
      }),
      { numRuns: 150 },
    );
  });

  it("leaves every hidden cell a range as wide as the threshold, and hides every small one", () => {
    fc.assert(
      fc.property(smallTables, noughts, fc.constantFrom(2, 3), (counts, shown, fewest) => {
        const hidden = hiddenIn(counts, { fewest, noughts: shown });
        const all = withTotals(counts);
        const ranges = triedOut(counts, hidden, shown, fewest);

        const least = shown === "shown" ? 1 : 0;
        const isWhole = all.every((row, r) => row.every((n, c) => n < least || hidden[r]?.[c]));
        all.forEach((row, r) => {
          row.forEach((n, c) => {
            if (n >= least && n < fewest) assert.equal(hidden[r]?.[c], true);
            const [low = 0, high = 0] = ranges[r]?.[c] ?? [];
            if (hidden[r]?.[c] && !isWhole)
              assert.ok(high - low >= fewest, JSON.stringify({ counts, hidden, r, c }));
          });
        });
      }),
      { numRuns: 150 },
    );
  });
});
