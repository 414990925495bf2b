import { missing } from "../../core/failures.ts";
import { type Html, html } from "../../core/html.ts";
import type { Progress, Standing } from "../../core/outbound.ts";
import { type Acted, formOf, type Page, type Shown, type View } from "../../core/page.ts";
import type { Audit, Run } from "../../core/ports.ts";
import { numberIn } from "../../core/table.ts";
import { inEach } from "../../core/words.ts";
import { type Campaign, figuresOf, type Going, goingOn, isFolded, obstacleTo, steps } from "./rules.ts";
import { pageWords } from "./words-page.ts";

const asked = ["pause", "resume", "cancel"] as const;
type Asked = (typeof asked)[number];

interface Parts {
  readonly newest: (tenant: string, most: number) => Promise<readonly Campaign[]>;
  readonly one: (id: number) => Promise<Campaign | undefined>;
  readonly standingOf: (campaign: Campaign) => Promise<Standing>;
  readonly progressOf: (campaign: Campaign, now: Date) => Promise<Progress>;
  readonly steer: Readonly<Record<Asked, (campaign: Campaign, who: string, run: Run) => Promise<unknown>>>;
  readonly audit: Audit;
}

/** How one campaign stands. */
interface Stand {
  readonly campaign: Campaign;
  readonly figures: ReturnType<typeof figuresOf>;
  readonly going: Going;
  /** Whether it is about to go out or goes out. */
  readonly isGoing: boolean;
}

const MOST = 30;
/** On record with the campaign; who it was stands in the audit trail, where it goes with whoever is forgotten. */
const WHO = "an administrator";
const both = inEach(pageWords);
const ends = ["sent", "waiting", "sending", "skipped", "blocked", "failed", "unsure", "forgotten"] as const;

const none: Standing = { waiting: 0, sending: 0, sent: 0, blocked: 0, failed: 0, skipped: 0, unsure: 0 };
const still: Progress = { lastMinute: 0, due: 0, oldestDue: undefined, reasons: [] };
/** Nothing has gone out; or of so few that whether something still waits would tell of one of them, so it isn't even asked. */
const isUntold = (campaign: Campaign): boolean =>
  campaign.state === "draft" || campaign.state === "approved" || isFolded(campaign);

/** Campaigns and how far they are, held back or ended from here. Drafting and approving stay at the command line, between two people. */
export const campaignsPage = ({ newest, one, standingOf, progressOf, steer, audit }: Parts): Page => {
  async function standing(campaign: Campaign, now: Date): Promise<Stand> {
    const stands = isUntold(campaign) ? none : await standingOf(campaign);
    const goesOut = campaign.state === "sending" && stands.waiting + stands.sending > 0;
    const progress = goesOut ? await progressOf(campaign, now) : still;
    return {
      campaign,
      isGoing: campaign.state === "scheduled" || goesOut,
      figures: figuresOf(campaign, stands),
      going: goingOn(campaign, stands, progress, now),
    };
  }

  /** One of theirs, by what a form says; another organisation's is as if it weren't there. */
  async function found(fields: URLSearchParams, { person }: View): Promise<Campaign> {
    const id = Number(fields.get("campaign"));
    const campaign = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await one(id) : undefined;
    if (campaign === undefined || campaign.tenant !== person.tenant) throw missing("");
    return campaign;
  }

  return {
    path: "campaigns",
    title: both("page"),
    for: ["administrator"],

    async show(view: View): Promise<Shown> {
      const w = pageWords(view.person.language);
      const all: Stand[] = [];
      for (const campaign of await newest(view.person.tenant, MOST))
        all.push(await standing(campaign, view.now));
      if (all.length === 0) return { body: html`<p class="lead">${w.none}</p><p>${w.how}</p>` };
      const isLive = all.some(({ isGoing }) => isGoing);
      return {
        live: isLive,
        body: html`${doneIn(all, view)}<p>${w.how}</p>
${isLive ? html`<p class="note">${w.live}</p>` : ""}
${all.map((each) => sectionOf(each, view))}`,
      };
    },

    async act(fields: URLSearchParams, view: View): Promise<Acted> {
      const campaign = await found(fields, view);
      const step = asked.find((each) => each === fields.get("do"));
      if (step === undefined) throw missing("");
      const w = pageWords(view.person.language);
      if (obstacleTo(step, campaign) !== undefined)
        return {
          shown: { title: w.page, body: html`<p class="lead" role="alert">${w.changed}</p>${backIn(view)}` },
          isWrong: true,
        };
      if (fields.get("sure") !== "yes") return { shown: questionFor(campaign, step, view) };
      await steer[step](campaign, WHO, view);
      await audit.record({
        tenant: view.person.tenant,
        at: view.now,
        by: view.person.id,
        what: `campaign ${step}`,
        facts: { campaign: campaign.id },
      });
      return { done: { done: step, campaign: String(campaign.id) } };
    },
  };
};

