import { invalid } from "../core/failures.ts";
import type { OperatorCommand } from "../core/feature.ts";
import type { TenantId } from "../core/person.ts";
import type { Audit, AuditEvent } from "../core/ports.ts";

const MOST = 1_000;

/** What was done with an organisation's figures, for whoever has to answer for it. */
export const auditOperations = (audit: Audit): readonly OperatorCommand[] => [
  {
    name: "audit list",
    usage: "audit list --tenant <id> [--from <day>]",
    does: `Shows what was done with an organisation's figures, and by whom: the last ${MOST.toLocaleString("en-GB")}`,
    options: { tenant: { type: "string" }, from: { type: "string" } },
    async run({ options }) {
      if (typeof options.tenant !== "string") throw invalid("Say which organisation: --tenant <id>.");
      const tenant = options.tenant.toLowerCase() as TenantId; // as any tenant is named on the command line
      const events = await audit.list(tenant, MOST, dayIn(options.from));
      return {
        lines: events.length === 0 ? ["Nothing is on record."] : events.map(lineOf),
        value: { events: events.map(({ at, by, what, facts }) => ({ at, by, what, facts })) },
      };
    },
  },
];

function dayIn(from: string | boolean | undefined): string | undefined {
  if (from === undefined) return undefined;
  const at = new Date(`${from}T00:00:00Z`);
  if (typeof from !== "string" || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== from)
    throw invalid("--from takes a day, such as 2026-11-24.");
  return from;
}

function lineOf({ at, by, what, facts }: AuditEvent): string {
  const said = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  const line = `${at.toISOString()} ${what} by ${by}`;
  return said.length === 0 ? line : `${line}: ${said.toSorted().join(", ")}`;
}
