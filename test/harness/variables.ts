import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Every variable of the environment that the server reads, by its source. */
export function variables(): readonly string[] {
  const text = (file: string) => readFileSync(join(import.meta.dirname, "../../src", file), "utf8");
  const schema = [...text("config.ts").matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)];
  const quoted = [...text("config-graph.ts").matchAll(/"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"/g)];
  return [...new Set([...schema, ...quoted].map(([, name = ""]) => name))].sort();
}
