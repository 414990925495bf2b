import { opened } from "../../core/publication.ts";
import { release } from "../../core/release.ts";
import type { Releases } from "../../core/trial.ts";
import { isSafe, type Limits } from "./safe.ts";

/** What comes of a comparison is of whole arms: it leaves where each of them is as large, and as evenly spread, as any sum has to be. */
export const releasing =
  (limits: Limits): Releases =>
  (comparison) => {
    const { arms, result } = opened(comparison);
    const all = arms.length > 0 && arms.every((arm) => isSafe(lotIn(arm), limits));
    return release(all ? result : { none: "too few people" });
  };

function lotIn(arm: readonly number[]) {
  const sizes = arm.map(Math.abs);
  return {
    people: arm.length,
    totals: [sizes.reduce((sum, size) => sum + size, 0)],
    largest: [sizes.reduce((most, size) => Math.max(most, size), 0)],
  };
}
