import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { languages } from "../src/core/words.ts";
import { comparable } from "../src/platform/teams/commands.ts";
import { appToAsk } from "./harness/features.ts";

const folders = readdirSync("src/features", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("every feature", () => {
  const { features } = appToAsk();

  it("what Teams lists to be said is what help says first", () => {
    const { bots } = JSON.parse(readFileSync("appPackage/manifest.json", "utf8")) as {
      bots: { commandLists: { scopes: string[]; commands: { title: string }[] }[] }[];
    };
    const listed = bots[0]?.commandLists.find(({ scopes }) => scopes.includes("personal"))?.commands ?? [];
    const usual = features
      .flatMap(({ commands }) => commands ?? [])
      .flatMap(({ usual: place, words }) => (place === undefined ? [] : [{ place, said: words.en[0] }]))
      .toSorted((one, other) => one.place - other.place);

    assert.deepEqual(listed.map(({ title }) => title).toSorted(), usual.map(({ said }) => said).toSorted());
    assert.equal(new Set(usual.map(({ place }) => place)).size, usual.length);
  });

  it("is in the list in src/features/index.ts, once, under its folder's name", () => {
    assert.deepEqual(features.map(({ name }) => name).toSorted(), folders.toSorted());
  });

  for (const folder of folders) {
    const feature = features.find(({ name }) => name === folder);

    it(`${folder} has a test of what a person sees, and samples of its cards`, () => {
      assert.ok(existsSync(`test/features/${folder}/${folder}.test.ts`));
      assert.ok(existsSync(`test/features/${folder}/samples.ts`));
    });

    it(`${folder} has a test of its rules, if it has rules`, () => {
      assert.equal(
        existsSync(`test/features/${folder}/rules.test.ts`),
        existsSync(`src/features/${folder}/rules.ts`),
      );
    });

    it(`${folder} names its messages after itself, each once`, () => {
      const names = (feature?.actions ?? []).map(({ name }) => name);

      assert.deepEqual(
        names.filter((name) => !name.startsWith(`${folder}/`)),
        [],
      );
      assert.equal(new Set(names).size, names.length);
    });

    it(`${folder} answers every message that it declares`, async () => {
      if (!existsSync(`src/features/${folder}/messages.ts`)) return assert.equal(feature?.actions, undefined);
      const declared = Object.values(
        (await import(`../src/features/${folder}/messages.ts`)) as object,
      ).flatMap((each: unknown) =>
        typeof each === "object" && each !== null && "read" in each && "name" in each ? [each.name] : [],
      );

      assert.deepEqual((feature?.actions ?? []).map(({ name }) => name).toSorted(), declared.toSorted());
    });

    it(`${folder} lets people see what it keeps`, () => {
      const { personalData } = feature ?? {};

      for (const slot of ["summary", "export"] as const)
        assert.equal(typeof personalData?.[slot], "function", slot);
    });

    it(`${folder} names its migrations after itself`, () => {
      const names = Object.keys(feature?.migrations ?? {});

      assert.deepEqual(
        names.filter((name) => !name.startsWith(`${folder}/`)),
        [],
      );
    });

    it(`${folder} imports no other feature, and nothing of the platform`, () => {
      const home = join("src/features", folder);
      const files = readdirSync(home, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith(".ts"),
      );
      const imports = files.flatMap((file) =>
        [...readFileSync(join(home, file), "utf8").matchAll(/from "([^"]+)"/g)].map(([, from]) =>
          relative(home, join(home, dirname(file), from ?? "")),
        ),
      );

      assert.ok(imports.length > 0);
      assert.deepEqual(
        imports.filter((from) => from.startsWith("..") && !from.startsWith("../../core/")),
        [],
      );
    });
  }
});

describe("every command", () => {
  const { features } = appToAsk();
  const commands = features.flatMap(({ name, commands = [] }) =>
    commands.map((command) => ({ name, command })),
  );

  it("can be typed in each language, and says what it does in each", () => {
    for (const { command } of commands)
      for (const language of languages) {
        assert.ok(command.words[language].length > 0, command.words.en[0]);
        assert.ok(command.does[language].length > 0, command.words.en[0]);
      }
  });

  it("says what it does in Welsh in Welsh", () => {
    for (const { command } of commands) assert.notEqual(command.does.cy, command.does.en);
  });

  it("has words that no other command has, in any language, however they are typed", () => {
    const owners = new Map<string, string>();
    for (const { name, command } of commands)
      for (const words of new Set(languages.flatMap((language) => command.words[language].map(comparable)))) {
        const own = `${name}: ${command.words.en[0]}`;
        assert.equal(owners.get(words) ?? own, own, words);
        owners.set(words, own);
      }
    assert.ok(owners.size > 40);
  });

  it("has words that are left of them when they are compared", () => {
    for (const { command } of commands)
      for (const language of languages)
        for (const words of command.words[language]) assert.ok(comparable(words).length > 1, words);
  });
});

describe("the product", () => {
  const { features } = appToAsk();

  it("has exactly one feature that meets people, and one that asks for time", () => {
    assert.deepEqual(
      features.flatMap(({ name, host }) => (host === undefined ? [] : [name])),
      ["welcome"],
    );
    assert.deepEqual(
      features.flatMap(({ name, asksTime }) => (asksTime === undefined ? [] : [name])),
      ["time-saved"],
    );
  });

  it("has operator commands of different names, none the beginning of another", () => {
    const names = features.flatMap(({ operator }) => (operator ?? []).map(({ name }) => name));

    for (const name of names)
      assert.deepEqual(
        names.filter((other) => `${other} `.startsWith(`${name} `)),
        [name],
      );
  });

  it("opens from the message extension what the manifest says, and nothing else", () => {
    const manifest = JSON.parse(readFileSync("appPackage/manifest.json", "utf8")) as {
      composeExtensions: { commands: { id: string }[] }[];
    };
    const declared = manifest.composeExtensions.flatMap(({ commands }) => commands.map(({ id }) => id));

    assert.deepEqual(
      features.flatMap(({ compose }) => (compose ?? []).map(({ id }) => id)).toSorted(),
      declared.toSorted(),
    );
  });

  it("understands every command that the manifest offers, in each language", () => {
    const offered = readdirSync("appPackage")
      .filter((file) => file.endsWith(".json"))
      .flatMap((file) => titlesIn(JSON.parse(readFileSync(`appPackage/${file}`, "utf8"))));
    const known = new Set(
      features.flatMap(({ commands = [], channelPosts = [] }) =>
        [...commands, ...channelPosts].flatMap(({ words }) =>
          languages.flatMap((l) => words[l].map(comparable)),
        ),
      ),
    );

    assert.ok(offered.length > 0);
    assert.deepEqual(
      offered.filter((title) => !known.has(comparable(title))),
      [],
    );
  });
});

/** The titles of the bot's command lists: in the manifest itself, and by their paths in its translations. */
function titlesIn(file: Record<string, unknown>): readonly string[] {
  const { bots } = file as { bots?: { commandLists?: { commands: { title: string }[] }[] }[] };
  const own = (bots ?? []).flatMap(({ commandLists = [] }) =>
    commandLists.flatMap(({ commands }) => commands.map(({ title }) => title)),
  );
  const translated = Object.entries(file).flatMap(([path, value]) =>
    /^bots\[\d+\]\.commandLists\[\d+\]\.commands\[\d+\]\.title$/.test(path) ? [String(value)] : [],
  );
  return [...own, ...translated];
}
