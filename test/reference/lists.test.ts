import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { grades, professions } from "../../src/core/taxonomy.ts";
import { reference } from "./shared.ts";

interface Listed {
  readonly code: string;
  readonly label: string;
}

describe("our lists, held against what was published", () => {
  it("have the bank holidays that GOV.UK announced, for each nation", () => {
    const ours = JSON.parse(readFileSync("content/calendar/bank-holidays.json", "utf8"));
    const published = JSON.parse(reference("domain/bank-holidays.alphagov-frontend-2019-2028.json"));

    for (const nation of ["england-and-wales", "scotland", "northern-ireland"]) {
      const [, days] = Object.entries(published.divisions).find(([name]) => name.includes(nation)) ?? [];
      const announced = [...JSON.stringify(days).matchAll(/"date":"(\d\d)\/(\d\d)\/(\d{4})"/g)]
        .map(([, day, month, year]) => `${year}-${month}-${day}`)
        .filter((day) => day >= "2026-01-01");

      assert.deepEqual(ours[nation], announced.sort(), nation);
    }
  });

  it("name every profession and grade of One Big Thing 2023", () => {
    const lists = JSON.parse(reference("domain/obt-reference-lists.json")) as Record<
      "grades" | "professions",
      Listed[]
    >;
    const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
    const ours = Object.values(professions).map(({ en }) => plain(en));

    const missing = lists.professions.filter(
      ({ label, code }) => code !== "OTHER" && !ours.includes(plain(label)),
    );

    assert.deepEqual(missing, []);
    assert.ok(lists.grades.length >= Object.keys(grades).length);
  });
});
