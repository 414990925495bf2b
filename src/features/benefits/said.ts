import type { Range } from "../../core/bootstrap.ts";
import type { Because } from "../../core/figures.ts";
import { groupInWords, isSameGroup } from "../../core/groups.ts";
import type { NoFigure } from "../../core/published.ts";
import type { Calculated, ClaimTest, Verdict } from "./claims.ts";
import type { NotOffered, Warning } from "./estimate.ts";
import type { AnyEstimate, GroupEstimate } from "./estimates.ts";
import type { Value } from "./terms.ts";
import type { Valued } from "./value.ts";

/** What the operator's command line says of estimates: hours to the hour, minutes of one person to half a minute. */

const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const hoursIn = (minutes: number): string => number.format(Math.round(minutes / 60));
const hours = ({ value, low, high }: Range): string =>
  `${hoursIn(value)} hours (95 % interval ${hoursIn(low)} to ${hoursIn(high)})`;
const minutes = ({ value, low, high }: Range): string =>
  `${number.format(value)} (95 % interval ${number.format(low)} to ${number.format(high)})`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const noFigure: Readonly<Record<NoFigure, string>> = {
  "no such measure": "Nobody reports time here.",
  "not out yet": "Nothing of this period is out yet: weeks are published on the Tuesday after.",
  "too few people":
    "Not enough to say: fewer than 10 people reported, or what they reported would give somebody away.",
};

const because: Readonly<Record<Because, string>> = {
  "no directory": "there is no directory",
  "no report": "there is no usage report",
  "names concealed": "the usage reports conceal names, so use can't be counted by group",
  "no such column": "the reports don't say",
  "too few weeks": "not all of its weeks are out",
  "nobody to count": "too few people to show",
  "no dates": "there are no dates",
};

const warning = (each: Warning): string =>
  each.kind === "stale source"
    ? `The ${each.source} reach only to ${each.refreshedOn ?? "no day"}: they don't speak of all of the period.`
    : warnings[each.kind];
const warnings: Readonly<Record<Exclude<Warning["kind"], "stale source">, string>> = {
  "fewer than 30 reporters": "Fewer than 30 people may have reported: take it as an indication.",
  "response under 5 %": "Fewer than 5 in 100 of those asked answered: they may be unlike the rest.",
  "response not known": "How many were asked isn't known, so neither is how many answered of them.",
  "floor above central":
    "More was reported than the central estimate comes to, which takes off what wasn't realised and goes by a typical reporter.",
  "more reporting than use": "More people reported than the usage reports count as active.",
};

const offered = (range: Range | NotOffered): string =>
  "value" in range ? hours(range) : `not offered: ${because[range.notOffered]}`;

const valueLine = (name: string, valued: Valued | undefined): readonly string[] =>
  valued === undefined
    ? []
    : [
        `  ${name}: £${number.format(Math.round(valued.gross))}${valued.adjusted === undefined ? "" : `, £${number.format(Math.round(valued.adjusted))} after ${percent(valued.optimism?.share ?? 0)} is taken off for optimism`}`,
      ];

function worth(value: Value | undefined): readonly string[] {
  if (value === undefined) return ["Value: not offered, as no grade can be shown."];
  const { floor, central, high, hour, licences, breakEven } = value;
  return [
    `Value, ${floor.class} and ${floor.type}, at £${number.format(hour)} for an hour (${floor.table.id}, ${floor.table.asOf}):`,
    ...valueLine("floor", floor),
    ...valueLine("central", central),
    ...valueLine("high", high),
    ...(floor.optimism === undefined ? ["  Nobody has said what is to be taken off for optimism."] : []),
    ...(floor.isOld ? ["  The pay table is more than a year older than the period."] : []),
    licences === undefined
      ? "Licences: nobody has said what one costs, or how many there are isn't out."
      : `Licences cost £${number.format(Math.round(licences))} over the period, if there were as many all along as at its end.`,
    ...(breakEven === undefined
      ? []
      : [
          `A licence pays for itself with ${number.format(breakEven.realised)} minutes a week that are realised${breakEven.reported === undefined ? "" : `, or ${number.format(breakEven.reported)} reported`}.`,
        ]),
  ];
}

