import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { cellOf, cellRules, hiddenIn, rangeOf, SUPPRESSED, withTotals } from "../../src/core/cells.ts";
import { reference } from "./shared.ts";

const folder = "domain/civil-service-statistics-2023";
type Row = Readonly<Record<string, string>>;
const statuses = ["In post", "New entrant CS", "Leaver CS", "Leaver Dept."];
const read = (file: string): readonly Row[] =>
  parse<Row>(reference(`${folder}/${file}`), { bom: true, columns: true, relax_column_count: true }).filter(
    ({ Status = "" }) => statuses.includes(Status),
  );

const GRADE = "Responsibility_level_ungrouped";
const tables = [
  { file: "parent_department_x_grade.csv", totals: "parent_department.csv", of: "Parent_department" },
  { file: "profession_x_grade.csv", totals: "profession.csv", of: "Profession_of_post" },
] as const;
const all = tables.flatMap(({ file }) => read(file));

type Bounds = readonly [number, number];
const { fewest, to } = cellRules.headcount;
/** How many people a published count can be of. What was rounded to the nearest 5 lies within 2; under 5 there is no row but `[c]`. */
const peopleBehind = (published: string): Bounds =>
  published === SUPPRESSED
    ? [1, fewest - 1]
    : [Math.max(fewest, Number(published) - Math.floor(to / 2)), Number(published) + Math.floor(to / 2)];
const range = ([low, high]: Bounds): readonly number[] =>
  Array.from({ length: high - low + 1 }, (_, more) => low + more);

/** Bounds of each cell from its own mark and from the totals of its line, again and again until no total narrows any more. */
function narrowed(
  cells: ReadonlyMap<string, Bounds>,
  lines: readonly (readonly [readonly string[], Bounds])[],
) {
  const bounds = new Map(cells);
  const of = (key: string): Bounds => bounds.get(key) as Bounds; // lines name cells alone
  for (let changed = true; changed; ) {
    changed = false;
    for (const [keys, [least, most]] of lines)
      for (const key of keys) {
        const others = keys.filter((each) => each !== key).map(of);
        const [low, high] = of(key);
        const next: Bounds = [
          Math.max(low, least - others.reduce((sum, [, each]) => sum + each, 0)),
          Math.min(high, most - others.reduce((sum, [each]) => sum + each, 0)),
        ];
        if (next[0] > low || next[1] < high) [changed] = [true, bounds.set(key, next)];
      }
  }
  return bounds;
}

/** One published table: a status, and departments or professions by grade. */
function tableOf({ file, totals, of }: (typeof tables)[number], status: string) {
  const inIt = (rows: readonly Row[]) => rows.filter(({ Status }) => Status === status);
  const rows = inIt(read(file));
  const keyOf = (row: Row) => `${row[of]} / ${row[GRADE]}`;
  const line = (column: string) => (total: Row) =>
    [
      rows.filter((row) => row[column] === total[column]).map(keyOf),
      peopleBehind(total.Headcount ?? ""),
    ] as const;
  const published = new Map(rows.map((row) => [keyOf(row), row.Headcount ?? ""]));
  const cells = new Map([...published].map(([key, mark]) => [key, peopleBehind(mark)] as const));
  const lines = [...inIt(read(totals)).map(line(of)), ...inIt(read("grade.csv")).map(line(GRADE))];
  return { rows, published, bounds: narrowed(cells, lines), of };
}

