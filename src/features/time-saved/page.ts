import { type Day, localIn, shortDay } from "../../core/calendar.ts";
import type { Chart } from "../../core/chart.ts";
import { type Html, html } from "../../core/html.ts";
import type { View } from "../../core/page.ts";
import type { PersonKey } from "../../core/person.ts";
import type { Documents } from "../../core/ports.ts";
import type { Language } from "../../core/words.ts";
import { firstDayShown, type History, historyOf } from "./rules.ts";
import { timeWords } from "./words.ts";

/** One's own last eight weeks, as "my time" says them in the chat. */
export function timeOnMyPage(
  since: (person: PersonKey, first: Day) => Promise<Parameters<typeof historyOf>[0]>,
  draw: Documents["chart"],
) {
  return async ({ person, now }: View): Promise<Html> => {
    const w = timeWords(person.language);
    const today = localIn(person.zone, now).day;
    const history = historyOf(await since(person, firstDayShown(today)));
    return html`<section aria-labelledby="time"><h2 id="time">${w.mineTitle}</h2>
${history.entries === 0 ? html`<p>${w.mineEmpty}</p>` : await lastWeeks(person.language, history, draw)}
<p class="note">${w.onlyYouHere}</p></section>`;
  };
}

async function lastWeeks(language: Language, history: History, draw: Documents["chart"]): Promise<Html> {
  const w = timeWords(language);
  const chart = chartOf(language, history);
  const longer = html`<div><dt>${w.longerEntries}</dt><dd>${history.longer}</dd></div>`;
  return html`<dl class="facts"><div><dt>${w.netReported}</dt><dd>${w.net(history.net)}</dd></div>
<div><dt>${w.entries}</dt><dd>${history.entries}</dd></div>${history.longer === 0 ? "" : longer}</dl>
<figure><figcaption><strong>${w.last8Weeks}</strong></figcaption>
<div class="wide">${await draw(chart, "wide")}</div><div class="narrow">${await draw(chart, "narrow")}</div></figure>`;
}

const chartOf = (language: Language, history: History): Chart => {
  const w = timeWords(language);
  return {
    ...{ kind: "periods", shape: "bars", id: "my-weeks", language, unit: w.netMinutes, decimals: 0 },
    title: w.chartTitle,
    description: history.weeks
      .map(({ monday, net }) => `${shortDay(language, monday)}: ${w.net(net)}`)
      .join("; "),
    points: history.weeks.map(({ monday, net }) => ({ period: shortDay(language, monday), value: net })),
  };
};
