import { isDay } from "../../core/calendar.ts";
import { invalid } from "../../core/failures.ts";
import type { OperatorCommand, OperatorInput, OperatorResult } from "../../core/feature.ts";
import { whyRefused } from "../../core/free-text.ts";
import { refusalWords } from "../../core/free-text-words.ts";
import { groupFrom, groupOptions, groupUsage } from "../../core/groups.ts";
import { lastDayOf, type Period, periodNamed } from "../../core/period.ts";
import type { TenantId } from "../../core/person.ts";
import { calculated, claimTest, type Study } from "./claims.ts";
import type { EstimatesOf } from "./estimates.ts";
import { calculatedLines, claimLines, estimateLines } from "./said.ts";
import type { TermsStore } from "./store.ts";
import { termsOn, type valuesFrom } from "./terms.ts";
import { OwnTerms, PayTable } from "./value.ts";

interface Parts {
  readonly estimates: EstimatesOf;
  readonly values: ReturnType<typeof valuesFrom>;
  readonly terms: TermsStore;
  readonly studies: readonly Study[];
}

type Options = OperatorInput["options"];
const text = { type: "string" } as const;
const LONGEST_TENANT = 64;
const PERIOD = "Name a period such as 2026-W48, 2026-11, 2026-27-Q3 or 2026-27.";

export const benefitsOperations = (parts: Parts): readonly OperatorCommand[] => [
  estimating(parts),
  claiming(parts),
  calculating(parts),
  deciding(parts),
  showing(parts),
];

export function tenantIn({ tenant }: Options): TenantId {
  if (typeof tenant !== "string" || tenant.trim() === "" || tenant.length > LONGEST_TENANT)
    throw invalid("Say which organisation: add --tenant <id>.");
  return tenant.trim().toLowerCase() as TenantId; // as any tenant is named on the command line
}

export function periodIn(name: string | undefined): Period {
  const period = periodNamed(name ?? "");
  if (period === undefined) throw invalid(PERIOD);
  return period;
}

const estimating = ({ estimates, values, terms }: Parts): OperatorCommand => ({
  name: "estimate",
  usage: `estimate <period> --tenant <id> ${groupUsage}`,
  takes: 1,
  does: "Floor, central and high of the minutes staff reported, with intervals, and what they are worth",
  options: { tenant: text, ...groupOptions },
  async run({ words: [name], options }) {
    const [tenant, period] = [tenantIn(options), periodIn(name)];
    const estimate = await estimates.of(tenant, groupFrom(options), period);
    const own = termsOn(await terms.all(tenant), lastDayOf(period));
    const value = await values(tenant, period, estimate, own);
    return {
      lines: estimateLines(estimate.value, value.value),
      value: { estimate: estimate.value, value: value.value ?? null },
    };
  },
});

const claiming = ({ estimates, studies }: Parts): OperatorCommand => ({
  name: "claims",
  usage: `claims <period> --tenant <id> ${groupUsage}`,
  takes: 1,
  does: "Published figures on time saved beside our own interval, each with how it was come by",
  options: { tenant: text, ...groupOptions },
  async run({ words: [name], options }) {
    const { value } = await estimates.of(tenantIn(options), groupFrom(options), periodIn(name));
    const tested = claimTest(
      studies,
      "none" in value ? { kind: "suppressed", because: "fewer than 10 reporters" } : value,
    );
    return { lines: claimLines(tested), value: tested };
  },
});

const calculating = ({ studies }: Parts): OperatorCommand => ({
  name: "calculate",
  usage: "calculate --licences <n> --weekly-active <n> [--days <a week>]",
  does: "What published figures would come to here: a range, from licences and weekly active people, never a headcount",
  options: { licences: text, "weekly-active": text, days: text },
  async run({ options }) {
    const given = (name: string, usual: string) => Number(options[name] ?? usual);
    const found = calculated(
      {
        licences: given("licences", ""),
        weeklyActives: given("weekly-active", "NaN"),
        daysAWeek: given("days", "5"),
      },
      studies,
    );
    return { lines: calculatedLines(found), value: found, failed: found.kind === "refused" };
  },
});

