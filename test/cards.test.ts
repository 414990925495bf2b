import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import type { ValidateFunction } from "ajv";
import type { Card } from "../src/core/card.ts";
import { say } from "../src/core/say.ts";
import { apps, grades } from "../src/core/taxonomy.ts";
import { type Language, languages } from "../src/core/words.ts";
import { comparable } from "../src/platform/teams/commands.ts";
import { cardProblems } from "./harness/card-parse.ts";
import { cardSchema } from "./harness/card-schema.ts";
import { appToAsk } from "./harness/features.ts";
import { buttonsOf, titleOf } from "./harness/house.ts";

type Node = Readonly<Record<string, unknown>> & { readonly type?: string };
type Samples = (language: Language) => Record<string, Card>;

const BIGGEST = 28 * 1024; // Teams refuses larger messages
const MOST_BUTTONS = 6; // Teams shows no more of one set

/** Cards for a place that has no language of its own: they say everything twice. */
const bilingual = new Set(["welcome: group", "welcome: group, nothing to ask for", "welcome: stranger"]);

/** Every part of a card, however deep. */
function partsOf(node: unknown): readonly Node[] {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (typeof node !== "object" || node === null) return [];
  return [node as Node, ...Object.values(node).flatMap(partsOf)];
}

const partsOfType = (card: Card, fits: (type: string) => boolean) =>
  partsOf(card).filter(({ type }) => typeof type === "string" && fits(type));
const inputsOf = (card: Card) => partsOfType(card, (type) => type.startsWith("Input."));

/** Where words for people stand in a card. */
const WORDS = [
  "text",
  "label",
  "title",
  "placeholder",
  "errorMessage",
  "tooltip",
  "xAxisTitle",
  "yAxisTitle",
  "value",
];

/** Everything on a card that somebody reads. The value of an input, of a choice or of a chart is for machines. */
function wordsOn(card: Card): readonly string[] {
  return partsOf([card.body, card.actions]).flatMap((part) => {
    const isFact = part.type === undefined && "title" in part && "value" in part && !isChoice(part);
    return WORDS.filter((key) => key !== "value" || isFact)
      .map((key) => part[key])
      .filter((word): word is string => typeof word === "string" && /\p{L}{2}/u.test(word));
  });

  function isChoice(part: Node): boolean {
    return inputsOf(card).some(({ choices }) => Array.isArray(choices) && choices.includes(part));
  }
}

/** What is called the same in both languages. */
const names = new Set<string>([
  ...Object.values(apps).flatMap(({ en, cy }) => (en === cy ? [en] : [])),
  ...Object.values(grades).flatMap(({ en, cy }) => (en === cy ? [en] : [])),
  ...["Uptake", "English", "Cymraeg"],
]);
const isName = (word: string) => names.has(word) || /^[A-Z]\w+\/[\w ]+$/.test(word); // a time zone: Europe/London

const folders = readdirSync("test/features").filter((folder) =>
  existsSync(`test/features/${folder}/samples.ts`),
);
const withCards = readdirSync("src/features").filter((folder) =>
  existsSync(`src/features/${folder}/cards.ts`),
);
const samplesOf = async (folder: string) =>
  ((await import(`./features/${folder}/samples.ts`)) as { samples: Samples }).samples;

