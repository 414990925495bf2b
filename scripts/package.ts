// Makes appPackage/build/uptake.<name>.zip, to be uploaded to Teams:
//   node --import tsx scripts/package.ts [--env <name>]
// The values come from env/.env.<name> (default: local) and from the environment, which wins.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makePackage, settingsOf } from "./app-package.ts";

const { values } = parseArgs({ options: { env: { type: "string", default: "local" } } });
const name = values.env;
const root = join(import.meta.dirname, "..");
const made = /^[a-z0-9-]+$/i.test(name)
  ? makePackage(join(root, "appPackage"), settingsOf(join(root, "env"), name, process.env))
  : { problems: [`--env is "${name}" and should be letters, digits and dashes`] };

if ("problems" in made) {
  console.error(
    `The app package for "${name}" can't be made:\n${made.problems.map((line) => `  ${line}`).join("\n")}`,
  );
  process.exitCode = 1;
} else {
  const folder = join(root, "appPackage", "build");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `uptake.${name}.zip`), made.zip);
  console.log(`appPackage/build/uptake.${name}.zip: ${made.zip.length} bytes`);
}
