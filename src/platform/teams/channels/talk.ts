import type { Activity } from "botbuilder";
import type { ChannelPost } from "../../../core/channel-post.ts";
import { invalid } from "../../../core/failures.ts";
import type { Host, Reply } from "../../../core/feature.ts";
import type { Clock } from "../../../core/ports.ts";
import { type InLanguages, inEach, type Language, languages } from "../../../core/words.ts";
import { comparable } from "../commands.ts";
import { languageOf, type Sender } from "../inbound.ts";
import { edgeWords } from "../words.ts";
import type { Belongs } from "./post.ts";
import type { ChannelTable, Place } from "./table.ts";

interface Parts {
  readonly table: Pick<ChannelTable, "ask" | "stop" | "forget">;
  readonly posts: readonly ChannelPost[];
  readonly belongs: Belongs;
  readonly clock: Clock;
}

export type ChannelTalk = ReturnType<typeof channelTalk>;

/** Later than this, a request isn't taken for one: Teams doesn't deliver so late, so somebody repeats it. */
const STALE_MS = 3_600_000;
const stopWords = inEach(edgeWords)("stop");

/** What can be said to us in a channel or group chat. */
export function channelTalk({ table, posts, belongs, clock }: Parts) {
  return {
    /** Answers nothing where nothing of this was asked. Whoever stops it may be anybody there; whoever asks may not. */
    async hears(activity: Activity, sender: Sender, host: Host): Promise<Reply | undefined> {
      const said = saidToUs(activity);
      const stop = spokenIn(stopWords, said, activity);
      const at = sentAt(activity, clock());
      if (stop !== undefined)
        return host.inChannel(
          (await table.stop(placeOf(activity, sender), at)) ? "stopped" : "nothing to stop",
          stop,
        );
      for (const post of posts) {
        const language = spokenIn(post.words, said, activity);
        if (language !== undefined) return asked(post, language, { activity, sender, host, at });
      }
      return undefined;
    },

    /** True where the bot, or the channel or team itself, has gone: nothing of it is kept. */
    async leaves(activity: Activity, sender: Sender): Promise<boolean> {
      const gone = goneWith(activity);
      if (gone === undefined) return false;
      const { team, conversation } = placeOf(activity, sender);
      const at = sentAt(activity, clock());
      const all = [conversation, ...(team === undefined ? [] : [team])];
      if (gone === "channel") await table.forget(sender, idsIn(activity, "channel"), { withTeam: false, at });
      else await table.forget(sender, all, { withTeam: true, at });
      return true;
    },
  };

  async function asked(
    post: ChannelPost,
    language: Language,
    { activity, sender, host, at }: { activity: Activity; sender: Sender; host: Host; at: Date },
  ): Promise<Reply | undefined> {
    const place = placeOf(activity, sender);
    const now = clock();
    if (now.getTime() - at.getTime() > STALE_MS) return undefined;
    const who = sender.key === undefined ? "no" : await belongs(place, sender.contact.teamsId);
    if (who === "unknown") throw invalid(edgeWords(language).cannotTell);
    if (who === "no") return host.inChannel("outsider", language);
    if (!(await table.ask(place, post.name, language, at))) return undefined;
    return { card: post.asked(language, post.next(place.tenant, now).day) };
  }
}

/** A post in a channel opens a conversation of its own; what comes of itself comes as a new one. */
function placeOf(activity: Activity, { tenant, contact }: Sender): Place {
  const [conversation = ""] = contact.conversation.split(";");
  const [team] = idsIn(activity, "team");
  return { tenant, conversation, team, serviceUrl: contact.serviceUrl, bot: contact.bot };
}

function idsIn({ channelData }: Activity, what: "team" | "channel"): readonly string[] {
  const id: unknown = (channelData as Record<string, { id?: unknown } | undefined> | undefined)?.[what]?.id;
  return typeof id === "string" && id.length <= LONGEST_ID ? [id] : [];
}
const LONGEST_ID = 512;
const LONGEST_SAID = 200;

/** What was said to us by name, without our name; nothing where we weren't named. */
function saidToUs({ text, entities, recipient }: Activity): string {
  const ours = (entities ?? []).flatMap((entity) => {
    const {
      type,
      mentioned,
      text: as,
    } = entity as { type: string; mentioned?: { id?: unknown }; text?: unknown };
    return type === "mention" && mentioned?.id === recipient.id && typeof as === "string" && as !== ""
      ? [as]
      : [];
  });
  if (typeof text !== "string" || ours.length === 0) return "";
  const rest = ours.reduce((left, mention) => left.replace(mention, " "), text);
  return rest.replaceAll("&nbsp;", " ").trim();
}

/** The language in which it was said; of words that are the same in both, the speaker's. */
function spokenIn(
  words: InLanguages<readonly string[]>,
  said: string,
  activity: Activity,
): Language | undefined {
  if (said === "" || said.length > LONGEST_SAID) return undefined;
  const own = languageOf(activity);
  return [own, ...languages].find((language) => words[language].map(comparable).includes(comparable(said)));
}

/** By Teams' own clock, as far as it says so. */
function sentAt({ timestamp }: Activity, now: Date): Date {
  const sent = new Date(timestamp ?? now);
  return Number.isNaN(sent.getTime()) || sent > now ? now : sent;
}

function goneWith(activity: Activity): "us" | "channel" | undefined {
  const { type, membersRemoved, recipient } = activity;
  const { eventType } = (activity.channelData ?? {}) as { eventType?: unknown };
  if (type === "installationUpdate") return String(activity.action).startsWith("remove") ? "us" : undefined;
  if (eventType === "channelDeleted") return "channel";
  if (eventType === "teamDeleted") return "us";
  return Array.isArray(membersRemoved) && membersRemoved.some((one) => one?.id === recipient.id)
    ? "us"
    : undefined;
}
