import { resolve } from "node:path";
import { freePort, type Running, run } from "./playground/processes.ts";
import { botEnvironment, startBot, startPlayground } from "./playground/start.ts";

/** `npm run play`: the bot with invented people, and Microsoft's Agents Playground to talk to it. No account, no network. */
const FOLDER = resolve(".data/play");
const SOURCE = ["--import", "tsx"];

const running: Running[] = [];
let told = false;

async function play(): Promise<void> {
  const port = await freePort(3978);
  console.log("Starting the bot …");
  const { bot, url } = await startBot({ argv: [...SOURCE, "src/main.ts"], port, dataDir: FOLDER });
  running.push(bot);

  const seed = run("The seed", [...SOURCE, "src/cli.ts", "seed"], {
    env: botEnvironment({ port, dataDir: FOLDER }),
  });
  await seed.ended;
  console.log(seed.output().trim());

  console.log("Starting Microsoft 365 Agents Playground …");
  const folder = resolve(FOLDER, "playground");
  const { playground, url: address } = await startPlayground({
    bot: url,
    port: await freePort(56_150),
    folder,
    browser: true,
  });
  running.push(playground);
  console.log(welcome(address));

  const sentence = await Promise.race(running.map(({ ended }) => ended));
  if (!told)
    fail(
      `${sentence}\n${
        running
          .find((each) => each.hasEnded())
          ?.output()
          .slice(-2000) ?? ""
      }`,
    );
  await stop();
}

const welcome = (address: string) => `
Open ${address} in a browser (it may have opened by itself). You are "Example Person Eleven".

Three things to try there:
  1. Press "Set me up" on the welcome card.
  2. Type: saved half an hour on the board minutes with Copilot in Word
  3. Type: give me a tip

What you do is kept in .data/play; delete that folder to begin again. Ctrl-C ends it.
`;

async function stop(): Promise<void> {
  told = true;
  await Promise.all(running.splice(0).map((each) => each.stop()));
}

function fail(sentence: string): void {
  console.error(sentence.trim());
  process.exitCode = 1;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    if (!told) console.log("Stopping …");
    told = true;
    stop().then(() => process.exit(), console.error);
  });

play().catch(async (error: unknown) => {
  if (!told) fail(error instanceof Error ? error.message : String(error));
  await stop();
});
