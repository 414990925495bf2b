import { addDays } from "../../core/calendar.ts";
import { unpublished } from "../../core/figures.ts";
import type { Contributor, Measure, Part } from "../../core/measure.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import type { FiguresStore } from "./store-figures.ts";

const SUNDAY = 6;
const count = (name: string): Part => ({ name, unit: "count" });
const either = (id: PersonId, yes: boolean): Contributor => ({ id, parts: yes ? [1, 0] : [0, 1] });

/**
 * Who used Copilot in the week; who has a licence and who used it in the 28 days up to the newest report, as it stood on the week's Sunday. Those
 * without are a part as well: where everybody has one, that says something of each.
 */
export function measuresFrom(
  store: FiguresStore,
  tenants: () => Promise<readonly TenantId[]>,
): readonly Measure[] {
  return [
    {
      name: "adoption/licences",
      kind: "stock",
      parts: [count("licensed"), count("unlicensed")],
      tenants,
      async contributors(tenant, week) {
        const day = addDays(week, SUNDAY);
        const known = await store.known(tenant, day);
        if (!known.directory) return undefined;
        const people = await store.people(tenant, day, known);
        return unpublished(people.map(({ id, licensed }) => either(id, licensed)));
      },
    },
    {
      name: "adoption/weekly",
      kind: "stock",
      parts: [count("active"), count("inactive")],
      tenants,
      async contributors(tenant, week) {
        const people = await store.usedIn(tenant, week);
        return people && unpublished(people.map(({ id, active }) => either(id, active)));
      },
    },
    {
      name: "adoption/active",
      kind: "stock",
      parts: [count("active"), count("inactive")],
      tenants,
      async contributors(tenant, week) {
        const day = addDays(week, SUNDAY);
        const known = await store.known(tenant, day);
        if (known.concealed || known.refreshedOn === undefined || known.refreshedOn < week) return undefined;
        const people = await store.people(tenant, day, known);
        return unpublished(
          people.filter(({ counted }) => counted).map(({ id, active }) => either(id, active)),
        );
      },
    },
  ];
}
