import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Card } from "../../src/core/card.ts";
import { type Language, languages } from "../../src/core/words.ts";

type Samples = (language: Language) => Readonly<Record<string, Card>>;
type Gallery = Readonly<Record<string, Readonly<Record<Language, Readonly<Record<string, Card>>>>>>;

const require = createRequire(import.meta.url);
const page = fileURLToPath(new URL("page.html", import.meta.url));

/** Writes a page with every card of every feature, in both languages, as their samples make them. Answers their ids. */
export async function buildGallery(folder: string, features = "test/features"): Promise<readonly string[]> {
  const cards = await allSamples(features);
  mkdirSync(folder, { recursive: true });
  copyFileSync(page, join(folder, "index.html"));
  copyFileSync(
    require.resolve("adaptivecards/dist/adaptivecards.min.js"),
    join(folder, "adaptivecards.min.js"),
  );
  writeFileSync(join(folder, "cards.js"), `window.cards = ${JSON.stringify(cards)};\n`);
  return Object.entries(cards).flatMap(([feature, { en }]) =>
    Object.keys(en).map((name) => idOf(feature, name)),
  );
}

/** What a card is called on the page; page.html says it the same way. */
const idOf = (feature: string, name: string) => `${feature}-${name}`.replace(/\W+/g, "-");

async function allSamples(features: string): Promise<Gallery> {
  const found = readdirSync(features)
    .map((feature) => [feature, join(features, feature, "samples.ts")] as const)
    .filter(([, file]) => existsSync(file));
  const loaded = found.map(async ([feature, file]) => {
    const { samples } = (await import(pathToFileURL(file).href)) as { samples: Samples };
    const both = Object.fromEntries(languages.map((language) => [language, samples(language)]));
    return [feature, both as Record<Language, Record<string, Card>>] as const;
  });
  const all = await Promise.all(loaded);
  return Object.fromEntries(all.filter(([, { en }]) => Object.keys(en).length > 0));
}
