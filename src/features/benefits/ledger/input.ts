import { type Day, isDay } from "../../../core/calendar.ts";
import { invalid } from "../../../core/failures.ts";
import type { OperatorInput } from "../../../core/feature.ts";
import { whyRefused } from "../../../core/free-text.ts";
import { refusalWords } from "../../../core/free-text-words.ts";
import {
  type Content,
  categories,
  classes,
  evidenceGrades,
  recurrences,
  speaksOfStaffTime,
  wordsOf,
} from "./rules.ts";

type Options = OperatorInput["options"];

const option = { type: "string" } as const;
export const contentOptions = {
  category: option,
  title: option,
  amount: option,
  recurs: option,
  evidence: option,
  class: option,
  "finance-owner": option,
  owner: option,
  baseline: option,
  from: option,
  to: option,
  source: option,
} as const;

const [LONGEST_NAME, LONGEST_TEXT] = [100, 500];
const MOST_POUNDS = 10_000_000_000;
const MOST_YEARS = 10;

/** What an entry is to say, of what was typed, and of what it says already where that isn't typed anew. */
export function contentIn(options: Options, before?: Content): Content {
  const title = textIn(options, "title", "Say what it is in a few words", LONGEST_NAME, before?.title);
  if (wordsOf(title).size === 0) throw invalid("--title needs a word that says what it is.");
  const content: Content = {
    category: categoryIn(options, before),
    title,
    pounds: poundsIn(options.amount, before?.pounds),
    recurs: oneOf(options, "recurs", recurrences, before?.recurs ?? "one-off"),
    evidence: oneOf(options, "evidence", evidenceGrades, before?.evidence),
    class: oneOf(options, "class", classes, before?.class ?? "non-cash-releasing"),
    financeOwner: null,
    owner: textIn(
      options,
      "owner",
      "Say which post or team answers for it, not which person",
      LONGEST_NAME,
      before?.owner,
    ),
    baseline: textIn(
      options,
      "baseline",
      "Say what it was before and how that was known",
      LONGEST_TEXT,
      before?.baseline,
    ),
    from: dayIn(options.from, "from", before?.from),
    to: dayIn(options.to, "to", before?.to),
    source: textIn(options, "source", "Say where the evidence lies", LONGEST_TEXT, before?.source),
  };
  checkPeriod(content);
  const financeOwner = financeOwnerIn(options, content, before);
  const { owner, baseline, source } = content;
  checkText("what was typed", [title, owner, baseline, source, financeOwner ?? ""].join("\n"));
  return { ...content, financeOwner };
}

/** Why it is so, or undefined where nothing was said. */
export const whyIn = (options: Options): string | undefined =>
  options.why === undefined ? undefined : textIn(options, "why", "Say why", LONGEST_TEXT);

/** Who takes this step. */
export function whoIn({ by }: Options): string {
  const who = typeof by === "string" ? by.trim() : "";
  if (who === "") throw invalid("Say who you are: --by <who>.");
  if (who.length > 2 * LONGEST_NAME) throw invalid(`--by takes ${2 * LONGEST_NAME} characters at most.`);
  if (hidden.test(who)) throw invalid(HIDDEN("by"));
  const refused = whyRefused(who);
  if (refused !== undefined) throw invalid(`--by: ${refusalWords("en")[refused]}`);
  return who;
}

/** "3" or "3,5": the entries that this one is another than. */
export function besideIn({ beside }: Options): readonly number[] {
  if (beside === undefined) return [];
  const written = String(beside).split(",");
  if (!written.every((id) => /^ *[1-9]\d{0,8} *$/.test(id)))
    throw invalid("--beside takes the numbers of entries, such as 3 or 3,5.");
  return [...new Set(written.map(Number))].sort((a, b) => a - b);
}

/** The parts in which hours or minutes of staff are spoken of. */
export const partsOnStaffTime = ({ title, baseline }: Content): readonly string[] =>
  Object.entries({ title, baseline })
    .filter(([, text]) => speaksOfStaffTime(text))
    .map(([name]) => `--${name}`);