describe("every card", () => {
  const { features } = appToAsk();
  const verbs = new Set([
    say.name,
    ...features.flatMap(({ actions }) => (actions ?? []).map(({ name }) => name)),
  ]);
  const commands = new Set(
    features
      .flatMap((feature) => feature.commands ?? [])
      .flatMap(({ words }) => languages.flatMap((language) => words[language].map(comparable))),
  );
  let fits: ValidateFunction;
  const all: { readonly name: string; readonly language: Language; readonly card: Card }[] = [];

  before(async function () {
    this.timeout(120_000); // the schema is made once, and kept
    fits = await cardSchema();
    for (const folder of folders) {
      const samples = await samplesOf(folder);
      for (const language of languages)
        for (const [name, card] of Object.entries(samples(language)))
          all.push({ name: `${folder}: ${name}`, language, card });
    }
  });

  /** The names of the cards of which something isn't so. */
  const wrong = (check: (sample: (typeof all)[number]) => unknown): readonly string[] =>
    all.flatMap((sample) => {
      const found = check(sample);
      const isFine = found === undefined || found === false || (Array.isArray(found) && found.length === 0);
      return isFine ? [] : [`${sample.name} (${sample.language}): ${JSON.stringify(found)}`];
    });

  it("is among the samples: there are some of each feature that has cards", () => {
    const shown = new Set(all.map(({ name }) => name.split(":")[0]));

    assert.deepEqual([...shown], withCards);
  });

  it("begins with its title when it is read aloud, and goes on with what it says", () => {
    const found = wrong(({ card: { speak, body } }) => {
      const title = titleOf({ speak, body } as Card);
      const [, second] = partsOf(body)
        .filter(({ type }) => type === "TextBlock")
        .map(({ text }) => String(text));
      const goesOn = second === undefined || speak.length > title.length + 5;
      return speak.startsWith(title) && title.length > 0 && goesOn ? false : speak;
    });

    assert.deepEqual(found, []);
  });

  it("says every sentence of its text aloud, unless it is longer than anybody listens to", () => {
    const found = wrong(({ card }) => {
      const texts = partsOfType(card, (type) => type === "TextBlock").filter(
        ({ text }) => !/^Drafft/.test(String(text)),
      );
      const silent = texts.filter(
        ({ text }) =>
          !card.speak.includes(
            String(text)
              .replaceAll(/\*\*|^- /gm, "")
              .slice(0, 40),
          ),
      );
      return card.speak.length >= 1500 ? false : silent;
    });

    assert.deepEqual(found, []);
  });

  it("has a heading, and text that wraps", () => {
    const found = wrong(({ card }) => {
      const texts = partsOfType(card, (type) => type === "TextBlock");
      return texts[0]?.style !== "heading" || texts.some(({ wrap }) => wrap !== true);
    });

    assert.deepEqual(found, []);
  });

  it("names its language", () => {
    const found = wrong(({ name, language, card }) => !bilingual.has(name) && card.lang !== language);

    assert.deepEqual(found, []);
  });

  it("labels each input, and says what is wrong where one is required", () => {
    const found = wrong(({ card }) =>
      inputsOf(card).filter(
        ({ label, isRequired, errorMessage }) =>
          typeof label !== "string" || label === "" || (isRequired === true && !errorMessage),
      ),
    );

    assert.deepEqual(found, []);
  });

  it("says what a number or a date may be, wherever a client checks it", () => {
    const found = wrong(({ card }) =>
      inputsOf(card).filter(
        ({ min, max, errorMessage }) => (min !== undefined || max !== undefined) && !errorMessage,
      ),
    );

    assert.deepEqual(found, []);
  });

  it("fits into a message of Teams", () => {
    const found = wrong(({ card }) => {
      const message = {
        type: "message",
        attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
      };
      const bytes = Buffer.byteLength(JSON.stringify({ ...message, summary: card.speak.slice(0, 200) }));
      return bytes >= BIGGEST && bytes;
    });

    assert.deepEqual(found, []);
  });

  it("has no more buttons in one row than Teams shows", () => {
    const found = wrong(
      ({ card }) =>
        partsOf(card).filter(({ actions }) => Array.isArray(actions) && actions.length > MOST_BUTTONS)
          .length > 0,
    );

    assert.deepEqual(found, []);
  });

  it("has only buttons that are answered, and a different title on each", () => {
    const found = wrong(({ card }) => {
      const titles = buttonsOf(card).map(({ title }) => title);
      const dead = buttonsOf(card).filter(({ verb }) => !verbs.has(verb));
      return dead.length > 0 ? dead : titles.length !== new Set(titles).size && titles;
    });

    assert.deepEqual(found, []);
  });

  it("has buttons that stand for typing only where that is a command, in the card's own language", () => {
    const found = wrong(({ language, card }) =>
      buttonsOf(card).filter(({ verb, data }) => {
        const words = comparable(String(data.words));
        const own = features.flatMap((feature) =>
          (feature.commands ?? []).flatMap((each) => each.words[language].map(comparable)),
        );
        return verb === say.name && (!commands.has(words) || !own.includes(words));
      }),
    );

    assert.deepEqual(found, []);
  });

  it("has only links over https", () => {
    const found = wrong(({ card }) =>
      partsOfType(card, (type) => type === "Action.OpenUrl").filter(
        ({ url }) => !String(url).startsWith("https://"),
      ),
    );

    assert.deepEqual(found, []);
  });

  it("fits the types that Teams takes, with no unknown property", () => {
    const found = wrong(({ card }) => !fits(card) && fits.errors?.slice(0, 3));

    assert.deepEqual(found, []);
  });

  it("is taken by Microsoft's own parser", () => {
    assert.deepEqual(
      wrong(({ card }) => cardProblems(card)),
      [],
    );
  });

  it("in Welsh says that it is a draft, and in English doesn't", () => {
    const found = wrong(({ name, language, card }) => {
      const isDraft = /Drafft Cymraeg/.test(JSON.stringify(card));
      return isDraft !== (language === "cy" || bilingual.has(name));
    });

    assert.deepEqual(found, []);
  });

  it("in Welsh has no sentence left in English", () => {
    const inEnglish = all.filter(({ name, language }) => language === "en" && !bilingual.has(name));
    const english = new Set(inEnglish.flatMap(({ card }) => wordsOn(card)));

    const found = wrong(({ name, language, card }) =>
      language === "en" || bilingual.has(name)
        ? false
        : wordsOn(card).filter((word) => english.has(word) && !isName(word)),
    );

    assert.deepEqual(found, []);
  });

  it("in Welsh asks for the same, and has the same buttons, as in English", () => {
    const shapeOf = (card: Card) => [
      inputsOf(card).map(({ id, type }) => `${type} ${id}`),
      buttonsOf(card).map(({ verb }) => verb),
    ];
    const inEnglish = new Map(
      all.filter(({ language }) => language === "en").map(({ name, card }) => [name, card]),
    );

    for (const { name, card } of all)
      assert.deepEqual(shapeOf(card), shapeOf(inEnglish.get(name) as Card), name);
  });
});

describe("the checks of cards", () => {
  const cardOf = (...body: object[]) => ({ type: "AdaptiveCard", version: "1.5", body });
  let fits: ValidateFunction;
  before(async function () {
    this.timeout(120_000);
    fits = await cardSchema();
  });

  for (const [name, element] of [
    ["an unknown element", { type: "TextBlok", text: "x" }],
    ["an unknown property", { type: "TextBlock", text: "x", wrapp: true }],
    ["a misspelt property of a chart", { type: "Chart.VerticalBar", data: [{ x: "a", yy: 1 }] }],
    ["an unknown value", { type: "TextBlock", text: "x", size: "Huge" }],
  ] as const)
    it(`find ${name}`, () => assert.equal(fits(cardOf(element)), false));

  it("find two inputs of one id, an input without one, and a choice without choices", () => {
    const input = { type: "Input.Text", id: "a" };

    assert.match(cardProblems(cardOf(input, input)).join(), /Duplicate Id/);
    assert.match(cardProblems(cardOf({ type: "Input.Text" })).join(), /unique Id/);
    assert.match(cardProblems(cardOf({ type: "Input.ChoiceSet", id: "a" })).join(), /choices/i);
  });
});
