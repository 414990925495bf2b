import { z } from "zod/v4";
import { invalid } from "../../core/failures.ts";
import { type Refusal, whyRefused } from "../../core/free-text.ts";
import { type InLanguages, type Language, languages } from "../../core/words.ts";

/** An organisation's own words, in every language that a reader may have chosen. */
export type Message = InLanguages<Words>;
export interface Words {
  readonly title: string;
  readonly text: string;
}

const Title = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\n]*$/, "is one line");
const InOneLanguage = z.strictObject({ title: Title, text: z.string().trim().min(1).max(12_000) });
const MessageFile = z.strictObject({ en: InOneLanguage, cy: InOneLanguage });

const refused: Readonly<Record<Refusal, string>> = {
  marking: "carries a protective marking above OFFICIAL",
  "national-insurance-number": "looks like it holds a National Insurance number",
  "card-number": "looks like it holds a payment card number",
  secret: "looks like it holds a key or token",
  password: "looks like it holds a password",
};

/** What a client would make something else of than the words that were approved. */
const notPlain: readonly (readonly [RegExp, string])[] = [
  [/\]\s*[([]|^ {0,3}\[[^\]]*\]:/m, "has a link behind other words; write the address itself"],
  [/[<>`]/, "has “<”, “>” or “`”, which aren't plain text"],
  [/\*\*|__|~~/, "has marks for bold, underlined or crossed-out text; write plain text"],
  [/\{\{|\$\{/, "has “{{” or “${”, which cards fill in"],
  [/[^\P{Cc}\n]|[\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u, "has hidden characters"],
];

/** A message that may be sent, from the text of a file; else a sentence on what is wrong with it, for each thing that is. */
export function readMessage(file: string): Message {
  const read = MessageFile.safeParse(jsonOf(file));
  if (!read.success)
    throw invalid(
      `The message can't be sent:\n${read.error.issues.map(({ path, message }) => `  ${path.join(".") || "the file"}: ${message}`).join("\n")}`,
    );
  const message = inLines(read.data);
  const problems = languages.flatMap((language) => problemsIn(language, message[language]));
  if (problems.length > 0) throw invalid(`The message can't be sent:\n${problems.join("\n")}`);
  return message;
}

const inLines = (message: Message): Message => {
  const each = ({ title, text }: Words): Words => ({ title, text: text.replaceAll("\r\n", "\n") });
  return { en: each(message.en), cy: each(message.cy) };
};

function problemsIn(language: Language, { title, text }: Words): readonly string[] {
  // Together as well: what is split between title and text is read as one.
  const why = whyRefused(title) ?? whyRefused(text) ?? whyRefused(`${title}\n${text}`);
  return [
    ...(why === undefined ? [] : [`  ${language}: ${refused[why]}`]),
    ...notPlain.flatMap(([mark, says]) =>
      mark.test(title) || mark.test(text) ? [`  ${language}: ${says}`] : [],
    ),
    ...(addressesIn(`${title} ${text}`).every(isPlainHttps)
      ? []
      : [`  ${language}: has an address that isn't plain https://`]),
  ];
}

/** Whatever a client might make a link of. */
const addressesIn = (text: string): readonly string[] =>
  text.match(/[a-z][a-z0-9+.-]*:\/\/\S*|\b(?:javascript|data|vbscript|file):\S+/gi) ?? [];

/** Without a user's name before the host, which passes for the host. */
function isPlainHttps(address: string): boolean {
  const read = URL.canParse(address) ? new URL(address) : undefined;
  return read?.protocol === "https:" && read.username === "" && read.password === "";
}

/** A client joins single line ends; an empty line begins a paragraph. */
export const paragraphsOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw invalid("The message can't be sent: the file isn't JSON.");
  }
}
