import { documentOf, type Section } from "../../core/document.ts";
import type { Feature } from "../../core/feature.ts";
import { isSameGroup } from "../../core/groups.ts";
import { type Html, html } from "../../core/html.ts";
import type { Headline, Page, Shown, View, Works } from "../../core/page.ts";
import type { Group } from "../../core/published.ts";
import { isMark, numberIn, type Table, tableOf } from "../../core/table.ts";
import { inEach, type Language } from "../../core/words.ts";
import { dashboardWords } from "./words.ts";

const both = inEach(dashboardWords);

/** A person's own page: made of what every feature has to say to them alone. */
export const myPage = (all: () => readonly Feature[]): Page => ({
  path: "my",
  title: both("my"),
  for: ["reader"],
  async show(view) {
    const w = dashboardWords(view.person.language);
    if (!view.person.known) return { body: html`<p class="lead">${w.unknown}</p>` };
    const parts = await Promise.all(all().map((feature) => feature.mine?.(view) ?? ""));
    return { body: html`<p class="lead">${w.onlyYou}</p>${parts}` };
  },
});

/** The few figures that matter of all the organisation, or of a lead's own people; each with the page that says more. */
export const overviewPage = (all: () => readonly Feature[]): Page => ({
  path: "overview",
  place: 1,
  title: both("overview"),
  for: ["lead", "analyst"],
  figures: true,
  async show(view: View): Promise<Shown> {
    const { language } = view.person;
    const w = dashboardWords(language);
    const group: Group = view.as.has("analyst") ? { path: [] } : { under: view.person.id };
    const headlines: Headline[] = [];
    for (const feature of all()) headlines.push(...((await feature.headlines?.(group, view)) ?? []));
    const pages = all().flatMap((feature) => feature.pages ?? []);
    const readable = (path: string) =>
      pages.some((page) => page.path === path && page.for.some((one) => view.as.has(one))) ? path : "groups";
    const changed = headlines.flatMap((each) => each.changed ?? []);
    const looks = headlines.flatMap(({ look, page }) =>
      look === undefined ? [] : [{ look, page: readable(page) }],
    );
    return {
      tables: headlines.length === 0 ? [] : [tableFrom(headlines, language)],
      body: html`<p class="lead">${"path" in group ? w.ofAll : w.ofYours}</p>
${headlines.map((headline) => headlineIn(headline, group, readable(headline.page), view))}
<section aria-labelledby="changed"><h2 id="changed">${w.changed}</h2>
${changed.length === 0 ? html`<p>${w.nothingChanged}</p>` : html`<ul>${changed.map((line) => html`<li>${line}</li>`)}</ul>`}</section>
<section aria-labelledby="look"><h2 id="look">${w.look}</h2>
<ul>${looks.map(({ look, page }) => html`<li>${look} <a href="/tab/${page}?lang=${language}">${titleOf(pages, page, language)}</a></li>`)}
${["groups", "what-works", "data-health"].flatMap((path) =>
  readable(path) === path
    ? [
        html`<li>${w.more[path as keyof typeof w.more]} <a href="/tab/${path}?lang=${language}">${titleOf(pages, path, language)}</a></li>`,
      ]
    : [],
)}</ul></section>`,
    };
  },
});

const titleOf = (pages: readonly Page[], path: string, language: Language): string =>
  pages.find((page) => page.path === path)?.title[language] ?? path;

function headlineIn(
  { id, title, figures, finding, of }: Headline,
  asked: Group,
  page: string,
  { person }: View,
): Html {
  const { language } = person;
  const w = dashboardWords(language);
  const written = (value: number | string, decimals = 0) =>
    typeof value === "number" ? numberIn(language, value, decimals) : (w.marks[value] ?? value);
  const isOther = of !== undefined && !isSameGroup(of, asked);
  return html`<section aria-labelledby="h-${id}"><h2 id="h-${id}">${title}</h2>
<ul class="tiles">${figures.map(
    ({ name, unit, value, decimals }) =>
      html`<li><span>${name}</span><strong${isMark(value) ? html` class="mark"` : ""}>${written(value, decimals)}${isMark(value) ? "" : unit === "%" ? "%" : html` <span class="unit">${unit}</span>`}</strong></li>`,
  )}</ul>
<p>${finding}</p>
${isOther ? html`<p class="note-box">${"path" in of ? w.insteadAll : w.insteadAbove}</p>` : ""}
<p><a href="/tab/${page}?lang=${language}">${w.further(title)}</a></p></section>`;
}

function tableFrom(headlines: readonly Headline[], language: Language): Table {
  const w = dashboardWords(language);
  return tableOf({
    id: "headlines",
    title: w.table,
    columns: [
      { kind: "text", name: w.what },
      { kind: "text", name: w.figure },
      { kind: "text", name: w.unit },
      { kind: "number", name: w.value, decimals: 0 },
    ],
    rows: headlines.flatMap(({ title, figures }) =>
      figures.map(({ name, unit, value }) => [title, name, unit, value]),
    ),
    notes: [w.published],
  });
}

/** What was tried and what came of it. What nothing published says anything of is left out, and it is said that it is. */
export const worksPage = (all: () => readonly Feature[]): Page => ({
  path: "what-works",
  place: 5,
  title: both("works"),
  for: ["analyst", "champion", "lead"],
  figures: true,
  async show(view: View): Promise<Shown> {
    const { language } = view.person;
    const w = dashboardWords(language);
    const every: Works[] = [];
    for (const feature of all()) every.push(...((await feature.works?.(view)) ?? []));
    const works = every.filter((one) => one.for.some((reader) => view.as.has(reader)));
    const tables = works.flatMap(({ table }) => table ?? []);
    const [first, ...rest] = tables;
    const pages =
      first === undefined
        ? undefined
        : documentOf(
            {
              language,
              title: w.works,
              on: view.now.toISOString().slice(0, 10),
              about: [],
              tables: [first, ...rest],
            },
            async () => html``,
          );
    const sections: readonly Section[] = [
      ...works.map(({ id, title, finding, notes = [], table }) => ({
        ...{ id: `works-${id}`, title },
        body: html`<p>${finding}</p>${table === undefined ? "" : (pages?.table(table) ?? "")}${notes.map((note) => html`<p class="note">${note}</p>`)}`,
      })),
      { id: "works-tips", title: w.tips, body: html`<p>${w.tipsText}</p>` },
    ];
    return {
      tables,
      body: html`<p class="lead">${w.worksText}</p>${pages?.within(sections) ?? sections.map(({ id, title, body }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`)}`,
    };
  },
});
