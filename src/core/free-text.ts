/** What a person must not leave with us, in the order in which it is looked for. */
export type Refusal = "marking" | "national-insurance-number" | "card-number" | "secret" | "password";

/**
 * Why this text can't be kept, or undefined when it can. It fails closed for OFFICIAL-SENSITIVE, which has no everyday
 * meaning, and asks for a marking's place or company before it takes "secret" for one.
 */
export function whyRefused(text: string): Refusal | undefined {
  const plain = withoutInvisible(text.normalize("NFKC"));
  const folded = joinedLetters(asLatin(plain));

  if (carriesMarking(folded)) return "marking";
  if (holdsNationalInsuranceNumber(folded)) return "national-insurance-number";
  if (holdsCardNumber(plain)) return "card-number";
  if ([...secrets, ...namedSecrets].some((secret) => secret.test(plain))) return "secret";
  if (holdsPassword(folded)) return "password";
  return undefined;
}

// Undoing disguises. Every pattern in this file is linear: repeats are bounded, or start at a boundary.

const withoutInvisible = (text: string) =>
  text
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, "")
    .replace(/[\p{Pd}\u2212\u2043\u02D7]/gu, "-")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[^\S\n]/g, " ");

const lookAlikes: ReadonlyMap<string, string> = new Map(
  [
    ["АВЕЅІЈКМНОРСТУХԌԚаеѕіјорсухԁԛ", "ABESIJKMHOPCTYXGQaesijopcyxdq"],
    ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιορυ", "ABEZHIKMNOPTYXaiopu"],
  ].flatMap(([theirs = "", ours = ""]) =>
    [...theirs].map((letter, at) => [letter, ours[at] ?? letter] as const),
  ),
);

const asLatin = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, (letter) => lookAlikes.get(letter) ?? letter);

/** "S E C R E T" and "S.E.C.R.E.T" read as the word they spell. */
const joinedLetters = (text: string) =>
  text.replace(/(?<![\p{L}\p{N}])(?:\p{L}[ .*_-]){2,}\p{L}(?![\p{L}\p{N}])/gu, (spelt) =>
    spelt.replace(/[ .*_-]/g, ""),
  );

// Markings

const plainDigits: Readonly<Record<string, string>> = { "0": "O", "1": "I", "3": "E", "5": "S" };

/** "S3CRET" and "0FFICIAL" with their letters back. */
const withoutLeet = (text: string) =>
  text.replace(
    /(?<=[A-Z])[0135](?=[A-Z])|(?<![A-Z0-9])[0135](?=[A-Z]{3})/g,
    (digit) => plainDigits[digit] ?? digit,
  );

/** Whose names hold "secret" and mark nothing. */
const everydaySecret = String.raw`(?! ?(?:[Ss]anta|ballots?|shoppers?|shopping|sauce|recipes?|ingredients?|weapons?|gardens?)\b)`;
const documents =
  "annex(?:es)?|brief(?:s|ing|ings)?|content|data|documents?|e-?mails?|files?|information|intelligence|" +
  "material|memos?|minutes?|notes?|papers?|reports?|submissions?|telegrams?";

