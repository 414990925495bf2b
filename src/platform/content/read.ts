import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** content/ lies beside src/ and beside dist/. */
const folder = fileURLToPath(new URL("../../../content/", import.meta.url));

type Content = Readonly<Record<string, readonly unknown[]>>;

let read: Content | undefined;

/** Every JSON file in content/, by folder, in the order of its name. Read once, as it comes with the product's code. */
export function readContent(): Content {
  read ??= readFolders();
  return read;
}

function readFolders(): Content {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(folders.map(({ name }) => [name, filesIn(join(folder, name))]));
}

function filesIn(path: string): readonly unknown[] {
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => JSON.parse(readFileSync(join(path, name), "utf8")) as unknown);
}
