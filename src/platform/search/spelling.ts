import type { Language } from "../../core/words.ts";

/** More than this of a text isn't indexed or looked for: nobody tells a story as long. */
const LONGEST_TEXT = 20_000;
const LONGEST_WORD = 40;

/**
 * A text as plain words in small letters without accents, so that no database's locale has a say in what a letter is, and
 * "tŷ" is found by "ty". Nothing is left that means something to SQL or to a text search query.
 */
export function plainWords(text: string): readonly string[] {
  const plain = text
    .slice(0, LONGEST_TEXT)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/\be-(?=\p{L}{2})/gu, "e"); // "e-mail", "e-bost"
  return [...plain.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => british(word.slice(0, LONGEST_WORD)));
}

/** "Summarize" and "summarise" are one word. Both sides of a search are spelt so, and a word that it spoils is never shown. */
const british = (word: string): string =>
  word.replace(/(?<=\p{L}{2})(i|y)z(?=(e|es|ed|er|ers|ing|ation|ations|able)$)/u, "$1s");

/** Small words of Welsh, which the database has no list of. Of English it has one. */
const SMALL_WELSH = new Set(
  `a ac ag ai ail am ar as at ata atoch aeth ba bad bod boed bu bues buodd byd bydd byddai cael can chi dan dim drwy dros
  dy e ef ei eich ein er eu fe fel felly fi fo fod fy fydd fyddai ga gael gan gen ger gwneud hefyd heb hi hon honno hwn hwnnw
  hyn hynny i iddi iddo iddyn m mae mai mewn mi mo n na nac nad naill neb nes neu ni nid o oddi oedd oes ohono ohoni
  on ond os pa pam pan pe piau r rhag rhwng roedd rwy rwyf rydw rydym rydych s sef sut sy sydd tan taw tra trwy tua u
  w wedi wna wneud wnes wrth y ydw ydy ydych ydym ydyn ydynt yma yn yna yno yr ynghyd beth ble pwy fo gwnes gyda gyfer`.split(
    /\s+/,
  ),
);

/** Endings of a Welsh plural, the longest first, and the one that has "iadau" for its own. */
const WELSH_PLURAL = /(iadau|iad|iaethau|iau|oedd|ydd|ion|au|on)$/;
const SHORTEST_STEM = 3;

/**
 * What is left of a Welsh word when its beginning and ending are set aside, as no stemmer for Welsh comes with PostgreSQL.
 * A Welsh word begins with another letter after some words ("cyfarfod, gyfarfod, nghyfarfod, chyfarfod"), so all letters that
 * can stand for one another at the beginning are one here. A g goes altogether ("gwaith, waith") and an h comes
 * ("adroddiad, hadroddiad"), so neither is kept, nor what looks like either. Rules: https://en.wikipedia.org/wiki/Colloquial_Welsh_morphology
 */
export function welshStem(word: string): string | undefined {
  if (SMALL_WELSH.has(word)) return undefined;
  const ended = word.replace(WELSH_PLURAL, "").replace(/(?<=n)n$|(?<=r)r$/, ""); // "dogfennau"
  const stem = ended.length >= SHORTEST_STEM ? ended : word;
  if (stem.length < SHORTEST_STEM + 1) return stem;
  return stem
    .replace(/^(ngh|ng|ch|c|g|h)/, "")
    .replace(/^(mh|ph|p|b|f|m)/, "p")
    .replace(/^(nh|th|dd|t|d|n)/, "t")
    .replace(/^(ll|l)/, "l")
    .replace(/^(rh|r)/, "r");
}

/** Words as the index of one language is asked for them, before the database stems the English ones. */
export const stemmedIn = (language: Language, words: readonly string[]): readonly string[] =>
  language === "en" ? words : words.flatMap((word) => welshStem(word) ?? []);

/** How the database reads such words: it knows English, and takes what we stemmed ourselves as it stands. */
export const configurationOf = (language: Language): "english" | "simple" =>
  language === "en" ? "english" : "simple";

/** How many slips a word of this length may have: letters left out, put in, changed, or two that changed places. */
const slipsIn = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

export const isMisspelt = (typed: string, meant: string): boolean =>
  Math.abs(typed.length - meant.length) <= slipsIn(typed) && slips(typed, meant) <= slipsIn(typed);

/** Optimal string alignment distance (Damerau 1964), of short words. */
export function slips(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
