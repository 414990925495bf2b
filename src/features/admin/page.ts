import { wholeIn } from "../../core/asked.ts";
import { missing } from "../../core/failures.ts";
import type { Check, Settings } from "../../core/house.ts";
import { type Html, html } from "../../core/html.ts";
import type { Ledger } from "../../core/outbound.ts";
import { type Acted, formOf, type Page, type Shown, type View } from "../../core/page.ts";
import { type PersonId, type PersonKey, personIdIn, type TenantId } from "../../core/person.ts";
import {
  type Audit,
  type AuditEvent,
  roles as all,
  type People,
  type Role,
  type Roles,
} from "../../core/ports.ts";
import { type Table, tableOf } from "../../core/table.ts";
import { inEach } from "../../core/words.ts";
import type { Giver } from "./roles.ts";
import { pageWords } from "./words-page.ts";

type Change = (person: PersonKey, role: Role, by: Giver, now: Date) => Promise<boolean>;

interface Parts {
  readonly people: Pick<People, "find">;
  readonly roles: Pick<Roles, "all">;
  readonly give: Change;
  readonly take: Change;
  readonly audit: Audit;
  readonly ledger: Pick<Ledger, "pausedSince" | "pause" | "resume">;
  readonly settings: Settings;
  readonly checks: () => Promise<readonly Check[]>;
  /** What is sent is sent for all organisations at once: where there are several, none holds it back for the others. */
  readonly isOnlyOne: (tenant: TenantId) => Promise<boolean>;
}

/** One who has a role that was given here. */
interface Given {
  readonly role: Role;
  readonly id: PersonId;
}

const both = inEach(pageWords);
/** Lines of the record on one page, and in one file. */
const SHOWN = 50;
const IN_FILE = 1000;
/** Whoever gave a role is named in the trail alone, where their id goes with them when they are forgotten. */
const WHO = "an administrator";

/** Who has which role, what is in force, what was done and by whom; and everything that is sent, held back at one press. */
export const administrationPage = (parts: Parts): Page => {
  const { people, roles, audit, ledger } = parts;

  async function givenIn(tenant: TenantId): Promise<readonly Given[]> {
    const lists = await Promise.all(
      all.map(async (role) => (await roles.all(tenant, role)).map(({ id }) => ({ role, id }))),
    );
    return lists.flat();
  }

  return {
    path: "administration",
    title: both("page"),
    for: ["administrator"],
    figures: true,
    parameters: [
      { name: "record", is: "number", description: "Which fifty lines of the record, the newest first" },
    ],

    async show(view: View): Promise<Shown> {
      const { tenant, language } = view.person;
      const w = pageWords(language);
      const nth = wholeIn(view.query.get("record")) ?? 1;
      const first = Math.floor(((nth - 1) * SHOWN) / IN_FILE) * IN_FILE;
      const { events, all: count } = await audit.newest(tenant, { skip: first, most: IN_FILE });
      const from = (nth - 1) * SHOWN - first;
      const shown = events.slice(from, from + SHOWN);
      const [given, since] = [await givenIn(tenant), await ledger.pausedSince()];
      const isAlone = await parts.isOnlyOne(tenant);
      return {
        tables: [
          ...(events.length === 0 ? [] : [recordTable(events, view)]),
          settingsTable(parts.settings, view),
        ],
        body: html`${doneIn(since, first === 0 ? events : [], view)}
${sendingSection(since, isAlone, view)}
${rolesSection(given, view)}
${settingsSection(settingsTable(parts.settings, view), view)}
${checksSection(await parts.checks(), view)}
<section aria-labelledby="record"><h2 id="record">${w.record}</h2><p>${w.recordText}</p>
${shown.length === 0 ? html`<p>${w.nothingOnRecord}</p>` : tableIn(recordTable(shown, view))}
${pagesOf(nth, Math.ceil(count / SHOWN), view)}</section>`,
      };
    },

    async act(fields: URLSearchParams, view: View): Promise<Acted> {
      const what = fields.get("do");
      if (what === "give" || what === "take") return changeRole(what, fields, view);
      if (what === "pause" || what === "resume") return changeSending(what, fields, view);
      throw missing("");
    },
  };

  async function changeRole(what: "give" | "take", fields: URLSearchParams, view: View): Promise<Acted> {
    const { tenant, language, id: by } = view.person;
    const w = pageWords(language);
    const role = all.find((each) => each === fields.get("role"));
    const id = personIdIn((fields.get("person") ?? "").trim());
    if (role === undefined) return wrong(w.roleMissing, view);
    if (id === undefined || (await people.find({ tenant, id })) === undefined)
      return wrong(w.personMissing, view);
    if (fields.get("sure") !== "yes")
      return {
        shown: question(
          { what, hidden: { role, person: id }, text: w.sureRole[what](w.roles[role], id) },
          view,
        ),
      };
    await parts[what]({ tenant, id }, role, { by, shownAs: WHO }, view.now);
    return { done: { done: what } };
  }

  async function changeSending(
    what: "pause" | "resume",
    fields: URLSearchParams,
    view: View,
  ): Promise<Acted> {
    const { tenant, language, id: by } = view.person;
    const w = pageWords(language);
    if (!(await parts.isOnlyOne(tenant))) return wrong(w.notAlone, view);
    if (fields.get("sure") !== "yes")
      return { shown: question({ what, hidden: {}, text: w.sureSending[what] }, view) };
    const isPaused = (await ledger.pausedSince()) !== undefined;
    if (isPaused === (what === "pause")) return { done: { done: what } };
    await audit.record({
      tenant,
      at: view.now,
      by,
      what: what === "pause" ? "all paused" : "all resumed",
      facts: {},
    });
    await (what === "pause" ? ledger.pause(view.now) : ledger.resume());
    return { done: { done: what } };
  }
};

