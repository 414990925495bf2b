import type { App, Task } from "../../../core/taxonomy.ts";
import type { Piece } from "./pieces.ts";
import { isAt, type Token, textAt } from "./tokens.ts";
import {
  endsName,
  meetingNotes,
  meetings,
  notApps,
  otherDoing,
  plainApps,
  taskWords,
  wordyApps,
} from "./topic-words.ts";

type Weight = "strong" | "weak";
interface Clue {
  readonly task: Task;
  readonly weight: Weight;
  readonly words: readonly string[];
}

const clues: readonly Clue[] = Object.entries(taskWords).flatMap(([task, words]) =>
  (["strong", "weak"] as const).flatMap((weight) =>
    (words[weight] ?? []).map((phrase) => ({ task: task as Task, weight, words: phrase.split(" ") })),
  ),
);
const cluesByLetter = groupByLetter();

function groupByLetter(): ReadonlyMap<string, readonly Clue[]> {
  const grouped = new Map<string, Clue[]>();
  for (const clue of clues) {
    const letter = clue.words[0]?.[0] ?? "";
    grouped.set(letter, [...(grouped.get(letter) ?? []), clue]);
  }
  return grouped;
}

/** The task, when the words point to one; none when they point to several. */
export function taskIn(tokens: readonly Token[], pieces: readonly Piece[]): Task | undefined {
  const found = cluesIn(tokens, pieces);
  const strong = new Set(found.filter(({ weight }) => weight === "strong").map(({ task }) => task));
  const weak = new Set(found.filter(({ weight }) => weight === "weak").map(({ task }) => task));
  if (isAboutMeetings(tokens, strong)) return "summarise-meetings";
  if (strong.size > 0) return strong.size === 1 ? [...strong][0] : undefined;
  return weak.size === 1 && !tokens.some(({ text }) => otherDoing.has(text)) ? [...weak][0] : undefined;
}

/** "a meeting summary", "notes of the board meeting": not of a document. */
function isAboutMeetings(tokens: readonly Token[], strong: ReadonlySet<Task>): boolean {
  const others = [...strong].some((task) => task !== "summarise-documents" && task !== "summarise-meetings");
  const meeting = tokens.some(({ text }) => meetings.has(text));
  const noted = strong.has("summarise-documents") || tokens.some(({ text }) => meetingNotes.has(text));
  return !others && ((meeting && noted) || (strong.size === 2 && strong.has("summarise-meetings")));
}

export const hasTaskWords = (tokens: readonly Token[], pieces: readonly Piece[]) =>
  cluesIn(tokens, pieces).length > 0;

/** Clues outside lengths and days: the minutes of "20 minutes" aren't those of a board. */
function cluesIn(tokens: readonly Token[], pieces: readonly Piece[]): readonly Clue[] {
  const taken = takenBy(pieces);
  const found: Clue[] = [];
  let compared = false;
  for (let at = 0; at < tokens.length; ) {
    compared = isAt(tokens, at, "than")
      ? !isAt(tokens, at - 1, "rather")
      : compared && !endsComparison.test(textAt(tokens, at));
    const clue = compared || taken.has(at) || isUnitInPassing(tokens, at) ? undefined : clueAt(tokens, at);
    if (clue) found.push(clue);
    at += clue?.words.length ?? 1;
  }
  return found;
}

/** "slower than writing it myself, on the minutes": what it is compared with isn't the task. */
const endsComparison = /^([.,;:!?()-]|on|for|with|and|but|ar)$/;

/** The tokens of lengths and days, and of a "record" that is a command. */
function takenBy(pieces: readonly Piece[]): ReadonlySet<number> {
  const taken = new Set<number>();
  for (const piece of pieces) {
    const counts =
      piece.is === "length" || piece.is === "day" || (piece.is === "sign" && piece.sign === "log");
    const end = piece.is === "length" && piece.ofJob ? piece.end - 1 : piece.end;
    for (let at = piece.from; counts && at < end; at++) taken.add(at);
  }
  return taken;
}

/** "minutes saved: 30" are no board's minutes, and "had to rewrite it" isn't the task. */
function isUnitInPassing(tokens: readonly Token[], at: number): boolean {
  if (isAt(tokens, at - 1, "to") && isAt(tokens, at - 2, "had", "have", "needed")) return true;
  const ofRework =
    isAt(tokens, at + 1, "it", "them", "most", "everything") || isAt(tokens, at + 2, "prompt", "prompts");
  if (ofRework && /^(re|edit)/.test(textAt(tokens, at))) return true;
  if (!isAt(tokens, at, "minutes")) return false;
  const next = textAt(tokens, at + 1);
  return (
    ["saved", "lost", "taken", "spent", "wasted", ":", "="].includes(next) ||
    isAt(tokens, at - 1, "in", "any", "some", "many")
  );
}

/** The longest clue that begins here. */
function clueAt(tokens: readonly Token[], at: number): Clue | undefined {
  const fitting = (cluesByLetter.get(tokens[at]?.text[0] ?? "") ?? []).filter((clue) =>
    clue.words.every((word, i) => isMeant(textAt(tokens, at + i), word)),
  );
  return fitting.reduce<Clue | undefined>(
    (best, clue) => (best && best.words.length >= clue.words.length ? best : clue),
    undefined,
  );
}

const isMeant = (text: string, word: string) =>
  word.endsWith("*") ? text.startsWith(word.slice(0, -1)) : text === word;

/* ── Apps ── */

/** The app, when exactly one is named. */
export function appIn(tokens: readonly Token[]): App | undefined {
  const named = new Set(tokens.flatMap((_, at) => appAt(tokens, at) ?? []));
  return named.size === 1 ? [...named][0] : undefined;
}

function appAt(tokens: readonly Token[], at: number): App | undefined {
  const word = textAt(tokens, at);
  if (word === "chat") return chatAt(tokens, at);
  if (Object.hasOwn(plainApps, word)) return plainApps[word];
  const wordy = Object.hasOwn(wordyApps, word) ? wordyApps[word] : undefined;
  return wordy && isNamed(tokens, at, wordy) ? wordy.app : undefined;
}

/** "Copilot Chat", of the work kind unless it says web. */
function chatAt(tokens: readonly Token[], at: number): App | undefined {
  const before = textAt(tokens, at - 1);
  if (!["copilot", "m365", "365", "business"].includes(before)) return undefined;
  return tokens.slice(at, at + 4).some(({ text }) => text === "web" || text === "we")
    ? "chat-web"
    : "chat-work";
}

/** "in Word", "a word document"; not "in other words", "two teams", "the outlook report". */
function isNamed(
  tokens: readonly Token[],
  at: number,
  { before, after }: { before: ReadonlySet<string>; after: ReadonlySet<string> },
): boolean {
  const prior = textAt(tokens, at - 1);
  const next = tokens[at + 1];
  const proper =
    tokens[at]?.capital === true && !tokens.every(({ kind, capital }) => kind !== "word" || capital);
  if (next && notApps.has(next.text)) return false;
  if (next && after.has(next.text))
    return (
      (proper && prior !== "two") ||
      !/^(two|both|all|other|several|the|our|my|three|between|economic)$/.test(prior) ||
      next.text.startsWith("doc")
    );
  const ends = next?.kind !== "word" || endsName.has(next.text);
  const listed = (prior === "and" || prior === "or" || prior === "a") && appAt(tokens, at - 2) !== undefined;
  const sure = tokens[at]?.capital === true || isAt(tokens, at, "excel");
  const alone = tokens[at - 1]?.kind === "mark" && sure && next?.kind !== "word";
  return (before.has(prior) || listed || alone) && ends;
}
