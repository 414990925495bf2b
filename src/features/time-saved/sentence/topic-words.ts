import type { App, Task } from "../../../core/taxonomy.ts";
import { list, set } from "./phrase-book.ts";

/** What tells a task or an app, English and Welsh together: lower case, no accents, no apostrophes. */

/** These names mean only the app. */
export const plainApps: Readonly<Record<string, App>> = {
  powerpoint: "powerpoint",
  ppt: "powerpoint",
  pptx: "powerpoint",
  onenote: "onenote",
  xlsx: "excel",
  docx: "word",
  msteams: "teams",
};
/** These are ordinary words as well, so their company decides. */
export const wordyApps: Readonly<
  Record<string, { app: App; before: ReadonlySet<string>; after: ReadonlySet<string> }>
> = {
  word: {
    app: "word",
    before: set(`
      in, using, within, with, via, ms, microsoft, 365, yn, mewn, gyda, efo, on, through, dogfen, ddogfen`),
    after: set("document, documents, doc, docs, file, copilot, template, dogfen"),
  },
  excel: {
    app: "excel",
    before: set(`
      in, using, within, with, via, ms, microsoft, 365, an, the, my, yn, mewn, gyda, efo, on, through,
      complex, our, taenlen, daenlen`),
    after: set(`
      thing, stuff, work, charts, chart, report, table, tables, model, modelling, tracker, sheets,
      functions, task, spreadsheet, spreadsheets, sheet, workbook, formula, formulas, file, copilot,
      macro, data, pivot, taenlen`),
  },
  teams: {
    app: "teams",
    before: set(`
      in, using, within, via, ms, microsoft, yn, mewn, on, through, cyfarfod, gyfarfod, galwad, alwad`),
    after: set("meeting, meetings, call, calls, recap, transcript, copilot"),
  },
  outlook: {
    app: "outlook",
    before: set(`
      in, using, within, with, via, ms, microsoft, yn, mewn, gyda, efo, through, on, ebost`),
    after: set("email, emails, inbox, calendar, message, copilot, messages, mailbox"),
  },
  loop: {
    app: "loop",
    before: set("in, using, within, ms, microsoft, via, yn, mewn"),
    after: set("page, pages, component, components, workspace"),
  },
};
/** After these words the name before was an ordinary one: "the word count", "keep in loop". */
export const notApps = set(`
  count, counts, limit, for, perfect, of, report, at, across, is, was, off, about, mouth`);
export const endsName = set(`
  to, and, for, on, yesterday, today, this, but, so, it, i, saved, saving, took, which, when, instead, at,
  ar, ddoe, heddiw, bore, with, then, by, after, because, as, usually, or, the, last, again, from, while,
  copilot, was, has, my, a, summarising, drafting, writing, rather, in, using, me`);

/** Phrases that point to a task; a trailing * stands for any ending. `strong` outweighs `weak`. */
export const taskWords: Readonly<
  Partial<Record<Task, { readonly strong: readonly string[]; readonly weak?: readonly string[] }>>
> = {
  find: {
    strong: list(`
      look up, looking up, looked up, lookup, search*, finding, find, tracking down, tracked down,
      hunting, locate, locating, dod o hyd, chwilio, ffeindio`),
  },
  "summarise-documents": {
    strong: list(`
      summar*, crynhoi, grynhoi, chrynhoi, crynodeb*, grynodeb*, chrynodeb*, synopsis, condens*, digest*`),
  },
  "summarise-meetings": {
    strong: list(`
      minutes, minute taking, minuting, minuted, meeting note*, meeting action*, meeting record, meeting
      recap, meeting summary, meeting summaries, meeting write up, meeting transcript, recap, recaps,
      readout, notes of the meeting, notes from the meeting, actions from the meeting, action points,
      actions from, action list, action log, actions log, cofnodion, gofnodion, chofnodion, nodiadau
      cyfarfod, nodiadau cyfarfodydd, nodiadau o gyfarfod, meeting readout, call notes, meeting minutes`),
  },
  email: {
    strong: list("email*, inbox, mailbox, ebost*, ebyst, negeseuon"),
    weak: list("reply, replies, replying, replied, ateb"),
  },
  draft: {
    strong: [],
    weak: list(`
      draft*, write, writing, wrote, written, write up, writing up, report, reports, letter*, briefing*,
      brief, submission*, paper, papers, document, documents, doc, memo, speech, briefing note, guidance
      note, file note, foi, pq, pqs, business case, job description, job advert, newsletter, article,
      blog*, statement, terms of reference, drafft*, ddrafft*, llythyr*, lythyr*, adroddiad*, ysgrifennu,
      sgwennu, papur, bapur, dogfen, ddogfen, cyflwyniad gweinidogol, correspondence, leaflet`),
  },
  edit: {
    strong: list(`
      proofread*, proof read*, rewrit*, rewrote, plain english, simplif*, editing, edited, edit, rephras*,
      reword*, shorten*, redraft*, prawf ddarllen, golygu, olygu, symleiddio, aralleirio, cymraeg clir,
      polishing, tone, spelling, grammar, punctuation`),
  },
  presentation: {
    strong: list(`
      slide, slides, deck, decks, slidedeck, powerpoint presentation, presentation*, a powerpoint, the
      powerpoint, my powerpoint, sleidiau, cyflwyniad*, gyflwyniad*, chyflwyniad*, slide pack, slidepack`),
  },
  analysis: {
    strong: list(`
      spreadsheet*, formula*, pivot*, data, dataset*, analys*, analyz*, taenlen*, daenlen*, thaenlen*,
      dadansodd*, ddadansodd*, xlookup, vlookup, chart, charts, survey results, fformiwla*, reconcil*`),
  },
  ideas: {
    strong: list("brainstorm*, ideas, idea, ideation, syniadau, thought shower"),
    weak: list("plan, planning, project plan, cynllunio, gynllunio, cynllun"),
  },
  learn: {
    strong: list(`
      explain*, learn*, understand*, dysgu, ddysgu, egluro, esbonio, deall, upskilling, getting my head
      round`),
  },
  translate: {
    strong: list(`
      translat*, alt text, accessib*, easy read, cyfieith*, gyfieith*, chyfieith*, hygyrch, hygyrchedd,
      captions`),
  },
  code: {
    strong: list(`
      coding, write code, writing code, wrote code, writing a script, ysgrifennu cod, macro*, sql, python,
      vba, javascript, debugging, powershell, unit tests, rhaglennu`),
    weak: list("code, script, cod, query"),
  },
  admin: {
    strong: list(`
      diary, rota, rotas, expenses, expense claim, timesheet, calendar, scheduling, dyddiadur, treuliau,
      rostering, diary management, booking, bookings, amserlen`),
    weak: list("schedule, form, forms, ffurflen, admin"),
  },
  images: {
    strong: list(`
      image*, picture*, logo, logos, infographic*, illustration*, poster, delwedd*, ddelwedd*, graphic,
      graphics, photo*, posters`),
  },
};
export const meetings = set(`
  meeting, meetings, cyfarfod, cyfarfodydd, gyfarfod, call, calls, standup, steerco, workshop, webinar`);
export const meetingNotes = set("notes, actions, nodiadau, recap, write, note");
/** With one of these a document was only the material: we can't say what the task was. */
export const otherDoing = set(`
  read, reading, reviewing, review, reviewed, compare, comparing, compared, checking, check, checked,
  fixing, fix, printing, filing, formatting, chasing, darllen, adolygu, discussing, presenting, notes,
  nodiadau, reads, uploading, sharing`);
