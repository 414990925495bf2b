import assert from "node:assert/strict";
import { invalid } from "../../../src/core/failures.ts";
import { runOperator } from "../../../src/platform/operator/run.ts";

const logged: string[] = [];
const note = (_facts: object, event: string) => void logged.push(event);
const parts = {
  clock: () => new Date("2026-11-24T10:00:00Z"),
  log: { info: note, warn: note, error: note },
  file: async (path: string) =>
    path === "staff.csv" ? '\ufeffId,Name \n1,"a,b"\n\n' : Promise.reject(new Error("no")),
  isOutage: (error: unknown) => (error as { code?: string }).code === "ECONNREFUSED",
  commands: [
    {
      name: "count",
      usage: "count [--by <what>]",
      does: "Counts",
      takes: 1,
      options: { by: { type: "string" } },
      run: async ({ words, options }, { now }) => ({
        lines: ["one", "two"],
        value: { words, by: options.by, now },
      }),
    },
    {
      name: "count all",
      usage: "count all <csv>",
      does: "Counts all",
      takes: 1,
      run: async ({ words, table }) => ({ lines: [], value: await table(words[0] ?? "") }),
    },
    {
      name: "bad",
      usage: "bad",
      does: "Is never well",
      run: async () => ({ lines: ["ill"], value: { ok: false }, failed: true }),
    },
    {
      name: "refuse",
      usage: "refuse",
      does: "Refuses",
      run: async () => Promise.reject(invalid("Give both.")),
    },
    { name: "fall", usage: "fall", does: "Falls", run: async () => Promise.reject(new Error("Ada's words")) },
    {
      name: "away",
      usage: "away",
      does: "Is away",
      run: async () => Promise.reject(Object.assign(new Error("x"), { code: "ECONNREFUSED" })),
    },
  ],
} satisfies Parameters<typeof runOperator>[1];
const types = (line: string) =>
  runOperator(line.split(" ").filter(Boolean), {
    ...parts,
    commands: [...parts.commands].sort((a, b) => b.name.length - a.name.length),
  });

describe("the operator's command line", () => {
  const table: readonly [line: string, code: number, out: RegExp, err: RegExp][] = [
    ["count", 0, /^one\ntwo\n$/, /^$/],
    [
      "count --json --by week x",
      0,
      /^\{"words":\["x"\],"by":"week","now":"2026-11-24T10:00:00\.000Z"\}\n$/,
      /^$/,
    ],
    ["count --json --now 2026-01-02T03:04:05+01:00", 0, /"now":"2026-01-02T02:04:05\.000Z"/, /^$/],
    ["count all staff.csv --json", 0, /^\[\{"id":"1","name":"a,b"\}\]\n$/, /^$/],
    ["count all nothing.csv", 1, /^$/, /^Can't read nothing\.csv\.\n$/],
    ["bad --json", 1, /^\{"ok":false\}\n$/, /^$/],
    ["refuse", 1, /^$/, /^Give both\.\n$/],
    ["fall", 1, /^$/, /^It failed; the log says where\.\n$/],
    ["away", 1, /^$/, /^The database can't be reached\.\n$/],
    ["dance", 2, /^$/, /There is no command “dance”/],
    ["count --loudly", 2, /^$/, /--loudly[\s\S]*Usage: count/],
    ["bad please only team a", 2, /^$/, /“please only team a”[\s\S]*Usage: bad/],
    ["bad please --help", 0, /^bad/, /^$/],
    ["count x y", 2, /^$/, /“y”[\s\S]*Usage: count/],
    ["count --by", 2, /^$/, /Usage: count/],
    ["count --now 2026-01-02T03:04", 2, /^$/, /ISO time with a zone/],
    ["count --now yesterday", 2, /^$/, /ISO time with a zone/],
    ["count --now 2026-02-30T99:00Z", 2, /^$/, /ISO time with a zone/],
    ["count --help", 0, /^count \[--by <what>\]\n\nCounts\n$/, /^$/],
    ["--help", 0, /Usage: npm run uptake[\s\S]*Counts all/, /^$/],
    ["", 2, /Usage: npm run uptake/, /^$/],
  ];
  for (const [line, code, out, err] of table)
    it(`answers “${line}” with ${code}`, async () => {
      const printed = await types(line);

      assert.equal(printed.code, code);
      assert.match(printed.out, out);
      assert.match(printed.err, err);
      assert.ok(!/Ada/.test(printed.out + printed.err + logged.join()));
    });
});
