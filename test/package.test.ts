import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { type Manifest, makePackage, settingsOf, translatable } from "../scripts/app-package.ts";
import { isOpaque, isWhiteOutline, readIcon } from "../scripts/icon.ts";
import { signedOff } from "../src/core/words.ts";

const source = join(import.meta.dirname, "../appPackage");
const settings = {
  APP_NAME_SUFFIX: "-test",
  TEAMS_APP_ID: "11111111-1111-4111-8111-111111111111",
  BOT_ID: "22222222-2222-4222-8222-222222222222",
  AAD_APP_CLIENT_ID: "33333333-3333-4333-8333-333333333333",
  BOT_DOMAIN: "uptake.example.gov.uk",
};

interface Whole extends Manifest {
  readonly id: string;
  readonly name: { readonly short: string };
  readonly bots: readonly {
    readonly botId: string;
    readonly scopes: readonly string[];
    readonly commandLists: readonly {
      readonly scopes: readonly string[];
      readonly commands: readonly { readonly title: string; readonly description: string }[];
    }[];
  }[];
  readonly composeExtensions: readonly { readonly botId: string }[];
  readonly copilotAgents: {
    readonly customEngineAgents: readonly {
      readonly type: string;
      readonly id: string;
      readonly disclaimer: { readonly text: string };
    }[];
  };
}

function problems(folder: string, given: Readonly<Record<string, string>>): string {
  const made = makePackage(folder, given);
  return "problems" in made ? made.problems.join("\n") : "";
}

function files(): Record<string, string> {
  const made = makePackage(source, settings);
  assert.ok("zip" in made, problems(source, settings));
  return Object.fromEntries(
    Object.entries(unzipSync(made.zip)).map(([name, bytes]) => [name, strFromU8(bytes, true)]),
  );
}

const manifest = () => JSON.parse(files()["manifest.json"] ?? "") as Whole;

