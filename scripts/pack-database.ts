// Packs an empty database with all tables in it beside the built product, so that a first start needn't make them:
//   node --import tsx scripts/pack-database.ts [dist]
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { openServer } from "../src/platform/database/open.ts";
import { packed } from "../src/platform/database/pack.ts";

const nothing = () => {};
const { migrations } = createApp({
  config: readConfig({}),
  db: openServer("postgres://nobody@127.0.0.1:1/nowhere"), // never asked: nothing is read or saved
  clock: () => new Date(0),
  log: { info: nothing, warn: nothing, error: nothing },
  readFile: async () => "",
  origin: () => "",
});
const [dist = "dist"] = process.argv.slice(2);
const file = join(dist, "platform/database/migrated.tgz");
writeFileSync(`${file}.new`, gzipSync(await packed(migrations)));
renameSync(`${file}.new`, file);
