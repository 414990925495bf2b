import { SourceBroken, type UsageReport } from "../../core/adoption-source.ts";
import { invalid } from "../../core/failures.ts";
import type { OperatorCommand } from "../../core/feature.ts";
import type { TenantId } from "../../core/person.ts";
import type { Run } from "../../core/ports.ts";
import { type DirectoryFile, readDirectoryFile } from "./directory-file.ts";
import { type Parts, theTenant } from "./parts.ts";
import { counted, shown } from "./shown.ts";
import { FILE, padsOf, type Step, StepLost } from "./store.ts";
import type { Page } from "./store-directory.ts";
import { inParts } from "./sync.ts";
import { because } from "./words.ts";

/** What an administrator downloads, where Microsoft Graph may not be asked. */
export const importing = (parts: Parts): readonly OperatorCommand[] => [
  importDirectory(parts),
  importReport(parts),
];

const importDirectory = (parts: Parts): OperatorCommand => ({
  name: "import directory",
  usage: "import directory <csv> [--tenant <id>]",
  takes: 1,
  does: "Takes the whole list of users as Entra's admin centre gives it; whoever isn't in it has left",
  options: { tenant: { type: "string" } },
  async run({ words: [path], options, table }, run) {
    if (path === undefined) throw invalid("Name the file: import directory <csv>");
    const tenant = await theTenant(options, parts.tenants);
    const [plan = ""] = parts.plans;
    const file = readDirectoryFile(await table(path), plan);
    if (!file.ok) throw invalid(`Nothing was imported: ${file.problems.slice(0, PROBLEMS).join("; ")}.`);
    const { doubtful, ...counts } = await take(parts, tenant, file, run).catch(overtaken);
    return {
      lines: [
        counted(counts),
        ...(doubtful ? [DOUBTFUL] : []),
        ...(file.saysLicences ? [] : ["Who has a licence is taken from the usage reports."]),
      ],
      value: { ...shown(counts), doubtful },
      failed: doubtful,
    };
  },
});

const PROBLEMS = 20;
const DOUBTFUL =
  "Far fewer people than before came, so nobody was taken to have left. Is it the whole list? It has to be.";
const BUSY = "Microsoft Graph asked for patience with the directory. Try again later.";

const OVERTAKEN = "Nothing was imported: the directory is being read elsewhere just now. Try again.";

const overtaken = (error: unknown): never => {
  throw error instanceof StepLost ? invalid(OVERTAKEN) : error;
};

type Whole = Extract<DirectoryFile, { readonly ok: true }>;

/** A file is a whole reading: all of it is taken in one transaction, or none. */
async function take(parts: Parts, tenant: TenantId, file: Whole, { now }: Run) {
  const { db, steps } = parts;
  await steps.ensure(tenant, ["people", FILE], now);
  const step = await steps.claim(tenant, "people", now, true);
  if (step === undefined) throw invalid(BUSY);
  await steps.restart(step); // whatever else was being read, this is another round
  const round: Step = { ...step, whole: true, round: step.round + 1 };
  const page = await pageOf(parts, round, now);
  try {
    return await db.transaction().execute(async (trx) => {
      const counts = { people: 0, new: 0, left: 0 };
      await steps.keep(trx, step, now, undefined, true);
      for (const changes of inParts(file.people)) {
        const { people, added, left } = await parts.directory.write(trx, changes, page);
        counts.people += people;
        counts.new += added;
        counts.left += left;
      }
      const closed = await parts.directory.close(trx, round, page.today);
      await steps.done(trx, step, now, now, closed.doubtful ? "doubtful" : undefined);
      // Only whoever holds the reading takes the mark: of two who took both at once, each could have lost one.
      const mark = await steps.claim(tenant, FILE, now, true, trx);
      if (mark === undefined) throw new StepLost();
      await steps.keep(trx, mark, now, file.saysLicences ? "licences" : undefined);
      await steps.done(trx, mark, now, now);
      return { ...counts, left: counts.left + closed.left, doubtful: closed.doubtful };
    });
  } finally {
    await steps.release(step);
  }
}

const pageOf = async ({ db, rules, plans }: Parts, step: Step, now: Date): Promise<Page> => ({
  ...{ step, plans, today: now.toISOString().slice(0, 10) },
  ...{ pads: await padsOf(db, step.tenant), rules: await rules.of(step.tenant) },
});

const importReport = ({ db, sync, steps, usage, usageFile, tenants }: Parts): OperatorCommand => ({
  name: "import report",
  usage: "import report <csv> [--tenant <id>]",
  takes: 1,
  does: "Takes a Copilot usage report that was downloaded from the admin centre. All of it or none",
  options: { tenant: { type: "string" } },
  async run({ words: [path], options, file }, run) {
    if (path === undefined) throw invalid("Name the file: import report <csv>");
    const tenant = await theTenant(options, tenants);
    const text = await file(path);
    const read = async () => (await usageFile?.(text)) ?? Promise.reject(new SourceBroken(""));
    await looked(read);
    const report = await read();
    const setting = await steps.said(tenant, "names");
    const { arrivals, counts } = await sync.readReport(
      { tenant, asked: undefined, today: run.now.toISOString().slice(0, 10) },
      report,
      setting === undefined ? undefined : setting === "true",
    );
    if (arrivals.length === 0) throw invalid("Nothing was imported: no row could be read.");
    if (counts.joined === 0 && counts.concealed !== true && (await steps.wasDone(db, tenant, "people")))
      throw invalid(NOBODY);
    await usage.keepArrivals(arrivals, run.now);
    await db.transaction().execute((trx) => sync.licensing(trx, arrivals));
    return {
      lines: [counted(counts), ...(counts.concealed === true ? [because["names concealed"]] : [])],
      value: {
        period: arrivals[0]?.period,
        refreshedOn: arrivals.map(({ refreshedOn }) => refreshedOn),
        ...shown(counts),
      },
    };
  },
});

const NO_REPORT =
  "Nothing was imported: this is no Copilot usage report. It needs columns for the report's refresh date, the user principal name and a last activity date.";
const NOBODY =
  "Nothing was imported: nobody in this report is in the directory. Is it another organisation's, or from before the directory was read?";
const CUT = "Nothing was imported: the file breaks off. Download it again.";

/** Goes through a file once before anything of it is kept. */
async function looked(read: () => Promise<UsageReport>): Promise<void> {
  const report = await read().catch(brokenTo(NO_REPORT));
  try {
    for await (const _rows of report.rows);
  } catch (error) {
    brokenTo(CUT)(error);
  }
}

const brokenTo =
  (sentence: string) =>
  (error: unknown): never => {
    throw error instanceof SourceBroken ? invalid(sentence) : error;
  };
