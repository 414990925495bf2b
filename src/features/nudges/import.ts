import { z } from "zod/v4";
import { isDay } from "../../core/calendar.ts";
import { whyRefused } from "../../core/free-text.ts";
import { taskIn } from "../../core/task-in.ts";
import type { App, Task } from "../../core/taxonomy.ts";
import { LONGEST_PROMPT, type Tip } from "./tip.ts";
import { importedWords } from "./words-import.ts";

/** A prompt as public hubs publish it. Whatever else a record says is left. */
const Prompt = z.object({
  slug: z.string().trim().min(1).max(120),
  title: z.string().trim().min(1).max(100),
  description: z.string().trim().min(1),
  what_it_does: z.string().nullish(),
  prompts: z.array(z.string().trim().min(1)).min(1),
  created: z.string().default(""),
});
type PromptOf = z.infer<typeof Prompt>;

const Hub = z.object({
  source: z.string().trim().min(1).max(300),
  licence: z.string().trim().min(1),
  items: z.array(z.unknown()).min(1),
});

export type PromptReading =
  | { readonly ok: true; readonly tips: readonly Tip[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** True of a file with where it comes from and `items`, which ours aren't. */
export const isHub = (json: unknown): boolean => Hub.safeParse(json).success;

/**
 * Tips of prompts that others published: all or none. Nobody wrote them for nudges, so each says where it comes from, that its
 * words are English in both languages, and what to check; and somebody here has read them, on a day.
 */
export function readPrompts(json: unknown, reviewed: string): PromptReading {
  const hub = Hub.parse(json);
  const read = hub.items.map((item, at) => {
    const parsed = Prompt.safeParse(item);
    if (!parsed.success)
      return `prompt ${at + 1}: isn't a record with a slug, a title, a description and prompts`;
    const tip = tipOf(parsed.data, hub.source, reviewed);
    return typeof tip === "string" ? `prompt ${at + 1}: ${tip}` : tip;
  });
  const problems = read.filter((each) => typeof each === "string");
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, tips: read.filter((each) => typeof each !== "string") };
}

function tipOf(prompt: PromptOf, hub: string, reviewed: string): Tip | string {
  const { slug, title, description, what_it_does, prompts } = prompt;
  const [whole, does] = [prompts.join("\n\n"), what_it_does ?? ""];
  if (whole.length > LONGEST_PROMPT) return `is over ${LONGEST_PROMPT} letters`;
  const refused = [title, description, whole].map(whyRefused).find((why) => why !== undefined);
  if (refused !== undefined) return `can't be kept: ${refused.replaceAll("-", " ")}`;
  const [name = hub, url] = [hub.replace(/\s*\(.*$/s, "").slice(0, 120), /https:\/\/[^\s)]+/.exec(hub)?.[0]];
  const said = (language: "en" | "cy") => {
    const w = importedWords(language);
    return {
      title,
      body: shortened([w.onlyEnglish, description].filter((part) => part !== "").join(" ")),
      prompt: whole,
      caution: w.caution,
      source: w.source(name),
    };
  };
  return {
    id: `hub-${slug.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`.slice(0, 60),
    strand: "practice",
    app: appIn(`${does} ${whole}`),
    task: taskOf([`${title}\n${description}`, does, whole]),
    professions: [],
    gradeBands: [],
    source: { title: name, ...(url === undefined ? {} : { url }) },
    written: dayIn(prompt.created) ?? reviewed,
    reviewed,
    en: said("en"),
    cy: said("cy"),
  };
}

const LONGEST_BODY = 400;
const shortened = (text: string): string =>
  text.length <= LONGEST_BODY ? text : `${text.slice(0, LONGEST_BODY - 1).replace(/\s+\S*$/, "")}…`;

/** What is said shortest says best what it is for. */
const taskOf = (texts: readonly string[]): Task =>
  texts.map(taskIn).find((task) => task !== "other") ?? "other";

/** What reads one's own mail, files and meetings has to be at work; anything else does on the web. */
const appIn = (text: string): App =>
  /\b(?:e-?mails?|calendars?|chat messages|teams|onedrive|sharepoint|your files)\b/i.test(text)
    ? "chat-work"
    : "chat-web";

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

/** "6 June 2025". */
function dayIn(text: string): string | undefined {
  const [, day = "", month = "", year = ""] = /^(\d{1,2}) ([a-z]+) (\d{4})$/i.exec(text.trim()) ?? [];
  const at = MONTHS.indexOf(month.toLowerCase());
  const found = `${year}-${String(at + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
  return at >= 0 && isDay(found) ? found : undefined;
}