describe("what goes into a tenant", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** The package's sources with one file changed. */
  function changed(file: string, change: (text: string) => string | Buffer): string {
    const folder = mkdtempSync(join(tmpdir(), "uptake-package-"));
    folders.push(folder);
    cpSync(source, folder, { recursive: true });
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));
    return folder;
  }

  describe("the package", () => {
    it("keeps to Microsoft's schemas, and holds a manifest, its Welsh and two icons", () => {
      assert.deepEqual(Object.keys(files()).sort(), ["color.png", "cy.json", "manifest.json", "outline.png"]);
    });

    it("leaves no placeholder, and names each id where it belongs", () => {
      const all = files();
      const { id, bots, composeExtensions, copilotAgents, name } = manifest();

      assert.ok(!Object.values(all).some((text) => text.includes("${{")));
      assert.equal(id, settings.TEAMS_APP_ID);
      assert.equal(name.short, "Uptake-test");
      assert.equal(JSON.parse(all["cy.json"] ?? "")["name.short"], "Uptake-test");
      assert.deepEqual([bots[0]?.botId, composeExtensions[0]?.botId], [settings.BOT_ID, settings.BOT_ID]);
      assert.deepEqual(
        copilotAgents.customEngineAgents.map(({ type, id: agent }) => [type, agent]),
        [["bot", settings.BOT_ID]],
      );
    });

    it("is offered inside Copilot itself, where it says first that AI can be wrong and what not to put in", () => {
      const { bots, copilotAgents } = manifest();

      assert.ok(bots[0]?.scopes.includes("copilot"));
      assert.match(copilotAgents.customEngineAgents[0]?.disclaimer.text ?? "", /AI can be wrong.*SECRET/);
    });

    it("is the same, byte for byte, each time it is made", () => {
      assert.deepEqual(makePackage(source, settings), makePackage(source, settings));
    });

    it("asks for no permission, and talks to no host but ours", () => {
      const asked = manifest() as unknown as Record<string, unknown>;

      for (const name of ["permissions", "devicePermissions", "authorization"])
        assert.equal(asked[name], undefined, name);
      assert.deepEqual(asked.validDomains, [settings.BOT_DOMAIN]);
    });

    it("offers commands of a length that Teams shows whole, in every scope of the bot", () => {
      const { bots } = manifest();
      const lists = bots[0]?.commandLists ?? [];

      assert.deepEqual(
        [...lists.flatMap(({ scopes }) => scopes)].sort(),
        [...(bots[0]?.scopes ?? [])].sort(),
      );
      for (const { commands } of lists) {
        assert.ok(commands.length <= 10);
        for (const { title, description } of commands)
          assert.ok(title.length <= 32 && description.length <= 128, title);
      }
    });
  });

  it("says that figures on groups are of ten people or more, in both languages", () => {
    assert.match(files()["manifest.json"] ?? "", /groups of ten people or more/);
    assert.match(files()["cy.json"] ?? "", /grwpiau o ddeg neu fwy o bobl/);
  });

  describe("the Welsh", () => {
    it("says everything that the English says, and nothing twice", () => {
      const welsh = JSON.parse(files()["cy.json"] ?? "") as Record<string, string>;
      const english = translatable(manifest());

      assert.ok(english.size >= 28, `${english.size} texts`);
      assert.deepEqual(
        Object.keys(welsh)
          .filter((path) => path !== "$schema")
          .sort(),
        [...english.keys()].sort(),
      );
      const same = [...english].filter(([path, text]) => welsh[path] === text).map(([path]) => path);
      assert.deepEqual(same, ["name.short"]);
    });

    it("keeps its commands as short as the English ones", () => {
      const welsh = JSON.parse(files()["cy.json"] ?? "") as Record<string, string>;
      const tooLong = Object.entries(welsh).filter(
        ([path, text]) =>
          (path.includes("command") && path.endsWith(".title") && text.length > 32) ||
          (path.includes("command") && path.endsWith(".description") && text.length > 128),
      );

      assert.deepEqual(tooLong, []);
    });

    it("says that it is a draft until a translator has signed it off", () => {
      const welsh = JSON.parse(files()["cy.json"] ?? "") as Record<string, string>;

      assert.equal(/drafft/i.test(welsh["description.full"] ?? ""), !signedOff.includes("cy"));
    });
  });

  describe("the icons", () => {
    const icon = (name: string) => readIcon(readFileSync(join(source, name)));

    it("are a full square of 192, and white lines of 32 on nothing", () => {
      const color = icon("color.png");
      const outline = icon("outline.png");

      assert.ok(typeof color !== "string" && typeof outline !== "string");
      assert.deepEqual([color.width, color.height, outline.width, outline.height], [192, 192, 32, 32]);
      assert.ok(isOpaque(color));
      assert.ok(!isOpaque(outline) && isWhiteOutline(outline));
    });
  });

  describe("what is refused", () => {
    it("names every missing and malformed value at once", () => {
      const said = problems(source, { BOT_ID: "abc", BOT_DOMAIN: "https://uptake.example.gov.uk/tab" });

      assert.deepEqual(
        said.split("\n").map((line) => line.split(" ", 1)[0]),
        ["AAD_APP_CLIENT_ID", "BOT_DOMAIN", "BOT_ID", "TEAMS_APP_ID"],
      );
    });

    const changes: readonly (readonly [string, string, (text: string) => string | Buffer, RegExp])[] = [
      [
        "a scope that Teams doesn't know",
        "manifest.json",
        (text) => text.replace('"groupChat"', '"everybody"'),
        /manifest.json\/bots/,
      ],
      [
        "a property that Teams doesn't know",
        "manifest.json",
        (text) => text.replace("{", '{ "extra": 1,'),
        /additional/,
      ],
      [
        "a text without Welsh",
        "cy.json",
        (text) => text.replace(/.*staticTabs.*\n/, ""),
        /staticTabs\[1\]\.name has no translation/,
      ],
      [
        "Welsh for nothing",
        "cy.json",
        (text) => text.replace("staticTabs[1]", "staticTabs[0]"),
        /staticTabs\[0\]\.name translates nothing/,
      ],
      [
        "Welsh that is too long",
        "cy.json",
        (text) => text.replace('Dod o hyd i awgrym"', `${"Awgrym ".repeat(6)}"`),
        /cy.json\/.*32/,
      ],
      [
        "an icon of another size",
        "color.png",
        () => readFileSync(join(source, "outline.png")),
        /32 × 32 and should be 192 × 192/,
      ],
      [
        "an outline without transparency",
        "outline.png",
        () => readFileSync(join(source, "color.png")),
        /192 × 192 and should be 32 × 32/,
      ],
      ["a file that is no picture", "outline.png", () => "hello", /is not a PNG/],
    ];
    for (const [what, file, change, expected] of changes)
      it(`refuses ${what}`, () => {
        assert.match(problems(changed(file, change), settings), expected);
      });

    it("refuses a name that is too long with its suffix", () => {
      assert.match(problems(source, { ...settings, APP_NAME_SUFFIX: "-".repeat(25) }), /APP_NAME_SUFFIX/);
    });
  });

  describe("its settings", () => {
    it("come from the file, unless the environment says something else", () => {
      const folder = mkdtempSync(join(tmpdir(), "uptake-env-"));
      folders.push(folder);
      writeFileSync(join(folder, ".env.here"), "BOT_ID=from-file\nBOT_DOMAIN=from-file\n");

      const given = settingsOf(folder, "here", { BOT_ID: "from-environment", BOT_DOMAIN: "" });

      assert.deepEqual(given, { BOT_ID: "from-environment", BOT_DOMAIN: "from-file" });
    });

    it("hold no secret in the repository", () => {
      for (const name of ["local", "dev", "playground"])
        assert.doesNotMatch(
          readFileSync(join(source, `../env/.env.${name}`), "utf8"),
          /^(?:SECRET_|.*PASSWORD|.*_KEY).*=./m,
        );
    });
  });
});
