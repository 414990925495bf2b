import { invalid } from "../../core/failures.ts";
import type { OperatorCommand } from "../../core/feature.ts";
import type { Check } from "../../core/house.ts";
import type { TenantId } from "../../core/person.ts";
import { grades, professions } from "../../core/taxonomy.ts";
import { type Rule, Rules } from "./content.ts";
import { importing } from "./operator-files.ts";
import { type Parts, tenantIn, theTenant } from "./parts.ts";
import { counted, doing, people, share, shown, without } from "./shown.ts";
import { FILE, type Standing } from "./store.ts";
import type { Outcome } from "./sync.ts";
import { because } from "./words.ts";

const NOTHING = "No directory is configured: set AAD_APP_CLIENT_ID and what belongs to it, then try again.";

const titles: Readonly<Record<string, string>> = {
  licences: "Licences",
  people: "People",
  roles: "Grades and professions",
  members: "Pilot group",
  names: "Whether names are concealed",
  usage: "Usage report",
  totals: "Totals",
  [FILE]: "Directory from a file",
};

function titleOf(what: string): string {
  const [kind = "", which] = what.split(":");
  return which === undefined ? (titles[kind] ?? kind) : `${titles[kind] ?? kind} ${which}`;
}

/** Reading from outside, and whether it goes well: for whoever runs the product. Nothing here is about one person. */
export function adoptionOperations(parts: Parts): readonly OperatorCommand[] {
  return [syncNow(parts), status(parts), roles(parts), pilot(parts), ...importing(parts)];
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

const summaryOf = ({ tenant, what, state, counts, permission, until }: Outcome) => ({
  tenant,
  what,
  state,
  counts: shown(counts),
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
        ...{ notJoined: without(people(rows), { of: rows, used: joined }), unreadable: people(unreadable) },
        ...{ unknownColumns: unknown_columns === "" ? [] : unknown_columns.split(", "), concealed },
      }),
    ),
    bought: licences.map(({ name, purchased, assigned }) => ({
      name,
      purchased,
      assigned: people(assigned),
      unassigned: without(purchased, { of: purchased, used: assigned }),
    })),
    organisation: totals.map(({ period, on_day, enabled, active }) => ({
      period,
      refreshedOn: on_day,
      enabled: enabled === null ? undefined : people(enabled),
      active: active === null ? undefined : doing(active),
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

const shareOf = (reported: number, licensed: number | undefined, concealed: boolean): string =>
  licensed === undefined || concealed ? "an unknown share" : share(reported, licensed);

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

/** For “doctor”: what doesn't go well of what “adoption status” says, or that all of it does. */
export function checksFrom({ steps, tenants }: Parts) {
  return async (): Promise<readonly Check[]> => {
    const standing = await steps.standing();
    if (standing.every(({ lastOkAt, failingSince }) => lastOkAt === undefined && failingSince === undefined))
      return [{ name: "adoption", ok: true, detail: "nothing has been read yet; “sync” reads it" }];
    const several = (await tenants()).length > 1;
    const found = standing.filter((step) => step.failingSince !== undefined || step.note === "doubtful");
    const wrong = found.map((step) => ({
      name: `adoption${several ? ` of ${step.tenant}` : ""}, ${titleOf(step.what)}`,
      ok: isOptional(step.what),
      detail: `${isOptional(step.what) ? "optional: " : ""}${standingIn(step)}`,
    }));
    return wrong.length > 0
      ? wrong
      : [{ name: "adoption", ok: true, detail: "all that was asked was last read without trouble" }];
  };
}

/** Without these the product still does what it is for. */
const isOptional = (what: string): boolean => /^(licences|members|names)(:|$)/.test(what);

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
