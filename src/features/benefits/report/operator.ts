import { invalid } from "../../../core/failures.ts";
import type { OperatorCommand, OperatorInput, OperatorResult } from "../../../core/feature.ts";
import type { House } from "../../../core/house.ts";
import type { Period } from "../../../core/period.ts";
import { type Language, languages } from "../../../core/words.ts";
import { periodIn, said, tenantIn } from "../operator.ts";
import { type ReportParts, reportData } from "./data.ts";
import { documentFrom, reportOf } from "./report.ts";

const text = { type: "string" } as const;
/** As long as the audit trail takes it. */
const LONGEST_NAME = 100;

type Parts = ReportParts & Pick<House, "documents" | "audit">;

/** Figures leave as files, each with who took it on record. */
export const reportOperations = (parts: Parts): readonly OperatorCommand[] => [
  {
    name: "report",
    usage: "report <period> --tenant <id> --by <who> [--language en|cy]",
    takes: 1,
    does: "Writes the benefits report of a period: one accessible file to read, send and print, with its method and limits",
    options: { tenant: text, by: text, language: text },
    async run(input, { now }) {
      const { tenant, period, by, language } = askedIn(input);
      const data = await reportData(parts, tenant, period, now.toISOString().slice(0, 10));
      const body = await documentFrom(data, language, parts.documents.chart);
      await parts.audit.record({
        ...{ tenant, by, at: now, what: "report" },
        facts: { period: period.name, language },
      });
      return written([{ name: `${fileName(period, language)}.html`, body }]);
    },
  },
  {
    name: "export",
    usage: "export <period> --tenant <id> --by <who> [--format xlsx|csv] [--language en|cy]",
    takes: 1,
    does: "Writes a period's published figures as an Excel workbook, or each table as CSV",
    options: { tenant: text, by: text, format: text, language: text },
    async run(input, { now }) {
      const { tenant, period, by, language } = askedIn(input);
      const format = input.options.format ?? "xlsx";
      if (format !== "xlsx" && format !== "csv") throw invalid("--format takes xlsx or csv.");
      const data = await reportData(parts, tenant, period, now.toISOString().slice(0, 10));
      const { workbook } = reportOf(data, language);
      const name = fileName(period, language);
      const files =
        format === "xlsx"
          ? [{ name: `${name}.xlsx`, body: await parts.documents.workbook(workbook) }]
          : workbook.tables.map((table) => ({
              name: `${name}-${table.id}.csv`,
              body: parts.documents.csv(table),
            }));
      await parts.audit.record({
        ...{ tenant, by, at: now, what: "export" },
        facts: { period: period.name, language, format, tables: workbook.tables.length },
      });
      return written(files);
    },
  },
];

function askedIn({ words: [name], options }: OperatorInput) {
  const language = languages.find((each) => each === (options.language ?? "en"));
  if (language === undefined) throw invalid("--language takes en or cy.");
  return {
    tenant: tenantIn(options),
    period: periodIn(name),
    by: said(options, "by", LONGEST_NAME),
    language,
  };
}

const fileName = ({ name }: Period, language: Language): string =>
  `benefits-${name.replace(" ", "-")}${language === "en" ? "" : `-${language}`}`;

const written = (files: NonNullable<OperatorResult["files"]>): OperatorResult => ({
  lines: [],
  value: { files: files.map(({ name }) => name) },
  files,
});
