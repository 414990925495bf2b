import assert from "node:assert/strict";
import fc from "fast-check";
import { readSentence } from "../../../src/features/time-saved/sentence.ts";
import { type Expected, phrases, today } from "./phrases.ts";

/** An entry must be right in all it says; a question in why it is asked, and in what it proposes where we say so. */
function isRight(text: string, expected: Expected): boolean {
  const read = readSentence(text, today);
  const wanted = expected.kind === "ask" ? { ...read, ...expected } : expected;
  try {
    assert.deepEqual(read, wanted);
    return true;
  } catch {
    return false;
  }
}

/** The one failure that can't be forgiven: something would be kept that the person didn't say. */
function isSilentlyWrong(text: string, expected: Expected): boolean {
  const read = readSentence(text, today);
  return read.kind === "entry" && (expected.kind !== "entry" || read.net !== expected.net);
}

describe("a sentence about time", () => {
  it("is understood as it was meant in at least 95 of 100 of our phrases", () => {
    const wrong = phrases.filter(([text, expected]) => !isRight(text, expected)).map(([text]) => text);

    assert.ok(
      wrong.length <= phrases.length * 0.05,
      `of ${phrases.length}, not right: ${JSON.stringify(wrong, null, 1)}`,
    );
  });

  it("never becomes an entry that the person didn't mean", () => {
    const wrong = phrases.filter(([text, expected]) => isSilentlyWrong(text, expected)).map(([text]) => text);

    assert.deepEqual(wrong, []);
  });

  void fc;
});
