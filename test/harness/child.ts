import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../../src/", import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A process of the product, as an operator starts it, with nothing in its environment but what it is given. */
export class Started {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  out = "";
  err = "";
  readonly #waiting: {
    readonly event: string;
    readonly resolve: (facts: Record<string, unknown>) => void;
  }[] = [];

  constructor(
    file: "main.ts" | "cli.ts",
    argv: readonly string[],
    environment: Record<string, string>,
    folder?: string,
  ) {
    const loader = createRequire(import.meta.url).resolve("tsx");
    this.process = spawn(process.execPath, ["--import", loader, join(SOURCE, file), ...argv], {
      env: { PATH: process.env.PATH ?? "", ...environment },
      cwd: folder ?? SOURCE,
    });
    this.process.stdout.on("data", (text: Buffer) => {
      this.out += text;
    });
    this.process.stderr.on("data", (text: Buffer) => {
      this.err += text;
      this.#tell();
    });
    this.ended = once(this.process, "close").then(([code]) => ({ code, out: this.out, err: this.err }));
  }

  /** The facts of the first line of the log with this event. Fails where the process ends first. */
  async logs(event: string): Promise<Record<string, unknown>> {
    const line = new Promise<Record<string, unknown>>((resolve) => this.#waiting.push({ event, resolve }));
    this.#tell();
    const early = this.ended.then(({ code, err }) => {
      throw new Error(`It ended with ${code} before it said “${event}”: ${err}`);
    });
    early.catch(() => {}); // it may well end afterwards
    return Promise.race([line, early]);
  }

  async killed(signal: NodeJS.Signals): Promise<Ended> {
    this.process.kill(signal);
    return this.ended;
  }

  #tell(): void {
    const lines = this.err.split("\n").filter((line) => line.startsWith("{"));
    for (const { event, resolve } of this.#waiting) {
      const line = lines.find((each) => each.includes(`"msg":"${event}"`) && each.endsWith("}"));
      if (line !== undefined) resolve(JSON.parse(line));
    }
  }
}

/** The server, listening on a port of its own. */
export async function startServer(
  environment: Record<string, string>,
): Promise<Started & { readonly origin: string }> {
  const started = new Started("main.ts", [], { PORT: "0", ...environment });
  const { port } = await started.logs("listening");
  return Object.assign(started, { origin: `http://127.0.0.1:${port}` });
}

/** One command of the operator's, run to its end. */
export const operator = (
  argv: readonly string[],
  environment: Record<string, string>,
  folder?: string,
): Promise<Ended> => new Started("cli.ts", argv, environment, folder).ended;

/** A folder for one test, gone afterwards. */
export function scratchFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "uptake-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
