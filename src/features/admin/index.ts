import { invalid } from "../../core/failures.ts";
import type { Feature } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { TenantId } from "../../core/person.ts";
import { inventedCivilService, StatisticsFile } from "./civil-service.ts";
import { administrationPage } from "./page.ts";
import { DEMO_TENANT, inventedDepartment, readStaffList } from "./people.ts";
import { roleOperations, rolesOnRecord } from "./roles.ts";
import { isOnlyOne } from "./store.ts";
import { adminWords } from "./words.ts";

const PROBLEMS_SHOWN = 20;

/** Running the product: staff lists, roles, an invented department to try it with, and whether all is well. */
export function admin({ db, people, roles, audit, checks, content, ledger, settings }: House): Feature {
  const [statistics] = StatisticsFile.array().parse(content.statistics ?? []);
  return {
    name: "admin",
    pages: [
      administrationPage({
        ...{ people, roles, audit, ledger, settings, checks: () => checks("inside") },
        isOnlyOne: (tenant) => isOnlyOne(db, tenant),
        ...rolesOnRecord({ db, roles, audit }),
      }),
    ],
    operator: [
      {
        name: "seed",
        usage: "seed [--civil-service [--people <number>]] [--tenant <id>]",
        does: "Makes an invented department of 40 people with managers, or a whole civil service, to try things with",
        options: {
          tenant: { type: "string" },
          "civil-service": { type: "boolean" },
          people: { type: "string" },
        },
        async run({ options }) {
          const tenant = typeof options.tenant === "string" ? options.tenant.toLowerCase() : DEMO_TENANT;
          if (options["civil-service"] === true) {
            if (statistics === undefined)
              throw invalid("The statistics are missing from content/statistics.");
            const total = peopleIn(options.people);
            const rows = inventedCivilService(tenant as TenantId, statistics, total);
            const added = await people.enrolSelected(rows);
            return {
              lines: [
                `${total} invented people in ${statistics.departments.length} departments: ${added} new.`,
                `Departments, grades and professions follow ${statistics.source}`,
              ],
              value: { people: total, added, tenant, source: statistics.source },
            };
          }
          if (options.people !== undefined) throw invalid("--people goes with --civil-service.");
          const { added, changed } = await people.enrol(inventedDepartment(tenant as TenantId));
          return {
            lines: [`${added + changed} invented people: ${added} new, ${changed} there already.`],
            value: { people: added + changed, added, changed, tenant },
          };
        },
      },
      {
        name: "import people",
        usage: "import people <csv> [--tenant <id>]",
        takes: 1,
        does: "Takes a staff list: id, and if known tenant, department, grade, profession, manager. All of it or none",
        options: { tenant: { type: "string" } },
        async run({ words: [path], options, table }) {
          if (path === undefined) throw invalid("Name the file: import people <csv>");
          const list = readStaffList(
            await table(path),
            typeof options.tenant === "string" ? options.tenant : undefined,
          );
          if (!list.ok) throw invalid(refusal(list.problems));
          const { added, changed } = await people.enrol(list.people);
          return {
            lines: [`${list.people.length} people imported: ${added} new, ${changed} brought up to date.`],
            value: { people: list.people.length, added, changed },
          };
        },
      },
      {
        name: "doctor",
        usage: "doctor",
        does: "Says whether everything that the product needs is there",
        async run() {
          const found = await checks("outside");
          return {
            lines: found.map(({ name, ok, detail }) => `${ok ? "ok     " : "NOT OK "} ${name}: ${detail}`),
            value: { ok: found.every(({ ok }) => ok), checks: found },
            failed: found.some(({ ok }) => !ok),
          };
        },
      },
      ...roleOperations({ db, people, roles, audit }),
    ],
    personalData: {
      async summary(person) {
        const w = adminWords(person.language);
        const [own, done] = [await roles.export(person), await audit.by(person)];
        return [
          ...(own.length === 0
            ? []
            : [{ title: w.roles, value: own.map(({ role }) => w.names[role]).join(", ") }]),
          ...(done.length === 0 ? [] : [{ title: w.done, value: w.doneValue(done.length) }]),
        ];
      },
      async export(person) {
        const [own, done] = [await roles.export(person), await audit.by(person)];
        return own.length + done.length === 0 ? undefined : { roles: own, onRecord: done };
      },
    },
    forgets: (person, _run, inside) => audit.forget(person, inside),
  };
}

function refusal(problems: readonly string[]): string {
  const shown = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `  ${problem}`);
  const rest = problems.length - shown.length;
  return ["Nothing was imported:", ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n");
}

const CIVIL_SERVANTS = 540_000;
const FEWEST = 100;
const MOST = 1_000_000;

function peopleIn(given: unknown): number {
  if (given === undefined) return CIVIL_SERVANTS;
  const total = Number(given);
  if (!Number.isInteger(total) || total < FEWEST || total > MOST)
    throw invalid(`--people takes a whole number from ${FEWEST} to ${MOST}.`);
  return total;
}
