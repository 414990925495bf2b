import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../shared");

/** Reference material lies beside the project and is no part of it. Without it these tests say so and fail. */
export function reference(path: string): string {
  const file = join(folder, path);
  if (!existsSync(file)) throw new Error(`REFERENCE MATERIAL IS MISSING: ${path} isn't in ../shared`);
  return readFileSync(file, "utf8");
}
