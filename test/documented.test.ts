import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { variables } from "./harness/variables.ts";

const text = (file: string) => readFileSync(join(import.meta.dirname, "..", file), "utf8");
const readme = text("README.md");
const operate = text("docs/operate.md");
const manifest = JSON.parse(text("aad.manifest.json")) as {
  readonly requiredResourceAccess: readonly {
    readonly resourceAccess: readonly { readonly id: string; readonly type: string }[];
  }[];
};

/** Permissions that are named anywhere in what asks Microsoft Graph. */
const asked = ["directory", "usage-reports", "licences", "presence", "install"]
  .flatMap((file) => [...text(`src/platform/graph/${file}.ts`).matchAll(/permission: "([A-Za-z.]+)"/g)])
  .map(([, name = ""]) => name);
/** Only where whoever runs the product switches them on: so nobody is asked to agree to them beforehand. */
const offByDefault = ["Presence.Read.All", "MailboxSettings.Read"];

describe("whoever works on the product", () => {
  it("has read where a line belongs after 150 lines, and finds the rest by its link", () => {
    const architecture = text("ARCHITECTURE.md");

    assert.ok(architecture.trimEnd().split("\n").length <= 150);
    for (const [, link = ""] of architecture.matchAll(/\]\(([^)]+)\)/g))
      assert.ok(existsSync(join(import.meta.dirname, "..", link)), link);
  });
});

describe("whoever runs the product", () => {
  it("finds every variable of the environment in the README, and none that isn't read", () => {
    const table = readme.slice(readme.indexOf("| variable |"), readme.indexOf("**The embedded database**"));
    const described = [...table.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name = ""]) => name);
    const all = variables();

    assert.ok(all.length > 35, String(all.length));
    assert.deepEqual(
      all.filter((name) => !described.includes(name)),
      [],
    );
    assert.deepEqual(
      described.filter((name) => !all.includes(name)),
      [],
    );
  });

  it("is asked to agree to each permission that is used, and to no other", () => {
    const roles = manifest.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess);

    assert.deepEqual(
      roles.map(({ id }) => id).toSorted(),
      [...new Set(asked)].filter((name) => !offByDefault.includes(name)).toSorted(),
    );
    assert.ok(roles.every(({ type }) => type === "Role"));
  });

  it("is told of each permission what it is for and what doesn't work without it", () => {
    for (const name of new Set(asked)) {
      const line = operate.split("\n").find((each) => each.startsWith("|") && each.includes(`\`${name}\``));
      const cells = line?.split("|").map((cell) => cell.trim()) ?? [];

      assert.ok((cells[2] ?? "").length > 10, name);
      assert.ok((cells[3] ?? "").length > 10, name);
    }
  });

  it("is never asked for mail, for what people said to Copilot, or to change anything but who has the app", () => {
    for (const name of asked) {
      assert.doesNotMatch(name, /^(Mail|Chat|Files|AiEnterpriseInteraction)\./);
      if (/Write/.test(name)) assert.equal(name, "TeamsAppInstallation.ReadWriteSelfForUser.All");
    }
  });
});