const backIn = ({ person: { language } }: View): Html =>
  html`<p><a href="/tab/campaigns?lang=${language}">${pageWords(language).back}</a></p>`;

/** Said only where it is so: anybody can write an address. */
function doneIn(all: readonly Stand[], { query, person: { language } }: View): Html | "" {
  const found = all.find(({ campaign: { id } }) => String(id) === query.get("campaign"));
  const step = asked.find((each) => each === query.get("done") && steps[each].to === found?.campaign.state);
  return step === undefined ? "" : html`<p class="done" role="status">${pageWords(language).done[step]}</p>`;
}

function contentOf({ tip, message, service }: Campaign, { person: { language } }: View): string {
  const w = pageWords(language);
  const said =
    message === undefined ? (tip === "any" ? w.anyTip : w.tip(tip ?? "")) : message[language].title;
  return service ? w.serviceOf(said) : said;
}

function sectionOf(one: Stand, view: View): Html {
  const { campaign, figures, going } = one;
  const { language, zone } = view.person;
  const w = pageWords(language);
  const heading = `campaign-${campaign.id}`;
  const live = one.isGoing ? "going" : "over";
  const number = (value: number | null | undefined) =>
    typeof value === "number" ? numberIn(language, value, 0) : w.untold;
  const shown = ends.filter((end) => figures[end] !== 0 && figures[end] !== undefined);
  return html`<section class="campaign" aria-labelledby="${heading}">
<h2 id="${heading}">${w.heading(campaign.id, contentOf(campaign, view))}</h2>
<p id="${heading}-said" role="status" data-live="${live}"><strong class="tag">${tagOf(one, language)}</strong> ${sentenceOf(one, language)}</p>
<div id="${heading}-figures" data-live="${live}">
${typeof going.percent === "number" && campaign.state !== "draft" ? html`<progress max="100" value="${going.percent}" aria-label="${w.howFar}">${going.percent}%</progress>` : ""}
<dl class="facts"><div><dt>${w.audience}</dt><dd>${number(campaign.asked)}</dd></div>
${isFolded(campaign) ? "" : shown.map((end) => html`<div><dt>${w.ends[end]}</dt><dd>${number(figures[end])}</dd></div>`)}
${campaign.sendAt === undefined ? "" : html`<div><dt>${w.sendAt}</dt><dd>${momentIn(campaign.sendAt, language, zone)}</dd></div>`}
${going.finish === null ? "" : html`<div><dt>${w.finish}</dt><dd>${momentIn(going.finish, language, zone)}</dd></div>`}</dl>
${isFolded(campaign) ? html`<p class="note">${w.folded}</p>` : ""}
</div>
<p class="small">${w.forWhom} <span class="typed">${campaign.audience}</span></p>
${buttonsFor(campaign, view)}
</section>`;
}

const tagOf = (one: Stand, language: View["person"]["language"]): string => {
  const w = pageWords(language);
  return one.campaign.state === "sending" && one.isGoing ? w.goingOut : w.states[one.campaign.state];
};

/** In tens of a hundred, so that whoever hears it isn't told of every message. */
function sentenceOf({ campaign, going }: Stand, language: View["person"]["language"]): string {
  const w = pageWords(language);
  if (going.percent === null || campaign.state === "draft" || campaign.state === "approved") return "";
  if (going.percent === 100) return w.allEnded;
  return campaign.state === "sending" ? w.someEnded(Math.floor(going.percent / 10) * 10) : "";
}

const momentIn = (at: Date, language: View["person"]["language"], zone: string): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : "cy", {
    ...{ day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone },
  }).format(at);

function buttonsFor(campaign: Campaign, view: View): Html | "" {
  const w = pageWords(view.person.language);
  const steps = asked.filter((step) => obstacleTo(step, campaign) === undefined);
  if (steps.length === 0) return "";
  return formOf(
    "campaigns",
    view,
    html`<input type="hidden" name="campaign" value="${campaign.id}">${steps.map(
      (step) =>
        html`<button name="do" value="${step}" class="${step === "cancel" ? "destructive" : "other"}">${w.steps[step]}<span class="unseen"> ${w.ofCampaign(campaign.id)}</span></button> `,
    )}`,
  );
}

function questionFor(campaign: Campaign, step: Asked, view: View): Shown {
  const w = pageWords(view.person.language);
  return {
    title: w.sure[step](campaign.id),
    body: html`<p class="lead">${contentOf(campaign, view)}</p><p>${w.means[step]}</p>
${formOf(
  "campaigns",
  view,
  html`<input type="hidden" name="campaign" value="${campaign.id}"><input type="hidden" name="sure" value="yes">
<button name="do" value="${step}"${step === "cancel" ? html` class="destructive"` : ""}>${w.yes[step]}</button>`,
)}
${backIn(view)}`,
  };
}
