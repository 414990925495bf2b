import type { AdoptionSource } from "../../core/adoption-source.ts";
import { invalid } from "../../core/failures.ts";
import type { OperatorCommand, OperatorInput } from "../../core/feature.ts";
import type { TenantId } from "../../core/person.ts";
import { grades, professions } from "../../core/taxonomy.ts";
import { type Rule, Rules } from "./content.ts";
import { readReportFile } from "./report-file.ts";
import type { Standing, StepStore } from "./store.ts";
import type { FiguresStore } from "./store-figures.ts";
import type { RuleStore } from "./store-rules.ts";
import type { UsageStore } from "./store-usage.ts";
import type { Outcome, Sync } from "./sync.ts";
import { because } from "./words.ts";

interface Parts {
  readonly source: AdoptionSource | undefined;
  readonly sync: Sync;
  readonly steps: StepStore;
  readonly usage: UsageStore;
  readonly rules: RuleStore;
  readonly figures: FiguresStore;
  /** The organisations of which anything is kept. */
  readonly tenants: () => Promise<readonly TenantId[]>;
}

const NOTHING = "No directory is configured: set AAD_APP_CLIENT_ID and what belongs to it, then try again.";
const FEWEST = 5;

/** How many people, where that names nobody. */
const people = (count: number): number | string => (count > 0 && count < FEWEST ? "[c]" : count);

const titles: Readonly<Record<string, string>> = {
  licences: "Licences",
  people: "People",
  roles: "Grades and professions",
  members: "Pilot group",
  names: "Whether names are concealed",
  usage: "Usage report",
  totals: "Totals",
};

function titleOf(what: string): string {
  const [kind = "", which] = what.split(":");
  return which === undefined ? (titles[kind] ?? kind) : `${titles[kind] ?? kind} ${which}`;
}

/** Reading from outside, and whether it goes well: for whoever runs the product. Nothing here is about one person. */
export function adoptionOperations(parts: Parts): readonly OperatorCommand[] {
  return [syncNow(parts), status(parts), roles(parts), pilot(parts), importReport(parts)];
}

const syncNow = ({ source, sync }: Parts): OperatorCommand => ({
  name: "sync",
  usage: "sync [--tenant <id>]",
  does: "Reads people, licences and Copilot use from Microsoft Graph until there is no more",
  options: { tenant: { type: "string" } },
  async run({ options }, run) {
    if (source === undefined || source.tenants.length === 0)
      return { lines: [NOTHING], value: { steps: [] }, failed: true };
    const did = await sync.all(run, tenantIn(options));
    return {
      lines: did.map((outcome) => `${mark(outcome)} ${titleOf(outcome.what)}: ${sentence(outcome)}`),
      value: { steps: did.map(summaryOf) },
      failed: did.length === 0 || did.some(({ state }) => state !== "done"),
    };
  },
});

const mark = ({ state }: Outcome): string => (state === "done" ? "ok     " : "NOT OK ");

function sentence(outcome: Outcome): string {
  const { state, counts, permission, until } = outcome;
  if (state === "done") return counted(counts);
  if (state === "waiting")
    return until === undefined
      ? "nothing is due."
      : `asked for patience; try again from ${until.toISOString()}.`;
  if (state === "refused")
    return permission === undefined
      ? "refused. We aren't allowed to read this; everything else goes on."
      : `refused. The permission ${permission} is missing; everything else goes on.`;
  if (state === "elsewhere") return "another process is reading this now.";
  return "the answer couldn't be read; what was kept before stays. Try again later.";
}

/** Counts of people under five aren't shown; pages, products and licences are no people. */
const plainCounts = new Set(["pages", "products", "purchased", "unknown columns", "figures"]);
const shown = (name: string, value: number | boolean): number | string | boolean =>
  typeof value === "boolean" || plainCounts.has(name) ? value : people(value);

function counted(counts: Outcome["counts"]): string {
  const parts = Object.entries(counts).map(([name, value]) =>
    typeof value === "boolean" ? (value ? name : `not ${name}`) : `${shown(name, value)} ${name}`,
  );
  return parts.length === 0 ? "done." : `${parts.join(", ")}.`;
}

const summaryOf = ({ tenant, what, state, counts, permission, until }: Outcome) => ({
  tenant,
  what,
  state,
  counts: Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, shown(name, value)])),
  ...(permission === undefined ? {} : { permission }),
  ...(until === undefined ? {} : { until: until.toISOString() }),
});

