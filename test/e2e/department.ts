import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { openEmbedded } from "../../src/platform/database/open.ts";
import { fillDepartment } from "../harness/department.ts";

interface Size {
  readonly people: number;
  readonly weeks: number;
}

/** A folder of data in which a department has used the product for some weeks, as a server that starts there finds it. */
export async function departmentIn(dataDir: string, { people, weeks }: Size): Promise<void> {
  const files = new Map<string, string>();
  const db = openEmbedded(dataDir, (error) => {
    throw error;
  });
  const loud = (facts: object, event: string) => console.error(event, facts);
  const app = createApp({
    config: readConfig({}),
    ...{ db, alone: true },
    clock: () => new Date(),
    log: { info: () => {}, warn: loud, error: loud },
    readFile: async (path) => files.get(path) ?? "",
    origin: () => "http://localhost",
  });
  try {
    await app.migrate();
    await fillDepartment({
      ...{ people, weeks, db },
      on: new Date().toISOString().slice(0, 10),
      async operate(line, given = {}) {
        for (const [path, text] of Object.entries(given)) files.set(path, text);
        const { code, out, err } = await app.operate(line.split(" "));
        if (code !== 0) throw new Error(`${line}: ${out}${err}`);
      },
    });
  } finally {
    await db.destroy();
  }
}