export function estimateLines(estimate: AnyEstimate, value: Value | undefined): readonly string[] {
  if ("none" in estimate) return [noFigure[estimate.none]];
  const { period, group, askedFor, weeks } = estimate;
  const shown = weeks.shown < weeks.all ? `, ${weeks.shown} of ${weeks.all} weeks` : "";
  return [
    `${period.name}, ${groupInWords(group)}${shown}: minutes staff reported saving, less what took longer${estimate.standing === "indicative" ? " (indicative)" : ""}`,
    ...(isSameGroup(group, askedFor)
      ? []
      : ["The nearest group that can be shown without giving anybody away."]),
    `  floor, what was reported and nothing for the others: ${hours(estimate.floor)}`,
    `  central, active people × median × realised: ${offered(estimate.central)}`,
    `  high, active people × mean, all of it realised: ${offered(estimate.high)}`,
    `A reporter's week: median ${minutes(estimate.median)} minutes, mean ${minutes(estimate.mean)}.`,
    ...answered(estimate),
    `Realised, by where the time went: ${percent(estimate.realised.share.value)}; of ${percent(estimate.realised.onDefault)} of the minutes nobody said, so half is taken.`,
    ...apart(estimate),
    ...estimate.warnings.map((each) => `Note: ${warning(each)}`),
    ...worth(value),
  ];
}

function answered({ reporters, asked, responseRate, licensed }: GroupEstimate): readonly string[] {
  const of =
    asked === undefined || responseRate === undefined
      ? ""
      : `, ${percent(responseRate)} of those asked in an average week`;
  return [
    `About ${reporters} people or more reported${of}.`,
    ...("value" in licensed
      ? [`Licences at the end: ${licensed.value}.`]
      : [`Licences: ${because[licensed.unknown]}.`]),
  ];
}

function apart({ newWork, tookLonger, apartIn, weeks: { all } }: GroupEstimate): readonly string[] {
  const shown = (weeks: number) =>
    weeks < all ? ` It can be shown of ${weeks} of ${all} weeks; the others aren't in it.` : "";
  return [
    ...(newWork === undefined
      ? []
      : [
          `Apart: ${hoursIn(newWork)} hours on work that wouldn't have been done, which is no time saved.${shown(apartIn.newWork)}`,
        ]),
    ...(tookLonger === undefined
      ? []
      : [`Taken off already: ${hoursIn(-tookLonger)} hours that took longer.${shown(apartIn.tookLonger)}`]),
  ];
}

const verdicts: Readonly<Record<Verdict, string>> = {
  "ours is lower": "ours is lower",
  "ours may be the same": "ours may be the same",
  "ours is higher": "ours is higher",
  "another question": "asks another question, so it isn't compared",
  "not enough to say": "not enough to say",
};

export const claimLines = ({ ours, claims }: ClaimTest): readonly string[] => [
  ours === undefined
    ? "Ours: not enough to say."
    : `Ours, of those who reported, in the weeks they reported in: ${minutes(ours)} minutes a working day.`,
  ...claims.map(
    ({ study, verdict }) =>
      `${study.title}: ${study.said} (${study.design}, ${study.people.toLocaleString("en-GB")} people) – ${verdicts[verdict]}`,
  ),
];

export function calculatedLines(calculated: Calculated): readonly string[] {
  if (calculated.kind === "refused") return [`Nothing was worked out: ${calculated.because}.`];
  const { hours: range, minutesALicence, active, from } = calculated;
  return [
    `${number.format(range.low)} to ${number.format(range.high)} hours a week, if published figures held here (${from.join(", ")}).`,
    `For each licence, used or not: ${number.format(minutesALicence.low)} to ${number.format(minutesALicence.high)} minutes a week; ${percent(active)} of licences are used in a week.`,
    "From half of the lowest study's minutes to all of the highest's. It is no measurement of ours.",
  ];
}
