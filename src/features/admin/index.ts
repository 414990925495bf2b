import { invalid } from "../../core/failures.ts";
import type { Feature } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { TenantId } from "../../core/person.ts";
import { DEMO_TENANT, inventedDepartment, readStaffList } from "./people.ts";

const PROBLEMS_SHOWN = 20;

/** Running the product: staff lists, an invented department to try it with, and whether all is well. */
export function admin({ people, checks }: House): Feature {
  return {
    name: "admin",
    operator: [
      {
        name: "seed",
        usage: "seed [--tenant <id>]",
        does: "Makes an invented department of 40 people with managers, to try things with",
        options: { tenant: { type: "string" } },
        async run({ options }) {
          const tenant = typeof options.tenant === "string" ? options.tenant.toLowerCase() : DEMO_TENANT;
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
          const found = await checks();
          return {
            lines: found.map(({ name, ok, detail }) => `${ok ? "ok     " : "NOT OK "} ${name}: ${detail}`),
            value: { ok: found.every(({ ok }) => ok), checks: found },
            failed: found.some(({ ok }) => !ok),
          };
        },
      },
    ],
    personalData: { summary: async () => [], export: async () => undefined },
  };
}

function refusal(problems: readonly string[]): string {
  const shown = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `  ${problem}`);
  const rest = problems.length - shown.length;
  return ["Nothing was imported:", ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n");
}
