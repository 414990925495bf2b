import { localIn } from "../../../core/calendar.ts";
import type { Database } from "../../../core/database.ts";
import { invalid, missing } from "../../../core/failures.ts";
import type { OperatorCommand, OperatorInput, OperatorResult } from "../../../core/feature.ts";
import { besideIn, contentIn, contentOptions, dayIn, partsOnStaffTime, whoIn, whyIn } from "./input.ts";
import {
  besidesOf,
  type Content,
  changesIn,
  doublesOf,
  type Entry,
  entriesIn,
  type Line,
  obstacleTo,
  repeatedBy,
  type Step,
  states,
  steps,
} from "./rules.ts";
import { briefly, entryShown, entryValue, totalsShown } from "./shown.ts";
import { type Lines, ledgerStore } from "./store.ts";
import { financialYear, type Stretch, totalsIn, yearNameOf } from "./totals.ts";

const option = { type: "string" } as const;
const tenant = { tenant: option } as const;
const stepping = { ...tenant, by: option, why: option } as const;
const said = { ...stepping, ...contentOptions, beside: option } as const;

const CONTENT =
  "--category fraud|legacy|waste|cost-avoided|income|other --title <text> --amount <pounds, or =-pounds for a cost> [--recurs one-off|yearly] --evidence felt|counted|measured|audited [--class non-cash-releasing | --class cash-releasing --finance-owner <post, not a person>] --owner <post or team, not a person> --baseline <what it was before, and how that was known> --from <day> --to <last day> --source <where the evidence lies>";

/** Somebody else writes to the same ledger at the same moment; each try reads what they wrote. */
const TRIES = 5;
const ZONE = "Europe/London";

type Next = Omit<Line, "nth" | "at">;
type Decided = { readonly line: Next } | { readonly result: OperatorResult };

