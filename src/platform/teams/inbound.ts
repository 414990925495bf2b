import { randomUUID } from "node:crypto";
import type { Activity } from "botbuilder";
import { zoneNamed } from "../../core/calendar.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import { type Language, languages } from "../../core/words.ts";
import type { Contact, FirstGuess } from "../people/people.ts";

/** Hosts that Teams itself uses for the Bot Connector, worldwide and in government clouds. */
const TEAMS_HOSTS = [
  "smba.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
  "*.botframework.com",
  "*.botframework.azure.us",
] as const;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"] as const;

/** Whom the bot listens to, and where it may send. */
export interface Doors {
  /** Empty: any tenant, which only a laptop without a bot id may. */
  readonly tenants: readonly string[];
  readonly serviceHosts: readonly string[];
  /** True where only Teams may call: on Web Chat or Direct Line a client says itself who it is. */
  readonly teamsOnly: boolean;
}

export function doorsOf(bot: {
  id: string;
  tenants: readonly string[];
  serviceHosts: readonly string[];
}): Doors {
  const anonymous = bot.id === "";
  const usual = anonymous ? [...TEAMS_HOSTS, ...LOOPBACK] : TEAMS_HOSTS;
  const serviceHosts = bot.serviceHosts.length > 0 ? bot.serviceHosts : usual;
  return { tenants: bot.tenants, serviceHosts, teamsOnly: !anonymous };
}

/** True where the bot may call: a token sent to a host that isn't Teams' own would be a gift. */
export function maySendTo(serviceUrl: unknown, { serviceHosts }: Doors): boolean {
  if (typeof serviceUrl !== "string" || /[\\\s\p{Cc}]/u.test(serviceUrl) || !URL.canParse(serviceUrl))
    return false;
  const { protocol, hostname, username, password } = new URL(serviceUrl);
  const local = (LOOPBACK as readonly string[]).includes(hostname);
  if (username !== "" || password !== "" || (protocol !== "https:" && !(protocol === "http:" && local)))
    return false;
  return serviceHosts.some((host) =>
    host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host,
  );
}

/** An activity whose parts that we and the SDK rely on have the types they should, or undefined. */
export function activityIn(body: unknown): Activity | undefined {
  if (!isRecord(body)) return undefined;
  const { type, serviceUrl, from, recipient, conversation, entities, channelData } = body;
  const parties = [from, recipient, conversation];
  if (!isId(type) || typeof serviceUrl !== "string" || !parties.every((one) => isRecord(one) && isId(one.id)))
    return undefined;
  return {
    ...body,
    channelData: isRecord(channelData) ? channelData : undefined,
    entities: Array.isArray(entities) ? entities.filter(isRecord) : undefined,
  } as unknown as Activity; // what else it has is looked at before it is used
}

export type Refusal = "channel" | "host" | "tenant";

/** Why an activity isn't let in, if it isn't. The SDK itself checks neither the channel, nor the sender's tenant, nor the host. */
export function refusalOf(activity: Activity, doors: Doors): Refusal | undefined {
  if (doors.teamsOnly && activity.channelId !== "msteams") return "channel";
  if (!maySendTo(activity.serviceUrl, doors)) return "host";
  const tenant = tenantOf(activity);
  if (tenant === CONTRADICTORY) return "tenant";
  return doors.tenants.length > 0 && !doors.tenants.includes(tenant ?? "") ? "tenant" : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Who an activity comes from, and where they said it. */
export interface Sender {
  /** Undefined for a guest or an anonymous user, who has no Entra id. */
  readonly key: PersonKey | undefined;
  readonly tenant: TenantId;
  readonly scope: "personal" | "group";
  readonly contact: Contact;
  readonly guess: FirstGuess;
}

/** The tenant of people who talk to a bot without an id from a client that names none: a laptop. */
const NO_TENANT = "local" as TenantId;

/** Only for an activity that was let in. */
export function senderOf(activity: Activity): Sender {
  const { from, recipient, conversation, serviceUrl } = activity;
  const tenant = (tenantOf(activity) ?? NO_TENANT) as TenantId;
  const isGroup =
    conversation.isGroup === true || ["groupChat", "channel"].includes(conversation.conversationType);
  return {
    key: isId(from.aadObjectId, LONGEST_ENTRA_ID)
      ? { tenant, id: from.aadObjectId.toLowerCase() as PersonId }
      : undefined,
    tenant,
    scope: isGroup ? "group" : "personal",
    contact: { conversation: conversation.id, serviceUrl, bot: recipient.id, teamsId: from.id },
    guess: { language: languageOf(activity), zone: zoneOf(activity) },
  };
}

/** Two tenants, or one that can't be: nobody's. */
const CONTRADICTORY = "\u0000contradictory";

function tenantOf(activity: Activity): string | undefined {
  const inChannel = (activity.channelData as { tenant?: { id?: unknown } } | undefined)?.tenant?.id;
  const named: readonly unknown[] = [activity.conversation.tenantId, inChannel];
  const given = named.filter((id) => id !== undefined && id !== null && id !== "");
  const ids = given.map((id) => (isId(id, LONGEST_ENTRA_ID) ? id.toLowerCase() : CONTRADICTORY));
  return new Set(ids).size > 1 ? CONTRADICTORY : ids[0];
}

const isId = (value: unknown, longest = 512): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= longest && !/\p{Cc}/u.test(value);

/** Names a turn; the same when Teams delivers it twice. */
export const turnIdOf = ({ id }: Activity): string => (isId(id) ? id : randomUUID());

/** Longer than any Entra id; the column's own limit. */
const LONGEST_ENTRA_ID = 64;

export function languageOf({ locale }: Activity): Language {
  const wanted = typeof locale === "string" ? locale.slice(0, 2).toLowerCase() : "";
  return languages.find((language) => language === wanted) ?? "en";
}

function zoneOf({ localTimezone, entities }: Activity): string | undefined {
  const client = entities?.find(({ type }) => type === "clientInfo");
  const named: unknown = localTimezone ?? client?.timezone;
  return typeof named === "string" ? zoneNamed(named) : undefined; // one this machine doesn't know is as good as none
}
