import type { Task } from "./taxonomy.ts";

/** What kind of task a record is about, where it doesn't say: the words that stand in it most. */
const hints: readonly (readonly [Task, RegExp])[] = [
  ["summarise-meetings", /\b(?:meetings?|minutes of|transcri\w+|case notes?|action points?)\b/gi],
  ["summarise-documents", /\b(?:summar\w+|digest\w*|consultation responses?|key (?:points|details))\b/gi],
  ["translate", /\b(?:translat\w+|easy read|accessib\w+|languages?|subtitles?)\b/gi],
  ["code", /\b(?:code|coding|developers?|software|programm\w+)\b/gi],
  ["analysis", /\b(?:data|analys\w+|predict\w+|classif\w+|forecast\w+|mapping|detect\w*|model\w*)\b/gi],
  ["find", /\b(?:search\w*|find\w*|retriev\w+|questions?|chatbots?|queries|guidance|enquir\w+|lookup)\b/gi],
  ["draft", /\b(?:draft\w*|writ(?:e|ing)|documents?|reports?|letters?|lesson plans?|briefings?)\b/gi],
  ["email", /\b(?:e-?mails?|correspondence|inbox)\b/gi],
  ["admin", /\b(?:forms?|schedul\w+|triag\w+|rout(?:e|ing)|paperwork|admin\w*|process\w*)\b/gi],
  ["images", /\b(?:images?|photos?|pictures?)\b/gi],
  ["learn", /\b(?:train(?:ing|ees?)|teach\w*|learn(?:ers?|ing)|lessons?)\b/gi],
  ["presentation", /\b(?:slides?|presentations?)\b/gi],
];

/** The task that most words of a text speak of; "other" where none does. */
export function taskIn(text: string): Task {
  const [best] = hints
    .map(([task, words]) => ({ task, n: [...text.matchAll(words)].length }))
    .sort((a, b) => b.n - a.n);
  return best === undefined || best.n === 0 ? "other" : best.task;
}
