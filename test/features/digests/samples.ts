import { button, type Card } from "../../../src/core/card.ts";
import type { MonthSection } from "../../../src/core/digest.ts";
import type { Verdict } from "../../../src/core/noise.ts";
import { periodOf } from "../../../src/core/period.ts";
import { release } from "../../../src/core/release.ts";
import type { Language } from "../../../src/core/words.ts";
import {
  helpCard,
  type LeadDigest,
  leadCard,
  noLeadCard,
  rateCard,
} from "../../../src/features/digests/cards.ts";
import type { Month } from "../../../src/features/digests/cards-month.ts";
import { monthCard, monthRateCard, noRoleCard } from "../../../src/features/digests/cards-month.ts";
import type { Contents, Stale } from "../../../src/features/digests/contents.ts";
import { helps, rates } from "../../../src/features/digests/messages.ts";
import { openStory } from "../../../src/features/stories/messages.ts";

const week = "2026-11-09";
const percents = [58, 61, 57, 63, 60, 62, 59, 67];
const limits = { mean: 60, low: 49.6, high: 70.2 };
type Shown = Verdict | Stale;
const verdicts: Readonly<Record<string, Shown>> = {
  "as usual": { kind: "noise", ...limits },
  more: { kind: "change", way: "up", by: "week", ...limits },
  "less for weeks": { kind: "change", way: "down", by: "run", ...limits },
  "too early": { kind: "too early", weeks: 3, takes: 12 },
  "nothing newer out": { kind: "stale" },
};

const use = (verdict: Shown, whose: number | undefined = 0): Contents["use"] => ({
  ...{ whose, week, verdict, resized: false, active: 40, of: 60 },
  weeks: percents.map((percent, at) => ({
    monday: `2026-${at < 5 ? "10" : "11"}-${String(10 + at)}`,
    percent,
  })),
});
const reported = (verdict: Shown, whose: number | undefined = 0): Contents["reported"] => ({
  ...{ whose, week, verdict, resized: false, hours: 42, reporters: 15, asked: 60 },
});

export function samples(language: Language): Record<string, Card> {
  const cy = language === "cy";
  const story = {
    id: "s1",
    title: cy ? "Cofnodion mewn chwarter awr" : "Minutes in a quarter of an hour",
    result: cy ? "Maent yn mynd allan yr un diwrnod." : "They go out on the same day.",
    open: button(cy ? "Darllen" : "Read it", openStory, { story: "s1" }),
  };
  const digest = (contents: Contents, more: Partial<LeadDigest> = {}): Card =>
    leadCard(language, {
      contents: release(contents),
      ...{ parts: [], story: undefined, todo: { kind: "session", nth: 0 }, rate: "weekly" },
      ...more,
    });
  const monthOf = (more: Partial<Month> = {}): Month => ({
    month: periodOf("month", "2026-11-12"),
    today: "2026-12-07",
    sources: { directory: true, concealed: false, refreshedOn: "2026-12-05" },
    use: [
      { name: undefined, use: release({ active: 640, of: 1200, week: "2026-11-23" }) },
      { name: cy ? "Ystadau" : "Estates", use: release(undefined) },
      { name: cy ? "Polisi" : "Policy", use: release({ active: 240, of: 400, week: "2026-11-23" }) },
    ],
    ...more,
  });
  const said = (section: MonthSection): readonly string[] =>
    section === "health"
      ? []
      : [cy ? `Brawddeg o nodwedd arall: ${section}.` : `A sentence of another feature: ${section}.`];
  const noise = verdicts["as usual"] as Shown;
  return {
    ...Object.fromEntries(
      Object.entries(verdicts).map(([name, verdict]) => [
        `lead, ${name}`,
        digest({ use: use(verdict), reported: reported(verdict) }, { story, todo: { kind: "share" } }),
      ]),
    ),
    "lead, everybody below their manager": digest({ use: use(noise, 1), reported: reported(noise, 3) }),
    "lead, whole organisation": digest({ use: use(noise, undefined), reported: "too few people" }),
    "lead, resized": digest({
      use: { ...(use(verdicts["too early"] as Shown) as object), resized: true } as Contents["use"],
      reported: { ...(reported(noise) as object), hours: -3, asked: undefined } as Contents["reported"],
    }),
    "lead, nothing out": digest({ use: "not out yet", reported: "not out yet" }),
    "lead, small": digest(
      { use: "too few people", reported: "too few people" },
      { todo: { kind: "thank", isUp: false }, rate: "monthly" },
    ),
    ...Object.fromEntries(rates.map((rate) => [`rate ${rate}`, rateCard(language, rate)])),
    "month, all there is": monthCard(language, monthOf(), said, "monthly"),
    "month, nothing": monthCard(language, monthOf({ use: [], sources: undefined }), () => [], "off"),
    "month, stale": monthCard(
      language,
      monthOf({
        sources: { directory: false, concealed: true, refreshedOn: "2026-11-02" },
        use: Array.from({ length: 20 }, (_each, at) => ({
          name: at === 0 ? undefined : `D${at}`,
          use: release({ active: 100, of: 200, week: "2026-11-23" }),
        })),
      }),
      () => [],
      "monthly",
    ),
    "month, no report": monthCard(
      language,
      monthOf({ sources: { directory: true, concealed: false, refreshedOn: undefined } }),
      () => [],
      "monthly",
    ),
    "month on": monthRateCard(language, "monthly"),
    "month off": monthRateCard(language, "off"),
    "no role": noRoleCard(language),
    "no lead": noLeadCard(language),
    ...Object.fromEntries(
      helps.map((help) => [
        `help, ${help}`,
        helpCard(language, help, { nth: 1, channel: cy ? "stori'r wythnos" : "story of the week" }),
      ]),
    ),
  };
}