/** Benefits beyond minutes, from the command line: claimed by one, confirmed by another, and nothing of it is ever taken out. */
export function ledgerOperations(db: Database): readonly OperatorCommand[] {
  const store = ledgerStore(db);
  return [
    {
      name: "ledger add",
      usage: `ledger add ${CONTENT} --by <who> [--beside <id,…> --why <text>] [--tenant <id>]`,
      does: "Claims a benefit beyond minutes. Felt: somebody's judgement; counted: things times a price; measured: records before and after; audited: an auditor examined it. --beside says which like entries it is another than, and --why why",
      options: said,
      run: (input, run) => writing(input, run, ({ lines }, by) => claim(input, run.now, lines, by)),
    },
    {
      name: "ledger amend",
      usage:
        "ledger amend <id> --by <who> --why <text> [what “ledger add” takes, anew] [--beside <id,…>] [--tenant <id>]",
      takes: 1,
      does: "Puts an entry right; what it said stays in its trail, and somebody else has to confirm it again",
      options: said,
      run: (input, run) => writing(input, run, ({ lines }, by) => amend(input, lines, by)),
    },
    end("confirm", "Confirms an entry against its source; never by whoever claimed or amended it"),
    end("reject", "Says that an entry doesn't hold, and why; never by whoever claimed or amended it"),
    end("withdraw", "Takes an entry back, and says why; it stays in the ledger and counts no more"),
    {
      name: "ledger list",
      usage: `ledger list [--state ${states.join("|")}] [--tenant <id>]`,
      does: "Lists the entries of the savings ledger",
      options: { ...tenant, state: option },
      run: list,
    },
    {
      name: "ledger show",
      usage: "ledger show <id> [--tenant <id>]",
      takes: 1,
      does: "Shows an entry and its whole trail",
      options: tenant,
      async run(input) {
        const { lines, brokenAt } = await store.read(await tenantIn(input));
        return checked(entryShown(found(input, entriesIn(lines)), lines), brokenAt);
      },
    },
    {
      name: "ledger totals",
      usage:
        "ledger totals [--period <financial year, such as 2026-27> | --from <day> --to <day>] [--tenant <id>]",
      does: "Adds up claimed apart from confirmed, by class, category and evidence; by the day, and never with minutes",
      options: { ...tenant, period: option, from: option, to: option },
      run: totals,
    },
  ];

  function end(name: "confirm" | "reject" | "withdraw", does: string): OperatorCommand {
    const why = name === "confirm" ? "[--why <what was looked at>]" : "--why <text>";
    return {
      name: `ledger ${name}`,
      usage: `ledger ${name} <id> --by <who> ${why} [--tenant <id>]`,
      takes: 1,
      does,
      options: stepping,
      run: (input, run) =>
        writing(input, run, ({ lines }, by) => {
          const entry = ready(input, name, lines, by);
          const reason = name === "confirm" ? whyIn(input.options) : (whyIn(input.options) ?? noReason());
          return {
            line: { entry: entry.id, step: name, by, content: entry.content, why: reason, beside: [] },
          };
        }),
    };
  }

  /** Reads all, decides, and adds one line; where another came first, it is all done once more. */
  async function writing(
    input: OperatorInput,
    { now }: { readonly now: Date },
    decide: (before: Lines, by: string) => Decided,
  ): Promise<OperatorResult> {
    const [of, by] = [await tenantIn(input), whoIn(input.options)];
    for (let tried = 0; tried < TRIES; tried += 1) {
      const before = await store.read(of);
      if (before.brokenAt !== undefined) throw invalid(BROKEN(before.brokenAt));
      const decided = decide(before, by);
      if ("result" in decided) return decided.result;
      if (await store.append(of, before, { ...decided.line, at: now })) return done(decided.line);
    }
    throw invalid("Others are writing to the ledger at this moment. Look at it and try again.");
  }

  async function list(input: OperatorInput): Promise<OperatorResult> {
    const { state } = input.options;
    if (state !== undefined && !(states as readonly unknown[]).includes(state))
      throw invalid(`--state is one of: ${states.join(", ")}.`);
    const { lines, brokenAt } = await store.read(await tenantIn(input));
    const entries = entriesIn(lines).filter((entry) => state === undefined || entry.state === state);
    const shown = {
      lines: entries.length === 0 ? ["There are none."] : entries.map(briefly),
      value: { entries: entries.map((entry) => entryValue(entry, lines)) },
    };
    return checked(shown, brokenAt);
  }

  async function totals(input: OperatorInput, { now }: { readonly now: Date }): Promise<OperatorResult> {
    const today = localIn(ZONE, now).day;
    const asked = stretchIn(input, yearNameOf(today));
    const { lines, seal, brokenAt } = await store.read(await tenantIn(input));
    const sums = totalsIn(entriesIn(lines), asked, today);
    return checked(totalsShown({ ...asked, today, seal, nth: lines.length }, sums), brokenAt);
  }

  async function tenantIn({ options }: OperatorInput): Promise<string> {
    const written = typeof options.tenant === "string" ? options.tenant.trim().toLowerCase() : undefined;
    const found = written ?? (await store.onlyTenant());
    if (found === undefined || found === "") throw invalid("Say which organisation: --tenant <id>.");
    if (!/^[0-9a-z][0-9a-z-]{0,63}$/.test(found))
      throw invalid("--tenant takes an organisation's id, as Entra shows it.");
    return found;
  }
}

const BROKEN = (nth: number) =>
  `The ledger was changed by other means at its line ${nth}: don't rely on it. Put back what the last backup has.`;

/** Says first that something was changed behind the ledger's back, and fails. */
const checked = (shown: OperatorResult, brokenAt: number | undefined): OperatorResult =>
  brokenAt === undefined ? shown : { ...shown, lines: [BROKEN(brokenAt), ...shown.lines], failed: true };

const noReason = () => {
  throw invalid("Say why: --why <text>.");
};

function claim(input: OperatorInput, now: Date, lines: readonly Line[], by: string): Decided {
  const { options } = input;
  const [content, why, beside] = [contentIn(options), whyIn(options), besideIn(options)];
  const entries = entriesIn(lines);
  const repeated = repeatedBy({ content, by, beside }, now, entries);
  if (repeated !== undefined) return { result: alreadyThere(repeated) };
  const [part] = partsOnStaffTime(content);
  if (part !== undefined && why === undefined)
    throw invalid(
      `${part} speaks of staff time saved: minutes belong to the estimates, which count them. If it is something else, say with --why what.`,
    );
  checkDoubles(content, entries, beside, [], why);
  const entry = Math.max(0, ...entries.map(({ id }) => id)) + 1;
  return { line: { entry, step: "claim", by, content, why, beside } };
}

