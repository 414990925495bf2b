import type { Day } from "./calendar.ts";
import type { Chart } from "./chart.ts";
import { documentStyle } from "./document-style.ts";
import { documentWords } from "./document-words.ts";
import { type Html, html, serialised } from "./html.ts";
import type { Documents } from "./ports.ts";
import {
  type Cell,
  type Column,
  type Fact,
  headingOf,
  isMark,
  marksIn,
  notesOf,
  shownIn,
  type Table,
  type Workbook,
} from "./table.ts";
import { draftIn, type Language } from "./words.ts";

export interface Section {
  /** In links within the document. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

export interface Pictured {
  readonly chart: Chart;
  /** What the picture shows, in one sentence that can be read without it. */
  readonly finding: string;
  /** The same figures: they stand below the picture. */
  readonly table: Table;
}

/**
 * A document to keep, print and read aloud: one file without scripts and without anything from outside. It is made of the
 * same tables as the workbook, which have the same numbers and notes in both.
 */
export function documentOf(workbook: Workbook, draw: Documents["chart"]) {
  const { language, tables } = workbook;
  const w = documentWords(language);
  const notes = notesOf(tables);
  const shown = new Set<Table>();

  function numberOf(table: Table): number {
    const number = tables.indexOf(table) + 1;
    if (number === 0) throw new Error(`Table ${table.id} isn't one of the document's`);
    return number;
  }

  const refer = (own: readonly string[]) =>
    own.map((note) => {
      const number = notes.indexOf(note) + 1;
      return html` <a class="mark" href="#note-${number}">${w.note(number)}</a>`;
    });

  const heading = (column: Column) =>
    html`<th scope="col"${column.kind === "number" ? NUMBER : ""}>${headingOf(column)}${column.note === undefined ? "" : refer([column.note])}</th>`;

  const row = (cells: readonly Cell[], columns: readonly Column[]) =>
    html`<tr>${cells.map((cell, at) => cellOf(language, cell, columns[at] as Column, at === 0))}</tr>
`;

  return {
    /** A table with its notes and sources. It scrolls by itself where the screen is too narrow for it. */
    table(table: Table): Html {
      if (shown.has(table)) throw new Error(`Table ${table.id} stands in the document already`);
      shown.add(table);
      const marks = marksIn([table]);
      return html`<div class="table">
<div class="scroll" role="region" tabindex="0" aria-labelledby="${table.id}-caption">
<table id="${table.id}">
<caption id="${table.id}-caption"><span>${w.table(numberOf(table))}: ${table.title}${refer(table.notes)}</span></caption>
<thead><tr>${table.columns.map(heading)}</tr></thead>
<tbody>
${table.rows.map((cells) => row(cells, table.columns))}</tbody>
</table>
</div>
${marks.length === 0 ? "" : html`<p class="small">${marks.map((mark) => `${mark} = ${w.mark[mark]}`).join("; ")}</p>`}
${table.about.map(({ name, value }) => html`<p class="small">${name}: ${value}</p>`)}
${table.sources.map((source) => html`<p class="small">${w.source}: ${source}</p>`)}
</div>`;
    },

    /** A picture under its finding, and its table, unless it stands further up. It is drawn for wide and for narrow screens, and shown once. */
    async chart({ chart, finding, table }: Pictured): Promise<Html> {
      // A picture of nothing says nothing that the sentence and the table don't.
      if (isEmpty(chart))
        return html`<p><strong>${finding}</strong></p>${shown.has(table) ? "" : this.table(table)}`;
      const [wide, narrow] = [await draw(chart, "wide"), await draw(chart, "narrow")];
      return html`<figure>
<figcaption><strong>${finding}</strong> <a href="#${table.id}-caption">${w.inTable(numberOf(table))}</a></figcaption>
<div class="wide">${wide}</div>
<div class="narrow">${narrow}</div>
</figure>
${shown.has(table) ? "" : this.table(table)}`;
    },

    /** The sections and their notes, for a page that has a frame of its own. */
    within: (sections: readonly Section[]): Html => bodyOf(workbook, sections),

    /** The file's text. */
    whole: (sections: readonly Section[]): string => String(whole(workbook, sections)),
  };
}

const isEmpty = (chart: Chart): boolean =>
  (chart.kind === "periods" ? chart.points : chart.rows).every(({ value }) => isMark(value));

const NUMBER = html` class="number"`;

function cellOf(language: Language, cell: Cell, column: Column, isFirst: boolean): Html {
  const shown = shownIn(language, cell, column);
  if (isFirst) return html`<th scope="row">${shown}</th>`;
  const marked = isMark(cell) ? html`<span class="mark">${shown}</span>` : shown;
  return html`<td${column.kind === "number" ? NUMBER : ""}>${marked}</td>`;
}

function bodyOf({ language, about, tables }: Workbook, sections: readonly Section[]): Html {
  const w = documentWords(language);
  const notes = notesOf(tables);
  return html`${about.length === 0 ? "" : aboutOf(w.about, about)}
${sections.map(
  ({ id, title: heading, body }) => html`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${body}
</section>
`,
)}
${notes.length === 0 ? "" : notesIn(w.notes, notes)}`;
}

function whole({ language, title, about, tables, on }: Workbook, sections: readonly Section[]): Html {
  const w = documentWords(language);
  const draft = draftIn(language);
  const notes = notesOf(tables);
  const ids = ["main", "contents", "notes", ...tables.map(({ id }) => id), ...sections.map(({ id }) => id)];
  if (new Set(ids).size < ids.length) throw new Error("Two parts of a document have the same id");
  const links = [...sections, ...(notes.length === 0 ? [] : [{ id: "notes", title: w.notes }])];
  return html`<!doctype html>
<html lang="${language === "en" ? "en-GB" : language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="dcterms.created" content="${on satisfies Day}">
<title>${title}</title>
<style>${serialised(documentStyle)}</style>
</head>
<body>
<a class="skip" href="#main">${w.skip}</a>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${draft === undefined ? "" : html`<p class="note">${draft}</p>`}
${about.length === 0 ? "" : aboutOf(w.about, about)}
<nav aria-labelledby="contents">
<h2 id="contents">${w.contents}</h2>
<ol>${links.map((link) => html`<li><a href="#${link.id}">${link.title}</a></li>`)}</ol>
</nav>
${sections.map(
  ({ id, title: heading, body }) => html`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${body}
</section>
`,
)}
${notes.length === 0 ? "" : notesIn(w.notes, notes)}
</main>
</body>
</html>
`;
}

const aboutOf = (title: string, about: readonly Fact[]) =>
  html`<dl aria-label="${title}">${about.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

const notesIn = (title: string, notes: readonly string[]) =>
  html`<section aria-labelledby="notes">
<h2 id="notes">${title}</h2>
<ol>${notes.map((note, at) => html`<li id="note-${at + 1}">${note}</li>`)}</ol>
</section>`;
