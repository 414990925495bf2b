import type { Refusal } from "./free-text.ts";
import { wordsIn } from "./words.ts";

/** What a person is told when their words can't be kept: what was noticed, that nothing was kept, what to do instead. */
export const refusalWords = wordsIn<Readonly<Record<Refusal, string>>>(
  {
    marking:
      "This looks as if it carries an OFFICIAL-SENSITIVE, SECRET or TOP SECRET marking, so nothing was kept: please say it again with nothing from a marked document, and without the marking itself.",
    "national-insurance-number":
      "This looks as if it holds a National Insurance number, so nothing was kept: please send it again without the number.",
    "card-number":
      "This looks as if it holds a payment card number, so nothing was kept: please send it again without the number.",
    secret:
      "This looks as if it holds a key, token or other secret, so nothing was kept: please send it again without the secret, and have the secret replaced if it is real.",
    password:
      "This looks as if it holds a password, so nothing was kept: please send it again without the password, and change the password if it is real.",
  },
  {
    marking:
      "Mae'n edrych fel petai marc SWYDDOGOL-SENSITIF, CYFRINACHOL neu CYFRINACHOL IAWN yma, felly ni chadwyd dim: anfonwch y neges eto heb ddim o ddogfen sydd wedi'i marcio, a heb y marc ei hun.",
    "national-insurance-number":
      "Mae'n edrych fel petai rhif Yswiriant Gwladol yma, felly ni chadwyd dim: anfonwch y neges eto heb y rhif.",
    "card-number":
      "Mae'n edrych fel petai rhif cerdyn talu yma, felly ni chadwyd dim: anfonwch y neges eto heb y rhif.",
    secret:
      "Mae'n edrych fel petai allwedd, tocyn neu gyfrinach arall yma, felly ni chadwyd dim: anfonwch y neges eto heb y gyfrinach, a threfnwch ei newid os yw'n un go iawn.",
    password:
      "Mae'n edrych fel petai cyfrinair yma, felly ni chadwyd dim: anfonwch y neges eto heb y cyfrinair, a newidiwch y cyfrinair os yw'n un go iawn.",
  },
);
