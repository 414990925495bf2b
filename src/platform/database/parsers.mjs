/**
 * The same JavaScript types from both drivers: int8 is a number; date, timestamp, numeric and interval are text.
 * Otherwise counts are text on one and numbers on the other, and a date is a day off in summer time.
 * @type {Readonly<Record<number, (value: string) => unknown>>}
 */
export const parsers = {
  20: Number,
  1082: asText,
  1114: asText,
  1700: asText,
  1186: asText,
};

/** @param {string} value */
function asText(value) {
  return value;
}
