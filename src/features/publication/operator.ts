import { invalid } from "../../core/failures.ts";
import type { OperatorCommand } from "../../core/feature.ts";
import { groupFrom, groupInWords, groupOptions, groupUsage, isSameGroup } from "../../core/groups.ts";
import { periodNamed } from "../../core/period.ts";
import type { TenantId } from "../../core/person.ts";
import type { Figure, NoFigure, PublishedFigures } from "../../core/published.ts";
import type { Freezing } from "./freeze.ts";

interface Parts {
  readonly publishDue: Freezing;
  readonly published: PublishedFigures;
}

export const publicationOperations = ({ publishDue, published }: Parts): readonly OperatorCommand[] => [
  {
    name: "publish",
    usage: "publish",
    does: "Publishes the weeks that are over and due, as the server does on Tuesdays; what is out stays as it is",
    async run(_input, run) {
      const weeks = await publishDue(run);
      return {
        lines:
          weeks.length === 0
            ? ["Nothing is due."]
            : weeks.map(({ measure, week, groups }) => `${measure}, week from ${week}: ${groupsIn(groups)}`),
        value: { weeks },
      };
    },
  },
  {
    name: "figure",
    usage: `figure <measure> <period> --tenant <id> ${groupUsage}`,
    takes: 2,
    does: "Shows a published figure: a week (2026-W48), month (2026-11), quarter (2026-27-Q3) or financial year (2026-27)",
    options: {
      tenant: { type: "string" },
      ...groupOptions,
    },
    async run({ words: [measure, name], options }) {
      const period = periodNamed(name ?? "");
      if (measure === undefined || period === undefined || typeof options.tenant !== "string")
        throw invalid(
          "Name a measure, a period such as 2026-W48, 2026-11, 2026-27-Q3 or 2026-27, and --tenant.",
        );
      const tenant = options.tenant.toLowerCase() as TenantId; // as any tenant is named on the command line
      const { value } = await published.figure(tenant, measure, groupFrom(options), period);
      return { lines: linesOf(value), value };
    },
  },
];

const groupsIn = (groups: number): string =>
  groups === 0 ? "too few people to show anything" : `${groups} groups are shown`;

const reasons: Readonly<Record<NoFigure, string>> = {
  "no such measure": "There is no such measure.",
  "not out yet": "Nothing of this period is out yet: weeks are published on the Tuesday after.",
  "too few people": "Too few people, or too much alike or apart, to show anything.",
};

function linesOf(value: Figure | { readonly none: NoFigure }): readonly string[] {
  if ("none" in value) return [reasons[value.none]];
  const { period, group, asked, weeks, sums, contributions } = value;
  const instead = !isSameGroup(group, asked);
  return [
    `${period.name}, ${groupInWords(group)}${weeks.shown < weeks.all ? `, ${weeks.shown} of ${weeks.all} weeks` : ""}`,
    ...(instead ? ["The nearest group that can be shown without giving anybody away."] : []),
    ...Object.entries(sums).map(([part, sum]) => `  ${part}: ${sum}`),
    `  people, each once a week: ${contributions}`,
    ...(value.covers < 1
      ? [
          `At least ${100 * value.covers} % of the people concerned; the others can't be told apart from other kinds.`,
        ]
      : []),
    `Counts are rounded to ${value.countsTo}, minutes to ${value.minutesTo}.`,
  ];
}