const status = (parts: Parts): OperatorCommand => ({
  name: "adoption status",
  usage: "adoption status",
  does: "Says of each source when it was last read, how much is known, and what isn't and why",
  async run(_input, run) {
    const standing = await parts.steps.standing();
    const all = [...new Set([...(await parts.tenants()), ...standing.map(({ tenant }) => tenant)])];
    const each = await Promise.all(all.map((tenant) => statusOf(parts, tenant, standing, run.now)));
    return {
      lines:
        each.length === 0
          ? ["Nothing has been read yet. “sync” reads it."]
          : each.flatMap(({ lines }) => lines),
      value: { tenants: each.map(({ value }) => value) },
      failed: standing.some(({ failingSince }) => failingSince !== undefined),
    };
  },
});

async function statusOf(
  { usage, figures, steps }: Parts,
  tenant: TenantId,
  standing: readonly Standing[],
  now: Date,
) {
  const today = now.toISOString().slice(0, 10);
  const known = await figures.known(tenant, today);
  const counted = (await figures.counted({ tenant }, "tenant", today, known)).get(tenant);
  const [reports, licences, totals] = [
    await usage.reports(tenant),
    await steps.licences(tenant),
    await usage.totals(tenant),
  ];
  const unknown = [
    ...(known.directory ? [] : [because["no directory"]]),
    ...(known.concealed ? [because["names concealed"]] : []),
    ...(known.refreshedOn === undefined && !known.concealed ? [because["no report"]] : []),
    ...(known.refreshedOn !== undefined && known.weeks < 4 ? [`Segments. ${because["too few weeks"]}`] : []),
  ];
  const licensed = known.directory ? (counted?.licensed ?? 0) : undefined;
  const coverage = shareOf(counted?.reported ?? 0, licensed, known.concealed);
  const own = standing.filter((step) => step.tenant === tenant);
  const value = {
    tenant,
    sources: own.map((step) => ({
      what: step.what,
      lastOkAt: step.lastOkAt?.toISOString(),
      failingSince: step.failingSince?.toISOString(),
      note: step.note,
      nextAt: step.nextAt.toISOString(),
    })),
    licensed: licensed === undefined ? undefined : people(licensed),
    coverage,
    refreshedOn: known.refreshedOn,
    weeks: known.weeks,
    reports: reports.map(
      ({ period, refreshed_on, rows, joined, unreadable, unknown_columns, concealed }) => ({
        ...{ period, refreshedOn: refreshed_on, rows: people(rows), joined: people(joined) },
        ...{ notJoined: people(rows - joined), unreadable: people(unreadable) },
        ...{ unknownColumns: unknown_columns === "" ? [] : unknown_columns.split(", "), concealed },
      }),
    ),
    bought: licences.map(({ name, purchased, assigned }) => ({
      name,
      purchased,
      assigned: people(assigned),
      unassigned: purchased - assigned,
    })),
    organisation: totals.map(({ period, on_day, enabled, active }) => ({
      period,
      refreshedOn: on_day,
      enabled: enabled === null ? undefined : people(enabled),
      active: active === null ? undefined : people(active),
    })),
    unknown,
  };
  const lines = [
    `Organisation ${tenant}`,
    ...own.map(
      (step) =>
        `  ${step.failingSince === undefined ? "ok     " : "NOT OK "} ${titleOf(step.what)}: ${standingIn(step)}`,
    ),
    `  Licensed people: ${value.licensed ?? "unknown"}. Reports speak of ${coverage} of them, up to ${known.refreshedOn ?? "no day"}.`,
    ...value.reports.flatMap(({ unknownColumns, period }) =>
      unknownColumns.length === 0
        ? []
        : [`  Report ${period} has columns that nobody knows: ${unknownColumns.join(", ")}`],
    ),
    ...unknown.map((why) => `  ${why}`),
  ];
  return { lines, value };
}

/** A share of few people would count them. */
function shareOf(reported: number, licensed: number | undefined, concealed: boolean): string {
  if (licensed === undefined || concealed) return "an unknown share";
  if (licensed === 0) return "none";
  if (licensed < 2 * FEWEST || (reported > 0 && reported < FEWEST)) return "[c]";
  return `${Math.round((100 * reported) / licensed)} %`;
}

function standingIn({ lastOkAt, failingSince, note, nextAt }: Standing): string {
  const last = lastOkAt === undefined ? "never read" : `last read ${lastOkAt.toISOString()}`;
  if (note === "doubtful")
    return `${last}; far fewer people than before came, so nobody was taken to have left. Check what we may read.`;
  if (failingSince === undefined) return `${last}.`;
  return `${last}; ${noteIn(note)} since ${failingSince.toISOString()}; tried again from ${nextAt.toISOString()}.`;
}

function noteIn(note = ""): string {
  const [kind, permission] = note.split(" ");
  if (kind === "refused")
    return permission === undefined ? "refused" : `refused, as ${permission} is missing,`;
  return kind === "busy" ? "asked for patience" : "couldn't be read";
}