describe("how tables are written, held against the Civil Service Statistics 2023", () => {
  it("could have written each of the 1,987 published counts: it is [c], or a number from 5 that 5 divides", () => {
    let count = 0;
    for (const { Headcount = "" } of all) {
      count += 1;
      for (const people of range(peopleBehind(Headcount)))
        assert.equal(String(cellOf(people, people, cellRules.headcount)), Headcount);
    }
    assert.equal(count, 1_987);
  });

  it("hides pay wherever fewer than 10 people can be told from the count, as was published: 341 times and 116 more", () => {
    const few = all.filter(({ Headcount = "" }) => peopleBehind(Headcount)[1] < cellRules.pay.fewest);

    assert.equal(few.filter(({ Headcount }) => Headcount === SUPPRESSED).length, 341);
    for (const { Headcount = "", Mean_salary, Median_salary } of few)
      for (const people of range(peopleBehind(Headcount)))
        assert.deepEqual(
          [cellOf(30_000, people, cellRules.pay), Mean_salary, Median_salary],
          [SUPPRESSED, SUPPRESSED, SUPPRESSED],
        );
    assert.equal(few.length, 457);
  });

  it("shows pay of staff in post where the count is of 10 or more, as was published but for 4 of 485", () => {
    const many = all.filter(
      ({ Status, Headcount = "" }) =>
        Status === "In post" && Headcount !== "" && peopleBehind(Headcount)[0] >= cellRules.pay.fewest,
    );
    const differing = many.filter(({ Mean_salary = "" }) => {
      const pay = Mean_salary === SUPPRESSED ? 30_000 : Number(Mean_salary);
      return String(cellOf(pay, 10, cellRules.pay)) !== Mean_salary;
    });

    assert.deepEqual([many.length, differing.length], [485, 4]); // pay isn't known of everybody who is counted
  });

  it("hides the full-time equivalent of staff in post just where it hides their count, as was published", () => {
    for (const { Status, Headcount = "", FTE = "" } of all) {
      if (Status !== "In post") continue;
      const fte = FTE === SUPPRESSED ? fewest - 1 : Number(FTE);
      for (const people of range(peopleBehind(Headcount)))
        assert.equal(String(cellOf(fte, people, cellRules.headcount)), FTE);
    }
  });

  for (const table of tables)
    for (const status of statuses)
      it(`finds each hidden count of ${table.file}, ${status}, to be one that the rule hides, as far as totals tell`, () => {
        const { published, bounds } = tableOf(table, status);
        const hidden = [...published].filter(([, mark]) => mark === SUPPRESSED).map(([key]) => key);

        assert.ok(hidden.length > 10);
        for (const [key, [low, high]] of bounds) {
          assert.ok(low <= high, `no number of people agrees with what was published: ${key}`);
          if (hidden.includes(key)) assert.equal(cellOf(low, high, cellRules.headcount), SUPPRESSED, key);
        }
      });

  it("finds that published totals give no hidden count away, and narrow 12 of 341: rounding alone protects them", () => {
    const narrowedOnes = tables.flatMap((table) =>
      statuses.flatMap((status) => {
        const { published, bounds } = tableOf(table, status);
        return [...bounds].filter(
          ([key, [low, high]]) => published.get(key) === SUPPRESSED && high - low < fewest - 2,
        );
      }),
    );

    assert.equal(narrowedOnes.length, 12);
    assert.ok(narrowedOnes.every(([, [low, high]]) => low < high));
  });

  for (const [table, small, more] of [
    [tables[0], 11, 11],
    [tables[1], 19, 16],
  ] as const)
    it(`hides ${more} cells beside the ${small} small ones of ${table.file} where totals are exact, and then none has a range under 5`, () => {
      const { rows, bounds, of } = tableOf(table, "In post");
      const names = (column: string) => [...new Set(rows.map((row) => row[column] ?? ""))];
      const counts = names(of).map((one) =>
        names(GRADE).map((grade) => {
          const [low = 0, high = 0] = bounds.get(`${one} / ${grade}`) ?? [];
          return Math.round((low + high) / 2); // some number that agrees with what was published
        }),
      );
      const rule = { fewest, noughts: "shown" } as const;

      const hidden = hiddenIn(counts, rule);

      const places = withTotals(counts).flatMap((row, r) => row.map((_, c) => [r, c] as const));
      const marked = places.filter(([r, c]) => hidden[r]?.[c]);
      for (const place of marked) {
        const [low, high] = rangeOf(counts, hidden, place, { ...rule, most: fewest });
        assert.ok(high - low >= fewest, String(place));
      }
      assert.deepEqual([small, marked.length - small], [small, more]);
    });
});
