import assert from "node:assert/strict";
import { plain } from "../../src/platform/log.ts";

const SAID = "Ada wrote that she is ill";

describe("the log", () => {
  const failures: readonly [string, unknown][] = [
    ["an error", new Error(SAID)],
    ["an error with a cause", new Error("outer", { cause: new Error(SAID) })],
    [
      "an error whose message looks like a place",
      new Error(`x\n    at ${SAID} (file:///a.ts:1:2)\n    at y`),
    ],
    ["an error with more on it", Object.assign(new Error("x"), { detail: SAID, where: SAID })],
    ["an error without a stack", Object.assign(new Error(SAID), { stack: undefined })],
    ["an error that was renamed afterwards", Object.assign(new Error(SAID), { message: "something else" })],
    ["a text that was thrown", SAID],
    ["a thing that was thrown", { said: SAID }],
  ];
  for (const [name, error] of failures)
    it(`keeps nothing that a person wrote of ${name}`, () => {
      assert.ok(!JSON.stringify(plain({ error })).includes("Ada"), JSON.stringify(plain({ error })));
    });

  it("keeps the kind, the code and the place of an error, and the facts beside it", () => {
    const { error, tip } = plain({ error: Object.assign(new TypeError("x"), { code: "23505" }), tip: 7 }) as {
      error: { name: string; code: string; at: string[] };
      tip: number;
    };

    assert.deepEqual([error.name, error.code, tip], ["TypeError", "23505", 7]);
    assert.match(error.at[0] ?? "", /log\.test\.ts:\d+:\d+/);
  });
});