const roles = ({ rules, tenants }: Parts): OperatorCommand => ({
  name: "adoption roles",
  usage: "adoption roles [--import <csv>] [--try] [--tenant <id>]",
  does: "Shows what job titles and departments say of grades and professions; --import sets a table of field, words, grade, profession; --try only shows what it would make",
  options: { import: { type: "string" }, try: { type: "boolean" }, tenant: { type: "string" } },
  async run({ options, table }) {
    const tenant = await theTenant(options, tenants);
    const given = typeof options.import === "string" ? rulesIn(await table(options.import)) : undefined;
    const set = given !== undefined && options.try !== true;
    if (set) await rules.set(tenant, given);
    const current = given ?? (await rules.of(tenant));
    const made = await rules.preview(tenant, current);
    const rows = made.map((row) => ({ ...row, id: row.id ?? "unknown", people: people(row.people) }));
    return {
      lines: [
        `${current.length} rules${set ? " are set; the next sync goes by them" : ""}. They make of the directory:`,
        ...rows.map(({ list, id, people: count }) => `  ${list} ${labelOf(list, id)}: ${count}`),
      ],
      value: { rules: current.length, set, made: rows },
    };
  },
});

const labelOf = (list: "grade" | "profession", id: string): string => {
  const labels: Readonly<Record<string, { readonly en: string }>> = list === "grade" ? grades : professions;
  return labels[id]?.en ?? id;
};

function rulesIn(rows: readonly Readonly<Record<string, string>>[]): readonly Rule[] {
  const filled = rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([, cell]) => cell.trim() !== "")),
  );
  const read = Rules.min(1).safeParse(filled);
  if (read.success) return read.data;
  const wrong = [...new Set(read.error.issues.map(({ path }) => Number(path[0]) + 2))];
  throw invalid(
    `Nothing was set. Each line needs field (title or department), words, and a grade or profession id. Wrong: ${
      wrong.some(Number.isNaN) ? "the file is empty" : `line ${wrong.slice(0, 20).join(", ")}`
    }.`,
  );
}

const pilot = ({ steps, tenants }: Parts): OperatorCommand => ({
  name: "adoption pilot",
  usage: "adoption pilot <group id> [--name <name>] [--tenant <id>]",
  takes: 1,
  does: "Reads who is in a group of the directory from now on, such as the people of a pilot",
  options: { name: { type: "string" }, tenant: { type: "string" } },
  async run({ words: [group], options }) {
    if (group === undefined || !/^[0-9a-zA-Z._-]{1,64}$/.test(group))
      throw invalid("Name the group by its object id: adoption pilot <group id>");
    const tenant = await theTenant(options, tenants);
    const name = typeof options.name === "string" ? options.name : group;
    await steps.addPilot(tenant, group.toLowerCase(), name);
    return { lines: ["The next sync reads who is in it."], value: { group: group.toLowerCase(), name } };
  },
});

const importReport = ({ sync, steps, usage, tenants }: Parts): OperatorCommand => ({
  name: "import report",
  usage: "import report <csv> [--tenant <id>]",
  takes: 1,
  does: "Takes a Copilot usage report that was downloaded from the admin centre",
  options: { tenant: { type: "string" } },
  async run({ words: [path], options, table }: OperatorInput, run) {
    if (path === undefined) throw invalid("Name the file: import report <csv>");
    const tenant = await theTenant(options, tenants);
    const file = readReportFile(await table(path));
    if (file === undefined)
      throw invalid(
        "Nothing was imported: this is no Copilot usage report. It needs columns for the report's refresh date, the user principal name and a last activity date.",
      );
    const setting = await steps.said(tenant, "names");
    const { arrivals, counts } = await sync.readReport(
      tenant,
      file.period,
      file.report,
      setting === undefined ? undefined : setting === "true",
    );
    if (arrivals.length === 0) throw invalid("Nothing was imported: no row could be read.");
    await usage.keepArrivals(arrivals, run.now);
    const value = Object.fromEntries(
      Object.entries(counts).map(([name, count]) => [name, shown(name, count)]),
    );
    return {
      lines: [counted(counts), ...(counts.concealed === true ? [because["names concealed"]] : [])],
      value: { period: file.period, refreshedOn: arrivals.map(({ refreshedOn }) => refreshedOn), ...value },
    };
  },
});

const tenantIn = ({ tenant }: Readonly<Record<string, unknown>>): TenantId | undefined =>
  typeof tenant === "string" ? (tenant.toLowerCase() as TenantId) : undefined;

/** The one that is named, or the only one there is. */
async function theTenant(
  options: Readonly<Record<string, unknown>>,
  tenants: () => Promise<readonly TenantId[]>,
): Promise<TenantId> {
  const named = tenantIn(options);
  if (named !== undefined) return named;
  const all = await tenants();
  if (all.length !== 1 || all[0] === undefined) throw invalid("Say which organisation: add --tenant <id>.");
  return all[0];
}
