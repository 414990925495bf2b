/** The languages a person can choose. Welsh is a draft until a translator has signed it off. */
export const languages = ["en", "cy"] as const;
export type Language = (typeof languages)[number];

/** The same thing said in each language. */
export type InLanguages<T> = Readonly<Record<Language, T>>;

/** Languages whose words a translator has checked. Adding "cy" here takes the draft note off every card. */
export const signedOff: readonly Language[] = ["en"];

/** Said wherever somebody reads a language that no translator has checked yet. */
export const draftIn = (language: Language): string | undefined =>
  signedOff.includes(language) ? undefined : "Drafft Cymraeg: heb ei wirio gan gyfieithydd eto.";

/** Welsh can't miss a key that English has: the second argument's type is the first one's. */
export function wordsIn<T>(en: T, cy: NoInfer<T>): (language: Language) => T {
  const both: InLanguages<T> = { en, cy };
  return (language) => both[language];
}

/** One entry of a feature's words, in each language: `inEach(timeWords)("command")`. */
export const inEach =
  <W>(words: (language: Language) => W) =>
  <K extends keyof W>(key: K): InLanguages<W[K]> => ({ en: words("en")[key], cy: words("cy")[key] });

const lists: InLanguages<Intl.ListFormat> = {
  en: new Intl.ListFormat("en-GB"),
  cy: new Intl.ListFormat("cy"),
};

/** "Tuesday, Wednesday and Thursday". Intl leaves the Welsh "a(c)" open: it is "ac" before a vowel, with no comma. */
export const inOneList = (language: Language, items: readonly string[]): string =>
  lists[language]
    .format(items)
    .replace(/,? a\(c\) ([aeiou]?)/i, (_, vowel: string) => (vowel === "" ? " a " : ` ac ${vowel}`));

/** By ISO weekday. */
export const weekdayNames: InLanguages<Readonly<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, string>>> = {
  en: { 1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday", 6: "Saturday", 7: "Sunday" },
  cy: {
    1: "dydd Llun",
    2: "dydd Mawrth",
    3: "dydd Mercher",
    4: "dydd Iau",
    5: "dydd Gwener",
    6: "dydd Sadwrn",
    7: "dydd Sul",
  },
};
