import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OperatorFile } from "../../../src/core/feature.ts";
import { lockFolder } from "../../../src/platform/database/lock.ts";
import { databaseFolder } from "../../../src/platform/database/open.ts";
import { serveControl } from "../../../src/platform/operator/control.ts";
import { writeFiles } from "../../../src/platform/operator/files.ts";
import { runOperator } from "../../../src/platform/operator/run.ts";
import { operator, scratchFolder } from "../../harness/child.ts";

const nothing = () => {};
const BYTES = Uint8Array.from([0, 255, 128, 10, 13, 0]);
const LARGE = 200_000;

/** A product with one command, which makes the files it is given. */
const making = (files: readonly OperatorFile[], argv: readonly string[]) =>
  runOperator(argv, {
    clock: () => new Date(0),
    log: { info: nothing, warn: nothing, error: nothing },
    file: () => Promise.reject(new Error("no files")),
    isOutage: () => false,
    commands: [
      {
        name: "make",
        usage: "make",
        does: "Makes files",
        run: async () => ({ lines: ["Made."], value: { made: files.length }, files }),
      },
    ],
  });

describe("files that a command makes", function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  const data = join(scratch.path, "data");
  let close = nothing;
  let unlock = nothing;
  const files = [
    { name: "report.html", body: "Llŷn" },
    { name: "figures.xlsx", body: BYTES },
    { name: "large.csv", body: "a".repeat(LARGE) },
  ];

  // This process plays the running server: it holds the database, and takes commands.
  before(async () => {
    mkdirSync(data, { recursive: true });
    const held = lockFolder(databaseFolder(data));
    unlock = typeof held === "function" ? held : assert.fail("somebody else holds it");
    close = await serveControl(data, (argv) => making(files, argv));
  });
  after(() => {
    close();
    unlock();
    scratch.remove();
  });

  let folders = 0;
  function folder(): string {
    folders += 1;
    const path = join(scratch.path, `here-${folders}`);
    mkdirSync(path);
    return path;
  }
  const types = (line: string, where: string) => operator(line.split(" "), { DATA_DIR: data }, where);

  it("stand where the operator does, also where the server made them", async () => {
    const here = folder();
    const { code, out, err } = await types("make", here);

    assert.deepEqual({ code, err }, { code: 0, err: "" });
    assert.equal(out, "Made.\nWritten: report.html\nWritten: figures.xlsx\nWritten: large.csv\n");
    assert.deepEqual(readdirSync(here).toSorted(), ["figures.xlsx", "large.csv", "report.html"]);
    assert.equal(readFileSync(join(here, "report.html"), "utf8"), "Llŷn");
    assert.deepEqual(new Uint8Array(readFileSync(join(here, "figures.xlsx"))), BYTES);
    assert.equal(readFileSync(join(here, "large.csv")).length, LARGE);
  });

  it("are never written over what is there, unless that is asked for", async () => {
    const here = folder();
    writeFileSync(join(here, "figures.xlsx"), "mine");

    const refused = await types("make", here);
    assert.deepEqual([refused.code, refused.out], [1, ""]);
    assert.equal(
      refused.err,
      "figures.xlsx is here already; nothing was written. Give --force to write over it.\n",
    );
    assert.deepEqual(readdirSync(here), ["figures.xlsx"]);
    assert.equal(readFileSync(join(here, "figures.xlsx"), "utf8"), "mine");

    const forced = await types("make --force --json", here);
    assert.deepEqual([forced.code, forced.out, forced.err], [0, '{"made":3}\n', ""]);
    assert.deepEqual(readdirSync(here).toSorted(), ["figures.xlsx", "large.csv", "report.html"]);
    assert.deepEqual(new Uint8Array(readFileSync(join(here, "figures.xlsx"))), BYTES);
  });

  it("never go through a link to somewhere else", () => {
    const here = folder();
    const elsewhere = join(folder(), "theirs");
    writeFileSync(elsewhere, "theirs");
    symlinkSync(elsewhere, join(here, "report.html"));
    symlinkSync(join(here, "nowhere"), join(here, "other.html"));
    const body = Buffer.from("ours").toString("base64");

    for (const name of ["report.html", "other.html"])
      assert.throws(() => writeFiles(here, [{ name, body }], false), /is here already/);
    writeFiles(here, [{ name: "report.html", body }], true);

    assert.equal(readFileSync(elsewhere, "utf8"), "theirs");
    assert.equal(readFileSync(join(here, "report.html"), "utf8"), "ours");
  });

  const elsewhere = [
    "../report.html",
    "/etc/report.html",
    "a/b.html",
    "a\\b.html",
    "..",
    ".bashrc",
    "",
    "report.html\0.txt",
    "C:report.html",
    "con",
    "NUL.txt",
    "report.",
    "a".repeat(101),
    "réport.html",
  ];
  for (const name of elsewhere)
    it(`can't be called ${JSON.stringify(name.slice(0, 20))}, whoever says so`, async () => {
      const here = folder();
      const printed = await making([{ name, body: "x" }], ["make"]);

      assert.deepEqual([printed.code, printed.files], [1, undefined]);
      assert.throws(() => writeFiles(here, [{ name, body: "eA==" }], true), /leads elsewhere/);
      assert.deepEqual(readdirSync(here), []);
    });

  it("are all written or none", () => {
    const here = folder();
    mkdirSync(join(here, "second.csv"));
    const both = ["first.csv", "second.csv"].map((name) => ({ name, body: "eA==" }));

    assert.throws(() => writeFiles(here, both, false), /second\.csv is here already/);
    assert.deepEqual(readdirSync(here), ["second.csv"]);
    assert.throws(() => writeFiles(join(here, "gone"), both, false), /Can't write here \(ENOENT\)/);
  });
});
