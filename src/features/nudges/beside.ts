import { button } from "../../core/card.ts";
import type { ShownStory, StoriesFor } from "../../core/feature.ts";
import type { Person } from "../../core/person.ts";
import type { Run } from "../../core/ports.ts";
import { showTip } from "./messages.ts";
import type { Past } from "./rules.ts";
import type { Tip } from "./tip.ts";
import { nudgeWords } from "./words.ts";

/** A tip that is about to be shown to somebody. */
export interface Showing {
  readonly person: Person;
  readonly tip: Tip;
  readonly slot: string;
  readonly past: readonly Past[];
  /** The story that was shown beside it before. */
  readonly again?: string | undefined;
}

/** For each, in the same order, what a colleague told of the same task or app: another one each time that the tip comes. Asked once for all. */
export async function storiesBeside(
  stories: StoriesFor,
  showing: readonly (Showing | undefined)[],
  run: Pick<Run, "now">,
): Promise<readonly (ShownStory | undefined)[]> {
  const asked = showing.flatMap((one) => one ?? []);
  const found = asked.length === 0 ? [] : await stories(asked.map(wantedFor), run);
  const of = new Map(asked.map((one, at) => [one, found[at]]));
  return showing.map((one) => one && of.get(one));
}

function wantedFor({ person, tip, slot, past, again }: Showing): Parameters<StoriesFor>[0][number] {
  return {
    ...{ person, task: tip.task, app: tip.app, profession: person.profession, again },
    shown: past.flatMap((each) => (each.tip === tip.id ? (each.story ?? []) : [])),
    back: button(nudgeWords(person.language).back, showTip, { nudge: slot }),
  };
}
