import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { answers, type Running, run, until } from "./processes.ts";

const require = createRequire(import.meta.url);
const program = join(dirname(require.resolve("@microsoft/m365agentsplayground/package.json")), "cli.js");
const config = fileURLToPath(new URL(".m365agentsplayground.yml", import.meta.url));

interface Options {
  /** Where the bot listens, such as http://127.0.0.1:3978. */
  readonly bot: string;
  readonly port: number;
  /** Where it may write its devTools folder. */
  readonly folder: string;
  /** False: no window is opened. */
  readonly browser: boolean;
}

/** Starts Microsoft 365 Agents Playground in front of a bot. */
export async function startPlayground({ bot, port, folder, browser }: Options) {
  mkdirSync(folder, { recursive: true });
  const playground = run(
    "Agents Playground",
    [
      program,
      "start",
      ...["--app-endpoint", `${bot}/api/messages`],
      ...["--channel-id", "msteams"],
      ...["--port", String(port)],
      "--disable-telemetry",
    ],
    {
      cwd: folder,
      env: {
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
        // The invented people work in London, wherever this machine stands.
        TZ: "Europe/London",
        ...(browser ? {} : { TEAMSAPPTESTER_BROWSER: "none" }),
      },
    },
  );
  const url = `http://localhost:${port}`;
  try {
    await until("Agents Playground", () => answers(`${url}/_debug/ping`), [playground]);
  } catch (error) {
    await playground.stop();
    throw error;
  }
  return { playground, url };
}

interface Bot {
  /** From source or built: the program and what Node needs to run it. */
  readonly argv: readonly string[];
  readonly port: number;
  readonly dataDir: string;
}

/** What the bot and its command line read: this folder and port alone, whatever else this machine has set. */
export const botEnvironment = ({ port, dataDir }: Omit<Bot, "argv">) => ({
  PORT: String(port),
  DATA_DIR: dataDir,
  HOST: undefined,
  NODE_ENV: undefined,
  DATABASE_URL: undefined,
  BOT_ID: undefined,
  BOT_PASSWORD: undefined,
  METRICS_PORT: undefined,
  PUBLIC_URL: undefined,
  WEBSITE_HOSTNAME: undefined,
});

/** Starts the bot on its embedded database, as on a laptop, and waits until it is ready. */
export async function startBot({ argv, port, dataDir }: Bot): Promise<{ bot: Running; url: string }> {
  const bot = run("The bot", argv, { env: botEnvironment({ port, dataDir }) });
  const url = `http://127.0.0.1:${port}`;
  try {
    await until("the bot", () => answers(`${url}/readyz`), [bot]);
  } catch (error) {
    await bot.stop();
    throw error;
  }
  return { bot, url };
}
