import { wordsIn } from "../../core/words.ts";

export const digestWords = wordsIn(
  {
    between: (low: string, high: string) => `95 % interval ${low} to ${high}`,
    floor: (hours: string, range: string) =>
      `Floor: staff reported ${hours} hours saved, net of what took longer (${range}). Whoever didn't report counts as nought.`,
    central: (hours: string, range: string, high: string) =>
      `Central: ${hours} hours, if active staff gained what reporters say they put to other useful work (${range}). High: ${high} hours, with nothing taken off.`,
    notOffered: "Central and high aren't offered: who was active isn't known for all of the month.",
    response: (reporters: string, percent: string | undefined) =>
      percent === undefined
        ? `About ${reporters} people reported. How many were asked isn't known.`
        : `About ${reporters} people reported, ${percent} % of those asked in an average week.`,
    weeks: (out: number, all: number) => `${out} of the month's ${all} weeks are out so far.`,
    indicative: "So few reported that it is only an indication.",
    effect: (outcome: string, value: string, weeks: number) =>
      outcome === "active-weeks"
        ? `${value} active weeks a person over ${weeks} weeks`
        : outcome === "minutes"
          ? `${value} reported minutes a person over ${weeks} weeks`
          : `${value} of “${outcome}” a person over ${weeks} weeks`,
    difference: (effect: string, interval: string) =>
      `An evaluation found a difference between people with tips and without: ${effect} (${interval}).`,
    noDifference: (effect: string, interval: string) =>
      `An evaluation found no difference that can be told from chance: ${effect} (${interval}). That isn't to say that there is none.`,
    unanswered: "An evaluation ended and can't be answered: too few people, or too many have left it.",
  },
  {
    between: (low: string, high: string) => `cyfwng 95 % ${low} i ${high}`,
    floor: (hours: string, range: string) =>
      `Llawr: cofnododd staff ${hours} awr wedi'u harbed, ar ôl tynnu'r hyn a gymerodd yn hirach (${range}). Mae pwy bynnag na chofnododd yn cyfrif fel sero.`,
    central: (hours: string, range: string, high: string) =>
      `Canol: ${hours} awr, os enillodd staff gweithredol yr hyn y dywed cofnodwyr iddynt ei roi i waith defnyddiol arall (${range}). Uchel: ${high} awr, heb dynnu dim.`,
    notOffered: "Ni chynigir canol ac uchel: nid yw'n hysbys pwy oedd yn weithredol am y mis cyfan.",
    response: (reporters: string, percent: string | undefined) =>
      percent === undefined
        ? `Cofnododd tua ${reporters} o bobl. Nid yw'n hysbys i faint y gofynnwyd.`
        : `Cofnododd tua ${reporters} o bobl, ${percent} % o'r rhai y gofynnwyd iddynt mewn wythnos gyfartalog.`,
    weeks: (out: number, all: number) => `Mae ${out} o ${all} wythnos y mis allan hyd yma.`,
    indicative: "Cofnododd cyn lleied fel mai arwydd yn unig ydyw.",
    effect: (outcome: string, value: string, weeks: number) =>
      outcome === "active-weeks"
        ? `${value} wythnos weithredol y person dros ${weeks} wythnos`
        : outcome === "minutes"
          ? `${value} munud a gofnodwyd y person dros ${weeks} wythnos`
          : `${value} o “${outcome}” y person dros ${weeks} wythnos`,
    difference: (effect: string, interval: string) =>
      `Canfu gwerthusiad wahaniaeth rhwng pobl ag awgrymiadau a hebddynt: ${effect} (${interval}).`,
    noDifference: (effect: string, interval: string) =>
      `Ni chanfu gwerthusiad wahaniaeth y gellir ei wahaniaethu oddi wrth hap: ${effect} (${interval}). Nid yw hynny'n golygu nad oes un.`,
    unanswered:
      "Daeth gwerthusiad i ben ac ni ellir ei ateb: rhy ychydig o bobl, neu mae gormod wedi ei adael.",
  },
);