const markings: readonly RegExp[] = [
  // OFFICIAL-SENSITIVE, and how it is shortened
  /\bOFFICIAL[\s\-_:/|.([]{0,6}SENSITIVE\b/,
  /\bofficial(?! sensitive to\b)[ _/([-]{0,6}sensitive\b/i,
  /\bofficial-?sens?\b|\boff-?sens?\b/i,
  /(?:^|[[(*|]|\bmarked ) ?O ?- ?S(?= ?(?:$|[\]):*|/-]))/m,
  /\bswyddogol[\s_:/|([-]{0,6}sensitif\b(?! i\b)/i,
  // SECRET where a marking stands: a line of its own, a heading, a footer, brackets, or said of a document
  /^[ *#_[("'=/-]{0,8}(?:UK |NATO |EU )?(?:SECRET|CYFRINACHOL)[ *#_\])"'=/.!-]{0,8}$/m,
  /^[ *#_[("'-]{0,8}(?:UK |NATO |EU )?(?:SECRET|CYFRINACHOL)[*_\])"']{0,4} ?(?:[:|/]|- )/m,
  /(?:[.;:|/*] ?| - )(?:SECRET|CYFRINACHOL)[ *.!]{0,4}$/m,
  /[[{(<] ?(?:SECRET|CYFRINACHOL) ?[\]})>]|\[ ?(?:[Ss]ecret|[Cc]yfrinachol) ?\]/,
  /\b(?:[Ii]s|[Aa]re|IS|ARE|[Ii]t's|IT'S) (?:SECRET|CYFRINACHOL)\b(?! SANTA| BALLOT| SAUCE)/,
  new RegExp(String.raw`\b(?:SECRET|CYFRINACHOL) (?:${documents}|${documents.toUpperCase()})\b`),
  new RegExp(
    String.raw`\b(?:marked|marking|classified|classification|graded)(?: as| at| is)?[ :]{0,3}["'([]?secret\b${everydaySecret}`,
    "i",
  ),
  /\b(?:[mf]arcio|nodi|dosbarthu)(?: ?'?n| yn| fel) (?:g?yfrinachol|cyfrinachol)\b|\b(?:dosbarthiad|marc)[ :]{1,3}cyfrinachol\b/i,
  // TOP SECRET
  new RegExp(
    String.raw`\bTOP[\s\-_.]{0,3}SECRET\b(?! SANTA)|\b(?:Top[ -]?Secret|[Tt]opsecret)\b(?!-)${everydaySecret}`,
  ),
  /^["'([*# ]{0,4}top[ -]secret ?[:|-]/m,
  new RegExp(
    String.raw`(?<!\b(?:not|n't|nothing|hardly|no|my|our|your) )\btop[ -]secret\b(?!-| (?:tips?|tricks?|formula|hacks?)\b)${everydaySecret}`,
    "i",
  ),
  /\bCYFRINACHOL IAWN\b|\bCyfrinachol Iawn\b|\b(?:tra chyfrinachol|hynod gyfrinachol)\b/,
  /\b(?:TRA CHYFRINACHOL|Tra [Cc]hyfrinachol|HYNOD GYFRINACHOL|Hynod [Gg]yfrinachol)\b/,
  // caveats that stand only beside a marking
  /\bU\.?K\.? EYES ONLY\b|\bsecret[ -]{1,3}(?:uk|strap|ukeo|rel to|canukus|five eyes)\b/i,
  /\bSTRAP ?[123]\b/,
];

const carriesMarking = (text: string) => {
  const unleeted = withoutLeet(text);
  return markings.some((marking) => marking.test(text) || marking.test(unleeted));
};

// National Insurance numbers: HMRC's prefixes, and QQ, with which its forms print the example

const nationalInsuranceNumber =
  /(?<![A-Z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)((?:[A-CEGHJ-PR-TW-Z][ .-]?[A-CEGHJ-NPR-TW-Z])|QQ)[ .:/-]{0,2}(?:\d[ .:/-]{0,2}){5}\d([ .:/-]{0,2})[A-D](?![A-Z0-9])/gi;
const withoutItsLastLetter =
  /\b(?:national insurance|NINO|NI (?:no|num|number)|yswiriant gwladol)\b[^\d\n]{0,30}?(?<![A-Z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d[ .-]?){5}\d(?!\d)/i;

/** "on 12 03 26 a colleague" has the shape of a number and isn't one. */
const shortWords = /^(?:am|an|as|at|by|be|he|me|my|on|or|pm|we|ac|ar|am|er|yn|yr)$/;

const holdsNationalInsuranceNumber = (text: string) =>
  withoutItsLastLetter.test(text) ||
  [...text.matchAll(nationalInsuranceNumber)].some(
    ([, prefix = "", gap = ""]) => gap === "" || !shortWords.test(prefix),
  );

// Card numbers

const issuers: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^(?:6011|64[4-9]\d|65\d{2})\d{12,15}$/, // Discover
  /^(?:30[0-5]|309|36\d|3[89]\d)\d{11,16}$/, // Diners Club
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/, // JCB
  /^62\d{14,17}$/, // UnionPay
  /^(?:5018|5020|5038|5893|6304|6759|676[1-7])\d{9,15}$/, // Maestro
];

/** How many digits stand in each group of a printed number. Other groups could be dates or figures in a row. */
const printedGroups = /^(?:1[3-9]|4 4 4 4(?: [123])?|4 6 [45]|6 1[0-3]|8 8|(?:1 ){12,18}1)$/;
const saysCard = /\b(?:g?c?h?erdyn|cards?|visa|mastercard|maestro|amex|cvv|cvc)\b/i;

function holdsCardNumber(text: string): boolean {
  const runs = text.match(/(?<![\p{L}\p{N}])\d(?:[ ._/-]{0,2}\d){12,}(?![\p{L}\p{N}])/gu) ?? [];
  const anyGroups = saysCard.test(text);
  return runs.some(
    (run) => (anyGroups && isCardNumber(run.replace(/\D/g, ""))) || hasCardAmong(run.split(/\D+/)),
  );
}

function hasCardAmong(groups: readonly string[]): boolean {
  return groups.some((_, first) =>
    [1, 2, 3, 4, 5, 13, 14, 15, 16, 17, 18, 19].some((count) => {
      const some = groups.slice(first, first + count);
      return printedGroups.test(some.map(({ length }) => length).join(" ")) && isCardNumber(some.join(""));
    }),
  );
}

const isCardNumber = (digits: string) => issuers.some((issuer) => issuer.test(digits)) && passesLuhn(digits);

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

// Secrets: those with a shape of their own, then those that are named

const uuid = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}";

const secrets: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/,
  /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}/, // JSON web token
  /\bbearer +(?=[\w.~+/-]{0,200}\d)[\w.~+/-]{16,}/i,
  /\bauthorization: ?basic [A-Za-z0-9+/]{8,}/i,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA)[0-9A-Z]{16}(?![0-9A-Z])/, // Amazon
  /(?<!\w)gh[pousr]_[A-Za-z0-9]{30,}|(?<!\w)github_pat_\w{22,}|(?<![\w-])glpat-[\w-]{20,}/,
  /(?<![\w-])xox[abeoprs]-[\w-]{10,}|\bhooks\.slack\.com\/services\/T\w+/,
  /\bwebhook\.office\.com\/webhookb2\/\S{30}/,
  /(?<![\w-])sk-(?=[\w-]{0,200}\d)[\w-]{20,}/, // OpenAI and its kin
  /(?<!\w)(?:sk|rk|pk|whsec)_(?:live_|test_)?[A-Za-z0-9]{20,}/, // Stripe
  /(?<![\w-])AIza[\w-]{35}|(?<!\w)ya29\.[\w-]{20,}/, // Google
  /(?<!\w)npm_[A-Za-z0-9]{30,}|(?<![\w-])pypi-AgE[\w-]{20,}|(?<!\w)SG\.[\w-]{16,}\.[\w-]{16,}/,
  /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}/, // Entra client secret
  /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|AccessKey) ?= ?[A-Za-z0-9+/%]{12,}/i,
  /[?&]sig=[A-Za-z0-9%+/]{20,}/, // Azure shared access signature
  new RegExp(`(?<![0-9a-f-])(?:[a-z0-9_]{1,60}-)?${uuid}-${uuid}(?![0-9a-f-])`, "i"), // GOV.UK Notify
  /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,100}:[^\s/@]{1,200}@[\w[]/, // scheme://user:password@host
  /\b(?:Server|Data Source|Host|Endpoint) ?=[^\n]{1,300}?\b(?:Password|Pwd) ?= ?[^\s;]/i,
];

const asked = String.raw`[ "'\x60]{0,3}(?::|=>?|is|yw|ydy)[ "'\x60]{0,3}`;
const random = (least: number) =>
  String.raw`(?=[\w.~+/!$%-]{0,200}\d)(?=[^\sa-z]{0,200}[a-z])[\w.~+/!$%-]{${least},}`;
const keyNames =
  "(?:api|access|secret|secret[ _-]access|private|signing|encryption|subscription|account)[ _-]?keys?|" +
  "client[ _-]?secret|(?:access|auth|api|refresh|id|personal access)[ _-]?token|allwedd api";
const namedSecrets: readonly RegExp[] = [
  new RegExp(`(?<![a-z0-9])(?:${keyNames})${asked}${random(8)}`, "i"),
  new RegExp(`(?<![a-z0-9])(?:${keyNames}) ${random(16)}`, "i"),
  new RegExp(`(?<![a-z0-9])(?:token|secret|key)${asked}${random(16)}`, "i"),
];

// Passwords

const passwordWords =
  "p[a@4][s$5]{2}[ -]?w[o0]rds?|passwd|passphrase|passcode|pwd|psw|(?:cyf|gyf|chyf|nghyf)rin(?:air|eiriau)";
const whose = String.raw`(?: (?:for|to|on|in|of|we|i|ar gyfer) [^\n:=.?!]{1,30}?)?(?: i| newydd)?`;
const givenPassword = new RegExp(
  String.raw`(?<![a-z0-9])(an? |no |any |every )?(?:${passwordWords})${whose}["'\x60]{0,2}((?: (?:is|was|yw))? ?[:=]>?| ?->| (?:is now|is|was|yw|ydy|oedd)(?= )) {0,3}(?=([^\s][^\n]{0,80}))`,
  "gi",
);
/** After a dash, a space or a line's end only a mix of letters and digits is taken for a password. */
const hintedPassword = new RegExp(
  String.raw`(?<![a-z0-9])(?:${passwordWords})(?:'s | ?[:=-]{0,2}[ \n]{1,2}|-)["'\x60]?(?=(\S{6,80}))`,
  "gi",
);
const shortForms =
  /(?<![\w/])(?:(?:p\/?w|pass) ?[:=]|p\/w) ?(?=\S{0,60}[a-z])(?=\S{0,60}[\d!@#$%^&*])\S{5,}/i;
const pin =
  /\b(?:PIN|(?:[Mm]y|[Yy]our|[Tt]he) pin)(?: (?:code|number))?(?: for [^\n:=.?!]{1,30}?)? ?(?:is|:|=|yw) ?\d{4,8}\b(?! (?:digits|people|times))/;

const holdsPassword = (text: string) =>
  shortForms.test(text) ||
  pin.test(text) ||
  [...text.matchAll(hintedPassword)].some(([, word = ""]) => isMixed(word)) ||
  [...text.matchAll(givenPassword)].some(([, article, link = "", rest = ""]) =>
    article === undefined ? isGiven(rest, /[:=>]/.test(link)) : isMixed(rest),
  );

/** What stands after "password:" or "password is" when people talk about passwords, rather than give one away. */
const talk = wordSet(`
  a about above again all also always an and another any as ask asked at attached because before below better but by can case change
  check do don even every expired expiring for forget forgot forgotten from get guidance guide help here how i if important in
  included is it just keep kept let locked lost manage management manager managers may mandatory minimum more most must my needed
  never new no nobody none not nothing now of on one only optional or our over page part please policy protection quite really
  required reset resets resetting rotated rules same security see sent set shared since so still stored strong terrible that the their
  there these they this to too two under unique unknown until up update use used using usually very we what when where which who
  why with you your
  angen ar awgrymiadau beth bellach bob canllaw canllawiau cael ddim dros ei eich fel fy mae newydd nid o peidiwch pam polisi pryd rhaid
  rhy sut un wedi y yn yr`);

/** What is said of a password after "is", and could be one after a colon. */
const judgement = wordSet(`
  bad complex correct dead different difficult easy enough fine gone good hard hidden incorrect insecure invalid less long longer much ok
  okay old off out poor private right rubbish safe secret secure short shorter simple stuck unsafe valid weak working wrong
  anghywir cryf gryf gwan wan hen hir byr iawn`);

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

const describes = /(?:ed|ing|able|ible|ly|ful|less|ory|ive)$|^[a-z]+-[a-z]+$/;
const goesOn = /^(?:and|at|but|cheers|for|if|in|now|on|please|since|so|thanks|when)$/;
const nothingGiven = /^(?:[*•·.x_?-]{2,}|[<[{(].*|redacted|removed|hidden|n\/a|tbc|none)$/i;
const measures =
  /^\d+(?:-\d+)? (?:characters?|chars?|letters?|digits?|words?|days?|weeks?|months?|years?|times?|attempts?|out)\b/i;
const references = /^[A-Z]{2,}-?\d+$|^(?:[Ww]indows|[Oo]ffice|[Mm]icrosoft|[Vv]ersion|[Cc]opilot)\d/;

const isMixed = (text: string) => {
  const word = text.split(" ", 1)[0] ?? "";
  return /^\D\S*\d/.test(word) && /[a-z]/i.test(word) && !word.includes("://") && !references.test(word);
};

/** Whether these words give a password away: `written` after a colon, else said after "is". */
function isGiven(words: string, written: boolean): boolean {
  const [word = "", next] = words.split(" ");
  const value = word.replace(/^["'`“‘]+|["'`”’.,;!?)]+$/g, "");
  const meaning = value.toLowerCase().replace(/['’].*/, "");

  if (nothingGiven.test(value) || measures.test(words)) return false;
  if (!/^[A-Za-z][a-z'’-]*$|^[A-Z]+$/.test(value)) return value.length >= 4;
  if (talk.has(meaning)) return false;
  if (written || /^["'`“‘]./.test(word)) return value.length >= 3;
  if (value.length < 4 || judgement.has(meaning) || describes.test(value)) return false;
  return next === undefined || value !== word || goesOn.test(next);
}
