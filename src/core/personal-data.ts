/** What would tell who somebody is or how to reach them, in the order in which it is looked for. */
export type Personal = "email" | "phone" | "postcode" | "health-number" | "name";

/**
 * What in this text is about a person who can be found by it, if anything is. For text that others will read. It knows
 * patterns, not people: an unusual name passes, so whoever reviews the text is asked to look as well.
 */
export function personalIn(text: string): Personal | undefined {
  const plain = text.normalize("NFKC").replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "");
  if (/[^\s@]{1,64}@[a-z0-9-]{1,63}\.[a-z.]{2,24}/i.test(plain)) return "email";
  if (/(?<![\d£.,])(?:\+44|\(?0)[\d\s().-]{9,15}\d(?!\d)/.test(plain) && longNumberIn(plain)) return "phone";
  if (/\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b/i.test(plain)) return "postcode";
  if (healthNumbersIn(plain).some(isHealthNumber)) return "health-number";
  if (/\b(?:Mr|Mrs|Ms|Miss|Mx)\.? [A-Z][a-z'’-]{1,30}\b/.test(plain)) return "name";
  return undefined;
}

/** Ten or eleven digits that begin as British numbers do. */
const longNumberIn = (text: string): boolean =>
  [...text.matchAll(/(?<![\d£.,])(?:\+44|\(?0)[\d\s().-]{9,15}\d(?!\d)/g)].some(([found]) => {
    const digits = found.replace(/^\+44/, "0").replace(/\(0\)/, "").replace(/\D/g, "");
    return digits.length === 10 || digits.length === 11;
  });

const healthNumbersIn = (text: string): readonly string[] =>
  [...text.matchAll(/\b\d{3}[ -]\d{3}[ -]\d{4}\b/g)].map(([found]) => found.replace(/\D/g, ""));

/** An NHS number's last digit follows from the others, modulo eleven. */
function isHealthNumber(digits: string): boolean {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}
