import {
  afterMoney,
  clockAfter,
  clockBefore,
  events,
  functionWords,
  hundreds,
  labels,
  longUnits,
  moneyBefore,
  ones,
  tens,
  units,
  weekdays,
  welshTen,
} from "./number-words.ts";
import { phraseAt, phraseBook } from "./phrase-book.ts";
import { isAt, type Token, textAt } from "./tokens.ts";

/** Numbers and units, in figures and in English and Welsh words. */

export interface Count {
  readonly value: number;
  readonly end: number;
  /** "a", "an": a number only with a unit behind it. */
  readonly article?: boolean;
}

export interface Unit {
  /** None for a day or longer. */
  readonly minutes: number | undefined;
  readonly word: Token;
  readonly end: number;
}

export function unitAt(tokens: readonly Token[], at: number): Unit | undefined {
  const word = tokens[at];
  if (word?.text === "'" && word.glued && tokens[at - 1]?.kind === "number")
    return { minutes: 1, word, end: at + 1 };
  if (word?.kind !== "word") return undefined;
  const minutes = Object.hasOwn(units, word.text) ? units[word.text] : undefined;
  if (minutes !== undefined) return { minutes, word, end: isAt(tokens, at + 1, "'") ? at + 2 : at + 1 };
  return longUnits.has(word.text) ? { minutes: undefined, word, end: at + 1 } : undefined;
}

/* ── Numbers ── */

/** "30", "1 1/2", "two and a half", "forty-five", "pump ar hugain", "dau ddeg pump", "an" */
export function countAt(tokens: readonly Token[], at: number): Count | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === "number") return withFraction(tokens, { value: token.value ?? Number.NaN, end: at + 1 });
  if (token.text === "a" || token.text === "an") {
    const rest = hundreds.has(textAt(tokens, at + 1)) ? hundredsAt(tokens, at + 1, 1) : undefined;
    return rest ?? { value: 1, end: at + 1, article: true };
  }
  const words = wordsAt(tokens, at);
  return words && withFraction(tokens, words);
}

function withFraction(tokens: readonly Token[], count: Count): Count {
  const and = tokens[count.end]?.text;
  const at = and === "and" || and === "a" ? count.end + 1 : count.end;
  const fraction = fractionAt(tokens, at);
  const glued = tokens[count.end]?.glued;
  if (!fraction || glued || !unitAt(tokens, fraction.end)) return count;
  return { value: count.value + fraction.value, end: fraction.end };
}

const one = (token: Token | undefined) =>
  token && Object.hasOwn(ones, token.text) ? ones[token.text] : undefined;
const ten = (token: Token | undefined) =>
  token && Object.hasOwn(tens, token.text) ? tens[token.text] : undefined;

function wordsAt(tokens: readonly Token[], at: number): Count | undefined {
  const unit = one(tokens[at]);
  if (unit !== undefined) return fromOne(tokens, at, unit);
  const start = ten(tokens[at]);
  if (start !== undefined) {
    const rest = one(tokens[at + 1]);
    return rest !== undefined && rest > 0 && rest < 10
      ? { value: start + rest, end: at + 2 }
      : { value: start, end: at + 1 };
  }
  if (isAt(tokens, at, "hanner") && isAt(tokens, at + 1, "can", "cant")) return { value: 50, end: at + 2 };
  if (isAt(tokens, at, "can") && unitAt(tokens, at + 1)?.word.text === "munud")
    return { value: 100, end: at + 1 };
  return hundreds.has(textAt(tokens, at)) ? hundredsAt(tokens, at, 1) : undefined;
}

/** "five", "two hundred", "dau ddeg pump", "pump ar hugain", "un ar ddeg" */
function fromOne(tokens: readonly Token[], at: number, value: number): Count {
  const next = textAt(tokens, at + 1);
  if (hundreds.has(next)) return hundredsAt(tokens, at + 1, value);
  if (welshTen.has(next)) {
    const rest = one(tokens[at + 2]) ?? 0;
    return rest > 0 && rest < 10
      ? { value: value * 10 + rest, end: at + 3 }
      : { value: value * 10, end: at + 2 };
  }
  const base = next === "ar" ? onTop(tokens[at + 2]) : undefined;
  return base === undefined ? { value, end: at + 1 } : { value: base + value, end: at + 3 };
}