const deciding = ({ terms }: Parts): OperatorCommand => ({
  name: "terms set",
  usage:
    "terms set --tenant <id> --by <who> --why <reason> [--from <day>] [--pay <json file>] [--licence-price <pounds a year>] [--optimism <per cent>] [--finance-owner <post>|none]",
  does: "Keeps what an organisation decides on the value of time; earlier decisions stay on record",
  options: {
    ...{ tenant: text, by: text, why: text, from: text, pay: text },
    ...{ "licence-price": text, optimism: text, "finance-owner": text },
  },
  async run(input, { now }): Promise<OperatorResult> {
    const { options } = input;
    const tenant = tenantIn(options);
    const [by, why] = [said(options, "by"), said(options, "why")];
    const from = options.from ?? now.toISOString().slice(0, 10);
    if (!isDay(String(from))) throw invalid("--from takes a day, such as 2026-04-01.");
    const before = await terms.all(tenant);
    const own = checked({ ...termsOn(before, String(from)), ...(await changed(input, why)) });
    const later = before
      .map((one) => one.from)
      .filter((day) => day > String(from))
      .toSorted()[0];
    const nth = (before.at(-1)?.nth ?? 0) + 1;
    if (!(await terms.decide(tenant, { nth, from: String(from), at: now, by, why, terms: own })))
      throw invalid("Somebody else decided at the same moment. Look at “terms show”, and try again.");
    return {
      lines: [
        `Decision ${nth} holds for periods that end on ${from} or later${later === undefined ? "" : `, and before ${later}, from which another holds`}.`,
      ],
      value: { nth, ...own },
    };
  },
});

const showing = ({ terms }: Parts): OperatorCommand => ({
  name: "terms show",
  usage: "terms show --tenant <id>",
  does: "What was decided on the value of time, by whom and why, the oldest first",
  options: { tenant: text },
  async run({ options }) {
    const all = await terms.all(tenantIn(options));
    return {
      lines:
        all.length === 0
          ? ["Nothing was decided: the value of time is that of the table in content/benefits."]
          : all.map(
              ({ nth, from, by, why, terms: own }) =>
                `${nth}, from ${from}, by ${by}: ${inWords(own)}. ${why}`,
            ),
      value: all,
    };
  },
});

const inWords = ({ pay, licencePounds, optimism, financeOwner }: OwnTerms): string =>
  [
    `pay table ${pay?.id ?? "of the product"}`,
    `licence ${licencePounds === undefined ? "not said" : `£${licencePounds} a year`}`,
    `optimism ${optimism === undefined ? "not said" : `${Math.round(optimism.share * 100)} %`}`,
    `finance owner ${financeOwner ?? "none"}`,
  ].join(", ");

async function changed({ options, file }: OperatorInput, why: string): Promise<Partial<OwnTerms>> {
  const { pay, optimism, "licence-price": price, "finance-owner": owner } = options;
  return {
    ...(pay === undefined ? {} : { pay: payIn(await file(String(pay))) }),
    ...(price === undefined ? {} : { licencePounds: Number(price) }),
    ...(optimism === undefined ? {} : { optimism: { share: Number(optimism) / 100, reason: why } }),
    ...(owner === undefined
      ? {}
      : { financeOwner: owner === "none" ? undefined : said(options, "finance-owner") }),
  };
}

function payIn(json: string): PayTable {
  try {
    return PayTable.parse(JSON.parse(json));
  } catch {
    throw invalid(
      "--pay takes a JSON file made as content/benefits/grade-pay.json is: id, asOf, source, salaries, onCosts, hours.",
    );
  }
}

function checked(terms: object): OwnTerms {
  const read = OwnTerms.safeParse(terms);
  if (read.success) return read.data;
  const which = String(read.error.issues[0]?.path[0] ?? "");
  const sentences: Readonly<Record<string, string>> = {
    licencePounds: "--licence-price takes pounds a year for one licence, more than nought.",
    optimism: "--optimism takes a number from 0 to 100.",
    financeOwner: "--finance-owner takes a post of at most 120 characters.",
  };
  throw invalid(`Nothing was kept. ${sentences[which] ?? "Something isn't as it should be."}`);
}

const LONGEST = 500;
export function said(options: Options, name: string, longest = LONGEST): string {
  const written = String(options[name] ?? "").trim();
  if (written === "") throw invalid(`Nothing was kept: add --${name} <text>.`);
  if (written.length > longest) throw invalid(`--${name} takes ${longest} characters at most.`);
  const refused = whyRefused(written);
  if (refused !== undefined) throw invalid(`--${name}: ${refusalWords("en")[refused]}`);
  return written;
}
