import type { App, Task } from "../../../core/taxonomy.ts";
import { type Day, daysBetween } from "./days.ts";
import { findingOf } from "./findings.ts";
import { type Piece, piecesOf, wordOf } from "./pieces.ts";
import { type Finding, optional, type Why } from "./sum.ts";
import { tokensOf } from "./tokens.ts";
import { appIn, taskIn } from "./topics.ts";

/**
 * Reads a sentence such as "saved half an hour on the board minutes with Copilot in Word", in English, Welsh or both.
 * What isn't sure is asked about: no sentence comes back as an entry unless each of its lengths has one clear part.
 *
 *   tokens    words, numbers and marks in one spelling                          tokens, vocabulary
 *   pieces    lengths of time, days, signs of what they mean, other words       pieces, lengths, numbers, days
 *   findings  a question? no length at all? a note? one length, or several?     findings, manner, zero
 *   roles     which sign speaks about which length: saved, lost, took, usually  claims, roles
 *   doubts    a "not", a "could", somebody else's time: it has to be asked      doubts, whose (one length), guards (all)
 *   sum       what the lengths come to, if they agree                           sum
 *   topics    which task, which app                                             topics
 *
 * `findings` is where it comes together. The words of all steps are in words, number-words and topic-words.
 */

/** What was understood. */
export interface Read {
  readonly kind: "entry";
  /** Minutes saved; negative when it took longer, 0 when there was no difference. */
  readonly net: number;
  /** Minutes it took with Copilot, when that was said. */
  readonly actual?: number;
  /** Minutes it would have taken without. */
  readonly expected?: number;
  readonly task?: Task;
  readonly app?: App;
  /** The ISO date of the task. */
  readonly on: string;
}

/** It is about time, but something isn't sure. */
export interface Ask {
  readonly kind: "ask";
  readonly why: Why;
  /** A proposal, where there is one. */
  readonly net?: number;
  readonly minutes?: number;
  readonly actual?: number;
  readonly expected?: number;
  readonly task?: Task;
  readonly app?: App;
  /** As read, even where it is too far back or still to come, so that the question can name it. */
  readonly on: string;
}

/** Not about time spent or saved at all. */
export interface NotTime {
  readonly kind: "none";
}

const longest = 10_000;
const mostDaysBack = 7;
const notTime: NotTime = { kind: "none" };

/** Reads one sentence. `today` is the ISO date of the person's own day. */
export function readSentence(text: string, today: string): Read | Ask | NotTime {
  if (text.length > longest) return notTime;
  const tokens = tokensOf(text);
  const pieces = piecesOf(tokens, today);
  const finding = findingOf(tokens, pieces);
  if (finding === undefined) return notTime;

  const { sure, on } = dayOf(pieces, today);
  const about = { ...optional("task", taskIn(tokens, pieces)), ...optional("app", appIn(tokens)), on };
  return { ...readingOf(finding, sure), ...about };
}

/** An entry, when nothing is left to ask. */
function readingOf({ why, ...amounts }: Finding, isDaySure: boolean): Omit<Read, "on"> | Omit<Ask, "on"> {
  const { net } = amounts;
  if (why !== undefined || net === undefined) return { kind: "ask", why: why ?? "minutes", ...amounts };
  if (!isDaySure) return { kind: "ask", why: "date", minutes: Math.abs(net), ...amounts };
  return { kind: "entry", ...amounts, net };
}

/** Today unless the sentence names one other day, not to come and at most a week back. */
function dayOf(pieces: readonly Piece[], today: string): { readonly on: string; readonly sure: boolean } {
  const days: Day[] = pieces.flatMap((piece) => {
    if (piece.is !== "day" || piece.day.aside) return [];
    return [isOfSomethingElse(pieces, piece) ? { ...piece.day, unsure: true } : piece.day];
  });
  const named = new Set(days.map(({ on }) => on));
  const on = days.find((day) => day.on !== undefined)?.on ?? today;
  const back = daysBetween(on, today);
  const sure = named.size <= 1 && days.every((day) => !day.unsure) && back >= 0 && back <= mostDaysBack;
  return { on, sure };
}

/** "the meeting is on Monday, saved 20 minutes": a day with a verb of its own, and no length beside it. */
function isOfSomethingElse(pieces: readonly Piece[], day: Piece): boolean {
  const clause = pieces.filter((piece) => piece.clause === day.clause);
  return clause.some((piece) => owning.has(wordOf(piece))) && !clause.some((piece) => piece.is === "length");
}

const owning = new Set(["is", "are", "have", "has", "due", "will", "be", "mae", "sydd"]);
