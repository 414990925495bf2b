import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { openServer } from "../../src/platform/database/open.ts";

/** The product as it is put together, to be asked what it answers to. It has no database and can do nothing. */
export function appToAsk(): App {
  const nothing = () => {};
  return createApp({
    config: readConfig({}),
    db: openServer("postgres://nobody@127.0.0.1:1/nowhere"), // never asked: nothing is read or saved
    clock: () => new Date(0),
    log: { info: nothing, warn: nothing, error: nothing },
    readFile: async () => "",
    origin: () => "",
  });
}
