import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, run } from "../../scripts/playground/processes.ts";
import { botEnvironment, startBot, startPlayground } from "../../scripts/playground/start.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { Chat } from "./chat.ts";

/** The built bot with a fresh database, the Playground in front of it and a browser in front of that. */
export interface Stage {
  readonly browser: Browser;
  readonly chat: Chat;
  readonly bot: string;
  readonly playground: string;
  /** A line of the operator's command line, handed to the running bot by a process of its own. Answers its JSON. */
  operate(line: string): Promise<unknown>;
  /** The bot's log so far. */
  log(): string;
  close(): Promise<void>;
}

/** Everything on free ports and in a folder of its own, which is gone afterwards. */
export async function openStage(): Promise<Stage> {
  const scratch = mkdtempSync(join(tmpdir(), "uptake-e2e-"));
  const dataDir = join(scratch, "data");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const closing: (() => Promise<void>)[] = [() => rmLater(scratch)];
  const close = async () => {
    for (const each of closing.reverse()) await each();
  };
  const closedBy = async <T>(starting: Promise<T>, end: (started: T) => Promise<void>): Promise<T> => {
    const started = await starting;
    closing.push(() => end(started));
    return started;
  };
  mkdirSync(dataDir);

  const starting = [
    closedBy(openBrowser(), (browser) => browser.close()),
    closedBy(startBot({ argv: ["dist/main.js"], port, dataDir }), ({ bot }) => bot.stop()),
    closedBy(
      startPlayground({
        bot: url,
        port: await freePort(),
        folder: join(scratch, "playground"),
        browser: false,
      }),
      ({ playground }) => playground.stop(),
    ),
  ] as const;
  try {
    const [browser, { bot }, { url: playground }] = await Promise.all(starting);
    const page = await browser.open({ viewport: { width: 1340, height: 1300 } });
    return { browser, chat: new Chat(page), bot: url, playground, operate, log: bot.output, close };
  } catch (error) {
    await Promise.allSettled(starting);
    await close();
    throw error;
  }

  async function operate(line: string): Promise<unknown> {
    const command = run("the command line", ["dist/cli.js", ...line.split(" "), "--json"], {
      env: botEnvironment({ port, dataDir }),
    });
    await command.ended;
    try {
      return JSON.parse(command.output());
    } catch {
      throw new Error(`“${line}” printed: ${command.output()}`);
    }
  }
}

async function rmLater(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
}
