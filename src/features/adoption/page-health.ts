import { addDays, type Day, daysBetween, mondayOf } from "../../core/calendar.ts";
import { documentOf, type Section } from "../../core/document.ts";
import { html } from "../../core/html.ts";
import type { Page, Shown, View } from "../../core/page.ts";
import { type Period, periodOf } from "../../core/period.ts";
import type { TenantId } from "../../core/person.ts";
import type { PublishedFigures } from "../../core/published.ts";
import { type Cell, type Table, tableOf } from "../../core/table.ts";
import { inEach, type Language } from "../../core/words.ts";
import type { Health } from "./health.ts";
import type { Sharing } from "./shown.ts";
import { adoptionWords } from "./words.ts";
import { healthWords } from "./words-health.ts";

interface Parts {
  readonly health: (tenant: TenantId, today: Day) => Promise<Health>;
  readonly published: () => PublishedFigures;
}

const both = inEach(healthWords);
/** Older than this, a report says little of this week. Microsoft's reports come with two to three days' delay. */
const STALE_DAYS = 7;
const WEEKS = 12;
/** What is published each week, by where it comes from. */
const measures = ["adoption/weekly", "adoption/licences", "time-saved/minutes", "time-saved/asked"] as const;

/** Where the figures come from, how fresh they are and whom they speak of; and what isn't known, with the reason. */
export const healthPage = ({ health, published }: Parts): Page => ({
  path: "data-health",
  place: 6,
  title: both("page"),
  for: ["analyst", "administrator"],
  figures: true,

  async show({ person: { tenant, language }, now }: View): Promise<Shown> {
    const w = healthWords(language);
    const today = now.toISOString().slice(0, 10);
    const found = await health(tenant, today);
    const sources = found.sources.length === 0 ? undefined : sourcesTable(found, language);
    const out = await outTable(published(), tenant, today, language);
    const pages = documentOf(
      {
        language,
        title: w.page,
        on: today,
        about: [],
        tables: sources === undefined ? [out] : [sources, out],
      },
      async () => html``,
    );
    const sections: readonly Section[] = [
      {
        id: "sources-read",
        title: w.sources,
        body:
          sources === undefined
            ? html`<p>${found.connected ? w.nothingRead : w.notConnected}</p>`
            : html`<p>${sourcesFinding(found, language)}</p>${pages.table(sources)}`,
      },
      {
        id: "whom",
        title: w.coverage,
        body: html`<ul>${coverageLines(found, today, language).map((line) => html`<li>${line}</li>`)}</ul>`,
      },
      {
        id: "unknown",
        title: w.unknown,
        body:
          found.unknown.length === 0
            ? html`<p>${w.nothingUnknown}</p>`
            : html`<ul>${found.unknown.map((why) => html`<li>${adoptionWords(language).because[why]}</li>`)}</ul>`,
      },
      { id: "out", title: w.out, body: html`<p>${w.outText}</p>${pages.table(out)}` },
    ];
    return {
      tables: sources === undefined ? [out] : [sources, out],
      body: html`<p class="lead">${inShort(found, today, language)}</p>${pages.within(sections)}`,
    };
  },
});

const isFailing = ({ failingSince, note }: Health["sources"][number]): boolean =>
  failingSince !== undefined || note === "doubtful";

function inShort(found: Health, today: Day, language: Language): string {
  const w = healthWords(language);
  const failing = found.sources.filter(isFailing).length;
  if (failing > 0) return w.someFail(failing);
  if (found.refreshedOn === undefined) return w.noReport;
  const age = daysBetween(found.refreshedOn, today);
  return age > STALE_DAYS ? w.stale(found.refreshedOn, age) : w.fresh(found.refreshedOn);
}

function sourcesFinding({ sources }: Health, language: Language): string {
  const w = healthWords(language);
  const failing = sources.filter(isFailing).length;
  return failing === 0 ? w.allRead(sources.length) : w.notRead(failing, sources.length);
}

function sourcesTable({ sources }: Health, language: Language): Table {
  const w = healthWords(language);
  const text = (name: string) => ({ kind: "text", name }) as const;
  const rows = sources.map((source): readonly Cell[] => [
    titleOf(source.what, language),
    source.lastOkAt === undefined ? w.never : minuteOf(source.lastOkAt),
    isFailing(source) ? w.failing : source.lastOkAt === undefined ? w.waiting : w.well,
    isFailing(source) ? noteIn(source.note, language) : "–",
    minuteOf(source.nextAt),
  ]);
  return tableOf({
    id: "sources",
    title: w.sourcesTable,
    columns: [text(w.source), text(w.lastRead), text(w.state), text(w.why), text(w.next)],
    rows,
    notes: [w.utc],
  });
}

const minuteOf = (at: Date): string => at.toISOString().slice(0, "2026-11-24T10:00".length).replace("T", " ");

function titleOf(what: string, language: Language): string {
  const w = healthWords(language);
  const [kind = "", which] = what.split(":");
  const title = w.titles[kind] ?? kind;
  if (which === undefined) return title;
  const days = /^D(\d+)$/.exec(which)?.[1];
  return days === undefined ? `${title} ${which}` : w.overDays(title, days);
}

function noteIn(note: string | undefined, language: Language): string {
  const w = healthWords(language);
  const [kind, permission] = (note ?? "").split(" ");
  if (kind === "doubtful") return w.notes.doubtful;
  if (kind === "refused") return permission === undefined ? w.notes.refused : w.refusedFor(permission);
  return kind === "busy" ? w.notes.busy : w.notes.unread;
}

function coverageLines(found: Health, today: Day, language: Language): readonly string[] {
  const w = healthWords(language);
  const { licensed, coverage, refreshedOn, weeks, unknownColumns } = found;
  return [
    licensed === undefined ? w.licensedUnknown : w.licensed(String(licensed)),
    coverage === undefined ? w.coverageUnknown : w.coverageOf(sharingIn(coverage, language)),
    refreshedOn === undefined ? w.noReport : w.refreshed(refreshedOn, daysBetween(refreshedOn, today)),
    w.weeks(weeks),
    ...(unknownColumns.length === 0 ? [] : [w.columns(unknownColumns.join(", "))]),
  ];
}

const sharingIn = (told: Sharing, language: Language): string => {
  const w = healthWords(language);
  return typeof told === "number" ? w.about(told) : w.shares[told];
};

/** Which weeks are out; that one isn't is no figure on anybody. */
async function outTable(
  published: PublishedFigures,
  tenant: TenantId,
  today: Day,
  language: Language,
): Promise<Table> {
  const w = healthWords(language);
  const weeks = Array.from({ length: WEEKS }, (_each, at) => addDays(mondayOf(today), -7 * (WEEKS - at)));
  const all: Period = { kind: "week", weeks, name: "" };
  const rows: (readonly Cell[])[] = [];
  for (const measure of measures) {
    const { value } = await published.figure(tenant, measure, { path: [] }, all);
    const newest = "none" in value ? undefined : value.lots.at(-1)?.weeks.at(-1);
    const name = newest === undefined ? "[x]" : periodOf("week", newest).name;
    rows.push([w.measures[measure], name, "none" in value ? 0 : value.weeks.shown, WEEKS]);
  }
  const number = (name: string) => ({ kind: "number", name, decimals: 0 }) as const;
  return tableOf({
    id: "out-table",
    title: w.outTable,
    columns: [
      { kind: "text", name: w.what },
      { kind: "text", name: w.newest },
      number(w.weeksOut),
      number(w.weeksLooked),
    ],
    rows,
  });
}
