import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { reference } from "./shared.ts";

const folder = "domain/civil-service-statistics-2023";
const inPost = (file: string): readonly Record<string, string>[] =>
  parse<Record<string, string>>(reference(`${folder}/${file}`), {
    bom: true,
    columns: true,
    relax_column_count: true,
  }).filter(({ Status }) => Status === "In post");

describe("our table of the civil service, held against what was published", () => {
  const ours = JSON.parse(readFileSync("content/statistics/civil-service.json", "utf8")) as {
    departments: { name: string; headcount: number; grades: Record<string, number> }[];
    professions: Record<string, number>;
  };
  const number = (text = "") => (/^\d+$/.test(text) ? Number(text) : 0);

  it("has every department with its headcount", () => {
    const published = inPost("parent_department.csv").map((row) => [
      row.Parent_department,
      number(row.Headcount),
    ]);

    assert.deepEqual(
      ours.departments.map(({ name, headcount }) => [name, headcount]),
      published.toSorted(),
    );
  });

  it("has as many of each grade as were counted, to the rounding", () => {
    const ids: Record<string, string> = { "SCS level": "scs", Unknown: "unknown" };
    for (const row of inPost("grade.csv")) {
      const name = row.Responsibility_level_ungrouped ?? "";
      const sum = ours.departments.reduce(
        (all, { grades }) => all + (grades[ids[name] ?? name.toLowerCase()] ?? 0),
        0,
      );
      assert.ok(Math.abs(sum - number(row.Headcount)) <= 100, `${name}: ${sum}, published ${row.Headcount}`);
    }
  });

  it("has all professions, together as many as were counted", () => {
    const published = inPost("profession.csv").reduce((all, row) => all + number(row.Headcount), 0);
    const sum = Object.values(ours.professions).reduce((all, count) => all + count, 0);

    assert.equal(sum, published);
    assert.equal(ours.professions["operational-delivery"], 272_430);
    assert.equal(ours.professions.policy, 33_020);
  });

  it("leaves departments about as large as the year 2025 found them", () => {
    const extract = parse<Record<string, string>>(
      reference("domain/civil-service-statistics-2025-extract.csv"),
      { columns: true, relax_column_count: true },
    );
    const total = number(extract.find(({ dimension }) => dimension === "all")?.figure);
    const all = ours.departments.reduce((sum, { headcount }) => sum + headcount, 0);
    const large = extract.filter(
      ({ dimension, measure, figure }) =>
        dimension === "parent_department" && measure === "headcount" && number(figure) > 40_000,
    );

    assert.ok(large.length >= 5);
    for (const { value, figure } of large) {
      const here = ours.departments.find(({ name }) => name === value)?.headcount ?? 0;
      assert.ok(Math.abs(here / all - number(figure) / total) < 0.02, value);
    }
  });
});
