import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "node_modules/.cache/uptake/bench");

/**
 * Builds the product as `npm run build` does, into a folder of its own, and answers the file that starts it.
 * BENCH_MAIN names one that was built before, to compare a change with what was there.
 */
export function built(): string {
  if (process.env.BENCH_MAIN !== undefined) return process.env.BENCH_MAIN;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  // The product looks for content/ beside dist/.
  if (!existsSync(join(folder, "content"))) symlinkSync(join(root, "content"), join(folder, "content"));
  const main = join(folder, "dist/main.js");
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      compiler,
      ...["-p", join(root, "tsconfig.build.json")],
      ...["--outDir", join(folder, "dist")],
      ...["--incremental", "--tsBuildInfoFile", join(folder, "tsbuildinfo")],
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`The product doesn't compile:\n${stdout}`);
  const pack = ["--import", "tsx", join(root, "scripts/pack-database.ts"), join(folder, "dist")];
  const packing = spawnSync(process.execPath, pack, { encoding: "utf8", cwd: root });
  if (packing.status !== 0) throw new Error(`The empty database can't be packed:\n${packing.stderr}`);
  return main;
}
