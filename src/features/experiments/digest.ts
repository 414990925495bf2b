import { addDays, localIn } from "../../core/calendar.ts";
import { button } from "../../core/card.ts";
import type { DigestPart, DigestSlot, MonthPart } from "../../core/digest.ts";
import { onceForEach } from "../../core/digest.ts";
import { lotsOf } from "../../core/lots.ts";
import { endOf } from "../../core/period.ts";
import type { Person, TenantId } from "../../core/person.ts";
import type { Language } from "../../core/words.ts";
import { showOne } from "./messages.ts";
import type { Experiment, Verdict } from "./rules.ts";
import type { ExperimentStore } from "./store.ts";
import { digestWords } from "./words-digest.ts";

/** What of experiments is worth a lead's week, and what came of them in a month. How many take part isn't among it. */
export function digestFrom(
  store: Pick<ExperimentStore, "openToAll" | "closedWithin" | "leftOpen">,
): DigestSlot {
  return {
    async forLeads(leads, { now }) {
      const today = localIn("Europe/London", now).day;
      const open = await onceForEach(leads, (tenant) => store.openToAll(tenant, today));
      return leads.map((lead, at): DigestPart | undefined => {
        const others = (open[at] ?? []).filter(({ owner }) => owner !== lead.id);
        const chosen = others[Math.floor(lotsOf(`${lead.id} ${today.slice(0, 7)}`)() * others.length)];
        return chosen && invitation(lead, chosen);
      });
    },

    async forAnalysts(readers, month, { now }) {
      const [from, until] = [month.weeks[0] ?? "", endOf(month)];
      const today = localIn("Europe/London", now).day;
      const read = async (tenant: TenantId) => ({
        closed: await store.closedWithin(tenant, from, until),
        left: await store.leftOpen(tenant, addDays(today, -LONG_DAYS)),
      });
      const found = await onceForEach(readers, read);
      return readers.map(
        ({ language }, at) => found[at] && monthOf(language, found[at].closed, found[at].left),
      );
    },
  };
}

/** Since it ended, without its owner having said what came of it. */
const LONG_DAYS = 7;

function invitation({ language }: Person, { id, hypothesis }: Experiment): DigestPart {
  const w = digestWords(language);
  return {
    lines: [],
    todo: {
      kind: "invite",
      text: w.invite,
      typed: hypothesis,
      button: button(w.inviteButton, showOne, { experiment: id }, { takesInputs: false }),
    },
  };
}

function monthOf(language: Language, closed: readonly Experiment[], left: number): MonthPart {
  const w = digestWords(language);
  const said = (verdict: Verdict) => closed.filter((one) => one.closed?.verdict === verdict).length;
  const silent = closed.filter((one) => one.closed?.alone).length;
  return {
    spread:
      closed.length - silent === 0 ? [] : [w.closed(closed.length - silent, said("worked"), said("did-not"))],
    stalled: [...(silent === 0 ? [] : [w.alone(silent)]), ...(left === 0 ? [] : [w.left(left)])],
  };
}