type Doing = "give" | "take" | "pause" | "resume";
const doings: readonly Doing[] = ["give", "take", "pause", "resume"];

const byRole: Readonly<Record<string, Doing>> = { "role given": "give", "role taken": "take" };

/** Said only where it is so, as anybody can write an address: what stands, or what this very person did last on record. */
function doneIn(
  since: Date | undefined,
  events: readonly AuditEvent[],
  { query, person: { id, language } }: View,
): Html | "" {
  const last = events.find(({ what }) => what !== "looked" && what !== "exported");
  const isSo = [since === undefined ? "resume" : "pause", last?.by === id ? byRole[last.what] : undefined];
  const what = doings.find((each) => each === query.get("done") && isSo.includes(each));
  return what === undefined ? "" : html`<p class="done" role="status">${pageWords(language).done[what]}</p>`;
}

const backIn = ({ person: { language } }: View): Html =>
  html`<p><a href="/tab/administration?lang=${language}">${pageWords(language).back}</a></p>`;

const wrong = (sentence: string, view: View): Acted => ({
  shown: { body: html`<p class="lead" role="alert">${sentence}</p>${backIn(view)}` },
  isWrong: true,
});

function question(
  {
    what,
    hidden,
    text,
  }: { readonly what: Doing; readonly hidden: Readonly<Record<string, string>>; readonly text: string },
  view: View,
): Shown {
  const w = pageWords(view.person.language);
  const inputs = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return {
    title: w.sure,
    body: html`<p class="lead">${text}</p>
${formOf("administration", view, html`${inputs}<input type="hidden" name="sure" value="yes"><button name="do" value="${what}">${w.yes[what]}</button>`)}
${backIn(view)}`,
  };
}

function sendingSection(since: Date | undefined, isAlone: boolean, view: View): Html {
  const w = pageWords(view.person.language);
  const what = since === undefined ? "pause" : "resume";
  return html`<section aria-labelledby="sending"><h2 id="sending">${w.sending}</h2>
<p><strong class="tag">${since === undefined ? w.goesOut : w.isPaused}</strong> ${since === undefined ? w.goesOutText : w.pausedSince(momentIn(since, view))}</p>
${isAlone ? formOf("administration", view, html`<button name="do" value="${what}" class="${since === undefined ? "destructive" : "other"}">${w.steps[what]}</button>`) : html`<p class="note">${w.notAlone}</p>`}
</section>`;
}