/** Welsh counts on from ten, fifteen and twenty. */
export const onTop = (token: Token | undefined) => ({ ddeg: 10, bymtheg: 15, hugain: 20 })[token?.text ?? ""];

function hundredsAt(tokens: readonly Token[], at: number, value: number): Count {
  const from = isAt(tokens, at + 1, "and") ? at + 2 : at + 1;
  const isSmall = one(tokens[from]) !== undefined || ten(tokens[from]) !== undefined;
  const rest = isSmall && !hundreds.has(textAt(tokens, from + 1)) ? wordsAt(tokens, from) : undefined;
  return rest ? { value: value * 100 + rest.value, end: rest.end } : { value: value * 100, end: at + 1 };
}

const fractions: Readonly<Record<string, number>> = {
  half: 0.5,
  hanner: 0.5,
  quarter: 0.25,
  chwarter: 0.25,
  "three quarters": 0.75,
  "three quarter": 0.75,
  "3 quarters": 0.75,
  "tri chwarter": 0.75,
  "dri chwarter": 0.75,
  "thri chwarter": 0.75,
  third: 1 / 3,
  "two thirds": 2 / 3,
  "1 / 3": 1 / 3,
  "2 / 3": 2 / 3,
  "1 / 2": 0.5,
  "1 / 4": 0.25,
  "3 / 4": 0.75,
};
export const fractionBook = phraseBook(
  Object.fromEntries(Object.keys(fractions).map((words) => [words, [words]])),
);

export function fractionAt(tokens: readonly Token[], at: number): Count | undefined {
  const from = isAt(tokens, at, "a", "an") ? at + 1 : at;
  const found = phraseAt(fractionBook, tokens, from);
  return found && { value: fractions[found.of] ?? 0, end: found.end };
}

/* ── A number without a unit ── */

/** "would have been three": after these a small number word is an amount, and not "the three of us" or "one". */
const beforeOnes = ["of", "than", "usual", "usually", "normally", "been", "taken"];

/** Whether it could be minutes at all: not money, not a label, not a time of day, not a count of something. */
export function isBare(tokens: readonly Token[], at: number, count: Count): boolean {
  const token = tokens[at];
  if (!token || isMoney(tokens, at) || isLabel(tokens, at) || isClock(tokens, at, count.end)) return false;
  if (token.kind === "number" && /^0\d|^(19|20)\d\d$/.test(token.text)) return false;
  const next = tokens[count.end];
  const opensLine = at === 0 || isAt(tokens, at - 1, "\n");
  if (opensLine && next?.glued && (next.text === "." || next.text === ")")) return false;
  if (next?.glued && next.kind === "mark" && "/:%#°".includes(next.text)) return false;
  const small = count.value < 5 && !isAt(tokens, at - 1, ...beforeOnes);
  return !isCounted(next) && !(token.kind === "word" && (small || one(next) !== undefined));
}

export function isMoney(tokens: readonly Token[], at: number): boolean {
  if (isAt(tokens, at + 1, "m") && afterMoney.has(textAt(tokens, at + 2))) return true;
  return moneyBefore.has(textAt(tokens, at - 1)) || afterMoney.has(textAt(tokens, at + 1));
}

function isLabel(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before) return false;
  if (tokens[at]?.glued && before.kind === "word") return before.text.length < 4;
  if (tokens[at]?.glued && before.kind === "mark") return !"(~<>-\"'".includes(before.text);
  if (before.text === "of") return !isAt(tokens, at - 2, "instead", "out", "place", "total", "all");
  return labels.has(before.text) || before.text === "#";
}

/** "at 3", "3pm", "until 4", "10.30am"; but "slower by 5". */
export function isClock(tokens: readonly Token[], at: number, end: number): boolean {
  if (clockAfter.has(textAt(tokens, end))) return true;
  let first = at - 1;
  while (first > 0 && isAt(tokens, first, "about", "around", "the")) first--;
  const before = textAt(tokens, first);
  if (before !== "by") return clockBefore.has(before) && before !== "am";
  return !/^(slower|faster|longer|quicker|shorter|reduced|cut|down|up|less|more|time)$/.test(
    textAt(tokens, first - 1),
  );
}

/** "12 slides": the noun says what is counted. */
export function isCounted(next: Token | undefined): boolean {
  if (next?.kind !== "word" || functionWords.has(next.text) || Object.hasOwn(weekdays, next.text))
    return false;
  return !next.text.endsWith("ing") || events.has(next.text);
}