function amend(input: OperatorInput, lines: readonly Line[], by: string): Decided {
  const { options } = input;
  const entry = ready(input, "amend", lines, by);
  const [content, why, beside] = [contentIn(options, entry.content), whyIn(options), besideIn(options)];
  if (why === undefined) return noReason();
  if (Object.keys(changesIn(entry.content, content)).length === 0)
    return { result: { lines: [`Entry ${entry.id} says so already.`], value: standing(entry, true) } };
  const spoken = partsOnStaffTime(entry.content);
  const [part] = partsOnStaffTime(content).filter((each) => !spoken.includes(each));
  if (part !== undefined)
    throw invalid(
      `${part} speaks of staff time saved: minutes belong to the estimates, which count them. If it is something else, withdraw the entry and add another with --why.`,
    );
  const others = entriesIn(lines).filter(({ id }) => id !== entry.id);
  const earlier = besidesOf(entry.id, lines).map((other) => other.entry);
  checkDoubles(content, others, beside, earlier, why);
  return { line: { entry: entry.id, step: "amend", by, content, why, beside } };
}

/** `earlier` are those that it was said to stand beside before. */
function checkDoubles(
  content: Content,
  others: readonly Entry[],
  beside: readonly number[],
  earlier: readonly number[],
  why: string | undefined,
): void {
  const doubles = doublesOf(content, others);
  const alike = doubles.map(({ id }) => id);
  const strange = beside.find((id) => !alike.includes(id));
  if (strange !== undefined)
    throw invalid(`Entry ${strange} isn't one that this would count twice: leave it out of --beside.`);
  const unsaid = doubles.filter(({ id }) => !beside.includes(id) && !earlier.includes(id));
  if (unsaid.length > 0) {
    const named = unsaid.map(({ id, content: { title } }) => `${id} (“${title}”)`).join(", ");
    const all = [...new Set([...beside, ...unsaid.map(({ id }) => id)])].sort((a, b) => a - b).join(",");
    throw invalid(
      `This may count twice what entry ${named} counts: same days, and a like title or the same amount. If it is another benefit, say so: --beside ${all} --why <text>.`,
    );
  }
  if (beside.length > 0 && why === undefined)
    throw invalid("Say why they are two benefits: --beside needs --why <text>.");
}

function found({ words: [word] }: OperatorInput, entries: readonly Entry[]): Entry {
  const entry = entries.find(({ id }) => String(id) === word);
  if (entry === undefined) throw missing(`There is no entry ${String(word ?? "").slice(0, 20)}.`);
  return entry;
}

function ready(
  input: OperatorInput,
  name: Exclude<Step, "claim">,
  lines: readonly Line[],
  by: string,
): Entry {
  const entry = found(input, entriesIn(lines));
  const obstacle = obstacleTo(name, entry, by);
  if (obstacle !== undefined) throw invalid(obstacle);
  return entry;
}

const standing = ({ id, state }: Pick<Entry, "id" | "state">, already = false) => ({ id, state, already });

const alreadyThere = (entry: Entry): OperatorResult => ({
  lines: [`It is there already: entry ${entry.id}, ${entry.state}. Nothing was added.`],
  value: standing(entry, true),
});

const next: Readonly<Record<Step, string>> = {
  claim: "is claimed. Somebody else has to confirm it.",
  amend: "is amended, and claimed anew. Somebody else has to confirm it.",
  confirm: "is confirmed.",
  reject: "is rejected, and counts no more.",
  withdraw: "is withdrawn, and counts no more.",
};

const done = ({ entry, step }: Next): OperatorResult => ({
  lines: [`Entry ${entry} ${next[step]}`],
  value: standing({ id: entry, state: steps[step].to }),
});

function stretchIn({ options }: OperatorInput, thisYear: string): Stretch & { readonly name: string } {
  const { period, from, to } = options;
  if (from !== undefined || to !== undefined) {
    if (period !== undefined) throw invalid("Name --period, or --from and --to, not both.");
    const days = { from: dayIn(from, "from"), to: dayIn(to, "to") };
    if (days.to < days.from) throw invalid("--to is before --from.");
    return { ...days, name: `${days.from} to ${days.to}` };
  }
  const name = period === undefined ? thisYear : String(period).trim();
  const year = financialYear(name);
  if (year === undefined) throw invalid("--period takes a financial year, such as 2026-27.");
  return { ...year, name };
}
