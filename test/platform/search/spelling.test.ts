import assert from "node:assert/strict";
import { readContent } from "../../../src/platform/content/read.ts";
import { isMisspelt, plainWords, slips, welshStem } from "../../../src/platform/search/spelling.ts";
import { groupsIn } from "../../../src/platform/search/thesaurus.ts";

describe("words as search has them", () => {
  it("are the same however they are written", () => {
    assert.deepEqual(plainWords("E-mail: Summarizing TŶ’s “notes”, organisation/organization!"), [
      ..."email summarising ty s notes organisation organisation".split(" "),
    ]);
    assert.deepEqual(plainWords("prize size 1:1 GOV.UK"), "prise size 1 1 gov uk".split(" "));
  });

  it("hold nothing but letters and digits, and end", () => {
    for (const word of plainWords(
      `'a' & "b" | c\\d <-> \u0000 \ud800 🎉 ${"x".repeat(500)} ${"y ".repeat(50_000)}`,
    ))
      assert.match(word, /^[\p{L}\p{N}]{1,40}$/u);
    assert.ok(plainWords("y ".repeat(50_000)).length <= 10_000);
  });

  it("are one in Welsh, whatever stands before them and however many there are", () => {
    for (const family of [
      ["cyfarfod", "gyfarfod", "nghyfarfod", "chyfarfod", "cyfarfodydd"],
      ["polisi", "bolisi", "mholisi", "pholisi"],
      ["tasg", "dasg", "nhasg", "thasgau", "tasgau"],
      ["dogfen", "ddogfen", "nogfen", "dogfennau"],
      ["llythyr", "lythyr"],
      ["rhaglen", "raglen"],
      ["gwaith", "waith", "ngwaith"],
      ["gwybodaeth", "wybodaeth"],
      ["adroddiad", "hadroddiad", "adroddiadau"],
      ["cwrs", "gwrs", "nghwrs", "chwrs"],
    ])
      assert.equal(new Set(family.map(welshStem)).size, 1, family.join(" "));
    assert.equal(welshStem("mae"), undefined);
    assert.notEqual(welshStem("cyfarfod"), welshStem("cyfieithu"));
  });

  it("are taken for misspelt within a slip or two, by their length", () => {
    assert.deepEqual(
      [slips("meetign", "meeting"), slips("sumarise", "summarise"), slips("", "ab"), slips("ab", "ab")],
      [1, 1, 2, 0],
    );
    assert.ok(isMisspelt("corespondance", "correspondence"));
    assert.ok(!isMisspelt("form", "farms"));
    assert.ok(!isMisspelt("tax", "fax"));
  });

  it("stand in each group of the thesaurus once, and can all be looked for", () => {
    for (const { en, cy } of groupsIn(readContent().search ?? [])) {
      const all = [
        ...en.map((term) => `en ${plainWords(term).join(" ")}`),
        ...cy.map((term) => `cy ${plainWords(term).join(" ")}`),
      ];

      assert.equal(new Set(all).size, all.length, all.join(", "));
      assert.ok(all.length > 1, all.join(", "));
      for (const term of cy)
        assert.ok(
          plainWords(term).some((word) => welshStem(word) !== undefined),
          term,
        );
    }
  });
});