function rolesSection(given: readonly Given[], view: View): Html {
  const w = pageWords(view.person.language);
  const row = ({ role, id }: Given) =>
    html`<tr><th scope="row">${w.roles[role]}</th><td class="typed">${id}</td><td class="screen">${formOf(
      "administration",
      view,
      html`<input type="hidden" name="role" value="${role}"><input type="hidden" name="person" value="${id}"><button class="link" name="do" value="take">${w.take}<span class="unseen"> ${w.fromWhom(w.roles[role], id)}</span></button>`,
    )}</td></tr>`;
  return html`<section aria-labelledby="roles"><h2 id="roles">${w.rolesTitle}</h2><p>${w.rolesText}</p>
${
  given.length === 0
    ? html`<p>${w.nobody}</p>`
    : html`<div class="scroll" role="region" tabindex="0" aria-labelledby="roles-caption"><table><caption id="roles-caption"><span>${w.rolesTable}</span></caption>
<thead><tr><th scope="col">${w.role}</th><th scope="col">${w.person}</th><th scope="col" class="screen">${w.change}</th></tr></thead><tbody>${given.map(row)}</tbody></table></div>`
}
<h3 class="screen">${w.giveTitle}</h3>
${formOf(
  "administration",
  view,
  html`<label for="person">${w.person}<span class="hint">${w.personHint}</span></label><input type="text" id="person" name="person" maxlength="64" autocomplete="off" spellcheck="false" required>
<label for="role">${w.role}</label><select id="role" name="role">${all.map((role) => html`<option value="${role}">${w.roles[role]}</option>`)}</select>
<p><button name="do" value="give">${w.give}</button></p>`,
)}
</section>`;
}

function settingsTable(settings: Settings, { person: { language, tenant } }: View): Table {
  const w = pageWords(language);
  const { privilegeDays, contact, holdOut = 0, holdOutBy = "person", fewestPeople, copilotUrl } = settings;
  const own = privilegeDays.filter((day) => !day.includes("=") || day.startsWith(`${tenant}=`));
  return tableOf({
    id: "settings",
    title: w.settingsTable,
    columns: [
      { kind: "text", name: w.setting },
      { kind: "text", name: w.value },
    ],
    rows: [
      [w.fewest, String(fewestPeople ?? FEWEST)],
      [w.holdOut, holdOut === 0 ? w.none : w.holdOutValue(String(holdOut), holdOutBy)],
      [w.privilegeDays, own.length === 0 ? w.none : own.map((day) => day.replace(/^[^=]+=/, "")).join(", ")],
      [w.contact, contact === "" ? w.none : contact],
      [w.copilot, copilotUrl ?? w.usual],
    ],
  });
}

const FEWEST = 10;

const settingsSection = (table: Table, { person: { language } }: View): Html => {
  const w = pageWords(language);
  return html`<section aria-labelledby="in-force"><h2 id="in-force">${w.settings}</h2><p>${w.settingsText}</p>
<dl class="facts">${table.rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>`;
};

/** Only how many: what a check says is for whoever runs the product, who may run it for several organisations. */
function checksSection(found: readonly Check[], { person: { language } }: View): Html {
  const w = pageWords(language);
  const wrongs = found.filter(({ ok }) => !ok).length;
  return html`<section aria-labelledby="checks"><h2 id="checks">${w.checks}</h2><p>${wrongs === 0 ? w.allWell(found.length) : w.notWell(wrongs, found.length)}</p><p class="note">${w.checksInside}</p></section>`;
}

function recordTable(events: readonly AuditEvent[], view: View): Table {
  const w = pageWords(view.person.language);
  return tableOf({
    id: "record",
    title: w.recordTable,
    columns: [
      { kind: "text", name: w.at },
      { kind: "text", name: w.by },
      { kind: "text", name: w.what },
      { kind: "text", name: w.facts },
    ],
    rows: events.map(({ at, by, what, facts }) => [
      at.toISOString().slice(0, "2026-11-24T10:00:00".length).replace("T", " "),
      by === "forgotten" ? w.forgotten : by,
      w.events[what] ?? what,
      factsIn(facts),
    ]),
    notes: [w.utc],
  });
}

function factsIn(facts: AuditEvent["facts"]): string {
  const said = Object.entries(facts).filter(([, value]) => value !== "");
  return said.length === 0 ? "–" : said.map(([name, value]) => `${name}: ${value}`).join("; ");
}

const tableIn = ({ id, title, columns, rows }: Table): Html =>
  html`<div class="scroll" role="region" tabindex="0" aria-labelledby="${id}-caption"><table><caption id="${id}-caption"><span>${title}</span></caption>
<thead><tr>${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;

function pagesOf(nth: number, last: number, { person: { language } }: View): Html | "" {
  const w = pageWords(language);
  if (last < 2) return "";
  const to = (page: number, name: string) =>
    html`<li><a href="/tab/administration?lang=${language}&amp;record=${page}#record">${name}</a></li>`;
  return html`<nav aria-label="${w.pages}"><ul class="pages">${nth > 1 ? to(nth - 1, w.newer) : ""}<li>${w.pageOf(nth, last)}</li>${nth < last ? to(nth + 1, w.older) : ""}</ul></nav>`;
}

const momentIn = (at: Date, { person: { language, zone } }: View): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : "cy", {
    ...{ day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone },
  }).format(at);
