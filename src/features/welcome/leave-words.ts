/** What leave is told with, without accents and in lower case, as alternatives of a regular expression. */

/** "I'm", "I'll be", "dw i'n", "byddaf": may stand before what follows, or not. */
export const me =
  "(?:(?:hi|hello|hey|helo|fyi|just to say|note that)[, ]+)?(?:i'?m|i am|im|i'?ll be|i will be|i'?m going to be|we'?re|(?:ry)?dw ?i(?:'n| yn)?|rwyf(?:'n| yn)?|rwy'?n?|rydw i(?:'n| yn)?|(?:fe |mi )?(?:bydda|fydda)(?:f| i)(?:'n| yn)?|bod(?:'n| yn))?";
export const thanks = "(?:[, ]+(?:thanks|thank you|please|cheers|diolch|diolch yn fawr|os gwelwch yn dda))?";

/** Away, where "until Monday" is the day they are back. */
export const away =
  "away|off work|off sick|off|out of office|out of the office|out|not in|not at work|not working|ooo|i ffwrdd|ffwrdd|bant|allan o'r swyddfa|ddim yn y gwaith|ddim yn gweithio|yn absennol|absennol";
/** Leave, whose last day is what a date after "until" most often names. */
export const onLeave =
  "(?:on )?annual leave|on (?:my )?(?:annual |parental |maternity |paternity |sick |special |flexi )?(?:leave|holiday|holidays|vacation|flexi)|ar (?:fy )?(?:ngwyliau|gwyliau|wyliau)(?: blynyddol)?|ar absenoldeb";
export const back =
  "back at work|back in the office|back in|back|returning to work|returning|nol yn y gwaith|yn ol yn y gwaith|nol|yn ol|ol|yn dychwelyd|dychwelyd";
/** Back at this moment. */
export const backNow =
  "back|back now|back again|back today|back at work|back at my desk|back in the office|back from (?:my )?(?:annual )?(?:leave|holiday|holidays)|home again|nol|nol nawr|yn ol|yn ol nawr|nol yn y gwaith|yn ol yn y gwaith|nol heddiw|yn ol heddiw|nol o'(?:m|r) gwyliau|ol|ol yn y gwaith|wedi dychwelyd|wedi dod (?:yn ol|nol)";

export const until = "until|till|til|'til|untill|tan|hyd|nes";
export const from = "from|starting|as of|o|o'r|rhwng";
export const upTo = "to|until|till|til|through|up to|and|-|–|i|tan|hyd|hyd at|a|ac";
export const lasting = "for|am";

export const todays = ["today", "heddiw"];
export const tomorrows = ["tomorrow", "tomorow", "tmrw", "tomorrow morning", "yfory", "fory"];

/** By ISO weekday, from Monday. */
export const weekdayWords: readonly (readonly string[])[] = [
  ["monday", "mon", "llun"],
  ["tuesday", "tues", "tue", "mawrth"],
  ["wednesday", "weds", "wed", "mercher", "fercher"],
  ["thursday", "thurs", "thur", "thu", "iau"],
  ["friday", "fri", "gwener", "wener"],
  ["saturday", "sat", "sadwrn"],
  ["sunday", "sun", "sul"],
];

/** From January. */
export const monthWords: readonly (readonly string[])[] = [
  ["january", "jan", "ionawr"],
  ["february", "feb", "chwefror"],
  ["march", "mar", "mawrth", "fawrth"],
  ["april", "apr", "ebrill"],
  ["may", "mai", "fai"],
  ["june", "jun", "mehefin", "fehefin"],
  ["july", "jul", "gorffennaf", "orffennaf"],
  ["august", "aug", "awst"],
  ["september", "sept", "sep", "medi", "fedi"],
  ["october", "oct", "hydref"],
  ["november", "nov", "tachwedd", "dachwedd"],
  ["december", "dec", "rhagfyr", "ragfyr"],
];

export const numberWords: Readonly<Record<string, number>> = {
  ...{ a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ un: 1, dau: 2, ddau: 2, dwy: 2, ddwy: 2, tri: 3, dri: 3, tair: 3, dair: 3, pedwar: 4, pedair: 4 },
};

/** How many days each means; a fortnight in Welsh is one word. */
export const lengthWords: readonly (readonly [words: string, days: number])[] = [
  ["days?|diwrnod|ddiwrnod|dydd|ddydd", 1],
  ["weeks?|wythnos|wythnosau", 7],
  ["fortnight|bythefnos|pythefnos", 14],
];
