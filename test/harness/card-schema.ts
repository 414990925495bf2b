import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import type { TeamsCard } from "./card-type.ts";

const require = createRequire(import.meta.url);
const FOLDER = "node_modules/.cache/uptake";

/** There is no official JSON schema of today's cards: this one is made from the types of @microsoft/teams.cards. */
async function schema(): Promise<object> {
  const { version } = require("@microsoft/teams.cards/package.json") as { version: string };
  const file = `${FOLDER}/card-schema-${version}.json`;
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as object;

  const { createGenerator } = await import("ts-json-schema-generator");
  const made = createGenerator({
    path: "test/harness/card-type.ts",
    tsconfig: "tsconfig.json",
    type: "TeamsCard",
    expose: "all", // without it: RangeError
    skipTypeCheck: true,
  }).createSchema("TeamsCard"); // some seconds, so it is kept
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(made));
  renameSync(`${file}.${process.pid}`, file);
  return made;
}

/** Says whether a card fits; its `errors` say why not. */
export const cardSchema = async (): Promise<ValidateFunction<TeamsCard>> =>
  new Ajv({ strict: false }).compile<TeamsCard>(await schema());