function textIn(options: Options, name: string, ask: string, longest: number, before?: string): string {
  const written = options[name];
  if (written === undefined && before !== undefined) return before;
  const text = typeof written === "string" ? written.normalize("NFC").trim() : "";
  if (text === "") throw invalid(`${ask}: --${name} <text>.`);
  if (text.length > longest) throw invalid(`--${name} takes ${longest} characters at most.`);
  if (hidden.test(text)) throw invalid(HIDDEN(name));
  checkText(`--${name}`, text);
  return text;
}

const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u;
const HIDDEN = (name: string) =>
  `--${name} is one line of plain text: this has a line's end or characters that can't be seen.`;

/** What would be about a person. The house's refusals know numbers and secrets; here posts and teams alone have a place. */
const personal: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}\.\p{L}/u, "an e-mail address"],
  [/(?<![\p{L}\d])(?:\+44 ?\(?0?\)?|0)(?:[ -]?\d){9,10}(?!\d)/u, "a telephone number"],
  [/(?<!\p{L})(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Dame)\.? \p{Lu}[\p{L}'’-]+/u, "a person's name"],
];

function checkText(where: string, text: string): void {
  const refused = whyRefused(text);
  if (refused !== undefined) throw invalid(`${where}: ${refusalWords("en")[refused]}`);
  const found = personal.find(([pattern]) => pattern.test(text.normalize("NFKC")));
  if (found !== undefined)
    throw invalid(
      `${where}: this looks as if it holds ${found[1]}, so nothing was kept: name a post or a team instead.`,
    );
}

function oneOf<Name extends string>(
  options: Options,
  name: string,
  all: Readonly<Record<Name, string>>,
  otherwise: Name | undefined,
): Name {
  const written = options[name];
  if (written === undefined && otherwise !== undefined) return otherwise;
  const wanted = String(written ?? "")
    .trim()
    .toLowerCase();
  if (Object.hasOwn(all, wanted)) return wanted as Name; // just looked up
  const each = Object.entries(all).map(([id, says]) => `${id} (${says})`);
  throw invalid(`--${name} is one of: ${each.join("; ")}.`);
}

function categoryIn(options: Options, before: Content | undefined): Content["category"] {
  if (/time|minute|hour|amser|munud|oriau/i.test(String(options.category ?? "")))
    throw invalid(
      "There is no category for staff time: minutes are what staff report, and the estimates count them.",
    );
  return oneOf(options, "category", categories, before?.category);
}

function poundsIn(written: unknown, before: number | undefined): number {
  if (written === undefined && before !== undefined) return before;
  const plain = String(written ?? "")
    .trim()
    .replace("−", "-");
  if (!/^-?£?(?:\d{1,14}|\d{1,3}(?:,\d{3}){1,4})$/.test(plain))
    throw invalid(
      "--amount takes whole pounds, such as 120000, or --amount=-5000 for a cost that came with it.",
    );
  const pounds = Number(plain.replace(/[£,]/g, ""));
  if (pounds === 0) throw invalid("--amount is nought: there is nothing to enter.");
  if (Math.abs(pounds) > MOST_POUNDS) throw invalid("--amount takes 10 billion pounds at most.");
  return pounds;
}

export function dayIn(written: unknown, name: string, before?: Day): Day {
  if (written === undefined && before !== undefined) return before;
  const day = String(written ?? "").trim();
  if (!isDay(day)) throw invalid(`--${name} takes a day, such as 2026-04-01.`);
  return day;
}

function checkPeriod({ from, to }: Content): void {
  if (to < from) throw invalid("--to is before --from.");
  const latest = `${Number(from.slice(0, 4)) + MOST_YEARS}${from.slice(4)}`;
  if (to >= latest) throw invalid(`An entry is for ${MOST_YEARS} years at most.`);
}

function financeOwnerIn(options: Options, content: Content, before: Content | undefined): string | null {
  const name = "finance-owner";
  if (content.class === "non-cash-releasing") {
    if (options[name] === undefined) return null;
    throw invalid("--finance-owner goes with --class cash-releasing: nothing else cuts a budget.");
  }
  if (content.evidence === "felt")
    throw invalid("What is only felt releases no cash: a budget is cut by what was at least counted.");
  const ask = "Cash-releasing needs the post in finance whose budget is cut, not a person";
  return textIn(options, name, ask, LONGEST_NAME, before?.financeOwner ?? undefined);
}
