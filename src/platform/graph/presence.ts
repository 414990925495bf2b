import { z } from "zod/v4";
import { SourceBroken, SourceBusy, SourceRefused } from "../../core/adoption-source.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import type { Availability, Presence } from "../../core/ports.ts";
import type { Graph, Question } from "./client.ts";

/** More ids than this Graph refuses. */
const AT_ONCE = 650;
const MAILBOXES_AT_ONCE = 8;

export const presenceQuestion = (ids: readonly string[]): Question => ({
  path: "/communications/getPresencesByUserId",
  body: { ids },
  permission: "Presence.Read.All",
  bucket: "presence",
  urgent: true,
});

export const repliesQuestion = (id: string): Question => ({
  path: `/users/${encodeURIComponent(id)}/mailboxSettings/automaticRepliesSetting`,
  permission: "MailboxSettings.Read",
  bucket: "outlook",
  urgent: true,
});

/** Who refused us isn't asked again for so long: an administrator has to do something first. */
const REFUSED_MS = 3_600_000;

interface Settings {
  readonly tenants: readonly TenantId[];
  readonly presence: boolean;
  readonly automaticReplies: boolean;
}

/**
 * Whether people can be written to at this moment. It is asked for those alone who are about to be written to, and kept
 * nowhere. Where Graph doesn't answer nothing is known: nobody goes without a message because of that.
 */
export function availabilityIn(
  graph: Graph,
  { tenants, presence, automaticReplies }: Settings,
): Availability {
  const refused = new Map<string, number>();

  return {
    async of(people, { now }) {
      const found = new Map<string, Presence | undefined>();
      for (const tenant of tenants) {
        const ids = people.filter((person) => person.tenant === tenant).map(({ id }) => id);
        const there = await inTenant(tenant, ids, now);
        for (const [id, presence] of there) found.set(`${tenant}/${id}`, presence);
      }
      return people.map(({ tenant, id }) => found.get(`${tenant}/${id}`));
    },
  };

  async function inTenant(tenant: TenantId, ids: readonly PersonId[], now: Date) {
    const found = new Map<PersonId, Presence | undefined>();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      if (!presence) break;
      const body = await ask(tenant, presenceQuestion(ids.slice(at, at + AT_ONCE)), now);
      for (const seen of presencesIn(body)) found.set(seen.id as PersonId, meaningOf(seen));
    }
    if (automaticReplies) await addReplies(tenant, ids, found, now);
    return found;
  }

  async function addReplies(
    tenant: TenantId,
    ids: readonly PersonId[],
    found: Map<PersonId, Presence | undefined>,
    now: Date,
  ): Promise<void> {
    const left = ids.filter((id) => found.get(id) !== "away");
    for (let at = 0; at < left.length; at += MAILBOXES_AT_ONCE)
      await Promise.all(
        left.slice(at, at + MAILBOXES_AT_ONCE).map(async (id) => {
          if (isAway(await ask(tenant, repliesQuestion(id), now), now)) found.set(id, "away");
        }),
      );
  }

  async function ask(tenant: TenantId, question: Question, now: Date): Promise<unknown> {
    const what = `${tenant}/${question.permission}`;
    if ((refused.get(what) ?? 0) > now.getTime()) return undefined;
    try {
      return await graph.json(tenant, question);
    } catch (error) {
      if (error instanceof SourceRefused) refused.set(what, now.getTime() + REFUSED_MS);
      else if (!(error instanceof SourceBusy || error instanceof SourceBroken)) throw error;
      return undefined;
    }
  }
}

const Seen = z.looseObject({
  id: z.string().toLowerCase(),
  availability: z.string().nullish(),
  activity: z.string().nullish(),
  outOfOfficeSettings: z.looseObject({ isOutOfOffice: z.boolean().nullish() }).nullish(),
});
type Seen = z.infer<typeof Seen>;
const Presences = z.looseObject({ value: z.array(Seen) });

export const presencesIn = (body: unknown): readonly Seen[] => Presences.safeParse(body).data?.value ?? [];

const meanings: Readonly<Record<string, Presence>> = {
  available: "free",
  availableidle: "free",
  busy: "busy",
  busyidle: "busy",
  donotdisturb: "busy",
};

/** Who is offline or away from their desk reads a message when they come; nothing follows from it. */
export function meaningOf({ availability, activity, outOfOfficeSettings }: Seen): Presence | undefined {
  if (outOfOfficeSettings?.isOutOfOffice === true) return "away";
  if (/^(outofoffice|offwork)$/i.test(activity ?? "")) return "away";
  return meanings[availability?.toLowerCase() ?? ""];
}

const moment = z.looseObject({ dateTime: z.string(), timeZone: z.string() }).nullish();
const Replies = z.looseObject({
  status: z.string().nullish(),
  scheduledStartDateTime: moment,
  scheduledEndDateTime: moment,
});

/** Whether somebody's mailbox says that they are away. The documentation and the service write its words differently. */
export function isAway(body: unknown, now: Date): boolean {
  const replies = Replies.safeParse(body).data;
  const status = replies?.status?.toLowerCase();
  if (status === "alwaysenabled") return true;
  if (status !== "scheduled") return false;
  const [from, until] = [timeOf(replies?.scheduledStartDateTime), timeOf(replies?.scheduledEndDateTime)];
  return from !== undefined && until !== undefined && from <= now.getTime() && now.getTime() < until;
}

/** Graph answers in UTC unless asked otherwise; another zone's name may be anything. */
function timeOf(given: z.infer<typeof moment>): number | undefined {
  if (given?.timeZone.toUpperCase() !== "UTC") return undefined;
  const time = Date.parse(`${given.dateTime.slice(0, 19)}Z`);
  return Number.isNaN(time) ? undefined : time;
}
