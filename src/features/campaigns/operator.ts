import { invalid, missing } from "../../core/failures.ts";
import type { OperatorCommand, OperatorInput, OperatorResult } from "../../core/feature.ts";
import type { Ledger, Steering, Tips } from "../../core/outbound.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import type { People, Run } from "../../core/ports.ts";
import { type Audience, type Knowledge, readAudience, valuesOf, withoutSegment } from "./audience.ts";
import { isTooBig } from "./cards.ts";
import { readList } from "./list.ts";
import { messagesTo } from "./outbound.ts";
import {
  type Campaign,
  canPreview,
  FEWEST,
  type Figures,
  figuresOf,
  type Going,
  goingOn,
  isFolded,
  MOST_PREVIEWS,
  obstacleTo,
  obstacleToUpdate,
  type Step,
  sameName,
} from "./rules.ts";
import { changedMeanwhile, type Steer } from "./steer.ts";
import { CAMPAIGN, type CampaignStore, type Counts, previewSlotOf, slotOf } from "./store.ts";
import { type Message, readMessage } from "./written.ts";

interface Parts {
  readonly store: CampaignStore;
  readonly ledger: Ledger & Steering;
  readonly people: People;
  readonly tips: () => Tips;
  readonly segments: Knowledge["segments"];
  readonly plan: (run: Run) => Promise<number>;
  readonly steer: Steer;
}

const by = { by: { type: "string" } } as const;
const LONGEST_NAME = 200;
const UNREACHABLE = "They haven't opened a chat with the bot, or it is closed.";
const UNTOLD = `  How far it is and how each ended isn't told: that takes at least ${FEWEST} people, and ${FEWEST} in the difference from any other campaign.`;

const UNKNOWN = (name: string) =>
  `Nothing was drafted: nobody here has the department or manager “${name.slice(0, 60)}”. See how it is written.`;

/** How somebody uses Copilot isn't to be told by who is written to, nor by who isn't. */
const TELLING = `That would tell of a few how they use Copilot: at least ${FEWEST} have to be in the segment, ${FEWEST} beside it, and ${FEWEST} in the difference from any other campaign. Ask for a larger group.`;

/** Campaigns from the command line: each step is taken once, by somebody whose name is on record. */
export function campaignOperations({
  store,
  ledger,
  people,
  tips,
  segments,
  plan,
  steer,
}: Parts): readonly OperatorCommand[] {
  return [
    {
      name: "campaign create",
      usage:
        "campaign create --tip <id|any> | --message <file> --audience <expression|everyone> --by <who> [--service-message] [--tenant <id>] [--confirm <count>]",
      does: "Drafts a campaign, and says who it is for. A service message goes to those who opted out too, at any hour",
      options: {
        tip: { type: "string" },
        message: { type: "string" },
        audience: { type: "string" },
        ...by,
        "service-message": { type: "boolean" },
        tenant: { type: "string" },
        confirm: { type: "string" },
      },
      run: create,
    },
    {
      name: "campaign approve",
      usage: "campaign approve <id> --by <who>",
      takes: 1,
      does: "Approves a draft, or new words for what was sent; never by whoever wrote them",
      options: by,
      async run(input, run) {
        const current = await found(input);
        const who = nameIn(input);
        if (current.next !== undefined) return approveUpdate(current, who, run);
        const campaign = await ready(input, "approve");
        if (sameName(who, campaign.createdBy))
          throw invalid(
            `Campaign ${campaign.id} was written by ${campaign.createdBy}: somebody else has to approve it.`,
          );
        return done(
          await steer.taken(campaign, "approve", who, run, { approvedBy: who }),
          `Approved by ${who}.`,
        );
      },
    },
    {
      name: "campaign send",
      usage: "campaign send <id> [--at <ISO time>] [--by <who>]",
      takes: 1,
      does: "Sends what was approved, now or at a time",
      options: { ...by, at: { type: "string" } },
      async run(input, run) {
        const campaign = await ready(input, "send");
        const at = timeIn(input.options.at, run.now);
        const audience = readAudience(campaign.audience);
        if (typeof audience !== "string" && (await store.tellsOfFew(campaign, audience, run.now)))
          throw invalid(TELLING);
        const moved = await steer.taken(campaign, "send", whoIn(input), run, { sendAt: at });
        if (at <= run.now) await plan(run);
        return done(moved, at <= run.now ? "On its way." : `It goes out at ${at.toISOString()}.`);
      },
    },
    {
      name: "campaign preview",
      usage: "campaign preview <id> --to <object id> --by <who>",
      takes: 1,
      does: "Sends what readers would get to one person, before it is sent; no figure counts it",
      options: { ...by, to: { type: "string" } },
      run: preview,
    },
    step("pause", "Holds back what hasn't gone out yet", async (campaign, who, run) => {
      const { messages } = await steer.pause(campaign, who, run);
      return isFolded(campaign) ? "Paused." : `Paused: ${messages} wait.`;
    }),
    step("resume", "Goes on after a pause", async (campaign, who, run) => {
      const { campaign: moved, messages } = await steer.resume(campaign, who, run);
      return isFolded(campaign) || moved.state === "scheduled" ? "Resumed." : `Resumed: ${messages} go out.`;
    }),
    step("cancel", "Ends it: what hasn't gone out never does", async (campaign, who, run) => {
      const { messages } = await steer.cancel(campaign, who, run);
      return isFolded(campaign) ? "Cancelled." : `Cancelled: ${messages} will not go out.`;
    }),
    step("resend", "Tries once more what failed, and nothing else", async (campaign, who, run) => {
      await steer.taken(campaign, "resend", who, run);
      const again = await ledger.retryFailed(slotOf(campaign), run.now);
      if (isFolded(campaign)) return "Whatever failed is tried once more.";
      return again === 0 ? "Nothing had failed." : `${again} are tried once more.`;
    }),
    {
      name: "campaign update",
      usage: "campaign update <id> [--message <file> --by <who>]",
      takes: 1,
      does: "New words for what was sent, once somebody else approves them; without a file, goes on replacing",
      options: { ...by, message: { type: "string" } },
      run: update,
    },
    step("recall", "Takes back what was sent, and sends no more of it", async (campaign, who, run) => {
      await steer.taken(campaign, "recall", who, run);
      await ledger.cancel(slotOf(campaign), "recalled");
      const { recalled, left } = await ledger.recall(slotOf(campaign), run.log);
      if (isFolded(campaign)) return "Taken back wherever it could be; type it again to try what is left.";
      return `${recalled} taken back${left === 0 ? "" : `; ${left} could not be, type it again to try once more`}.`;
    }),
    {
      name: "campaign status",
      usage: "campaign status <id>",
      takes: 1,
      does: "Says where its messages stand; the parts add up to the audience",
      run: status,
    },
    {
      name: "campaign list",
      usage: "campaign list",
      does: "Lists the newest campaigns",
      async run() {
        const all = await store.list();
        return {
          lines:
            all.length === 0
              ? ["There are none."]
              : all.map((one) => `${one.id}  ${one.state}  ${contentOf(one)}  ${one.audience}`),
          value: { campaigns: all },
        };
      },
    },
  ];

  async function status(input: OperatorInput, { now }: Run): Promise<OperatorResult> {
    const campaign = await found(input);
    const slot = slotOf(campaign);
    const [standing, progress] = [await ledger.standingOf(slot), await ledger.progressOf(slot, now)];
    return statusOf(
      campaign,
      figuresOf(campaign, standing),
      goingOn(campaign, standing, progress, now),
      await store.events(campaign.id),
    );
  }

  /** What it says: a tip, or words of its own. */
  async function contentIn({ options, file }: OperatorInput): Promise<Pick<Campaign, "tip" | "message">> {
    if ((options.tip === undefined) === (options.message === undefined))
      throw invalid("Say what to send, one of the two: --tip <id|any> or --message <file>.");
    if (options.message !== undefined)
      return { tip: undefined, message: await messageIn(options.message, file) };
    const tip = String(options.tip);
    if (tip !== "any" && !(await tips().has(tip))) throw invalid(`There is no tip “${tip.slice(0, 60)}”.`);
    return { tip, message: undefined };
  }

  async function create(input: OperatorInput, { now }: Run): Promise<OperatorResult> {
    const { options } = input;
    const who = nameIn(input);
    const content = await contentIn(input);
    const audience = readAudience(String(options.audience ?? ""));
    if (typeof audience === "string") throw invalid(audience);
    for (const tip of valuesOf(audience, "had"))
      if (!(await tips().knows(tip))) throw invalid(`There is no tip “${tip.slice(0, 60)}”.`);
    const { names = [] } = segments() ?? {};
    for (const name of valuesOf(audience, "segment"))
      if (!names.includes(name))
        throw invalid(`There is no segment “${name.slice(0, 60)}”. There are: ${names.join(", ")}.`);
    const [path] = valuesOf(audience, "list");
    const list = path === undefined ? [] : await readList(path, input);
    const tenant =
      typeof options.tenant === "string" ? options.tenant.toLowerCase() : await store.onlyTenant();
    if (tenant === undefined) throw invalid("Say which organisation: --tenant <id>.");
    const draft = {
      tenant,
      ...content,
      audience: String(options.audience).trim(),
      service: options["service-message"] === true,
      createdBy: who,
    };
    const { id, counts, unknown } = await store.create(draft, audience, list, now, async (found, of, trx) => {
      const [strange] = await store.unknownIn(of, audience, trx);
      if (strange !== undefined) throw invalid(UNKNOWN(strange));
      if (withoutSegment(audience) === undefined) return checkCounts(found, audience, options.confirm);
      if (await store.tellsOfFew(of, audience, now, trx)) throw invalid(TELLING);
    });
    const told = counts.all >= FEWEST && !(await store.isClose({ id, tenant }, audience, "all", now));
    return drafted(id, counts, told, path === undefined ? undefined : unknown);
  }

  async function update(input: OperatorInput, run: Run): Promise<OperatorResult> {
    const campaign = await found(input);
    const obstacle = obstacleToUpdate(campaign);
    if (obstacle !== undefined) throw invalid(obstacle);
    if (input.options.message === undefined) {
      if (campaign.revision === 0) throw invalid("Say what it is to say: --message <file> --by <who>.");
      return replaceSent(campaign, run);
    }
    const who = nameIn(input);
    const message = await messageIn(input.options.message, input.file);
    if (!(await store.propose(campaign, message, who))) throw changedMeanwhile(campaign);
    await store.note(campaign.id, "update", who, run.now);
    return done(campaign, "Nothing has changed yet: somebody else has to approve the new words.");
  }

  async function approveUpdate(campaign: Campaign, who: string, run: Run): Promise<OperatorResult> {
    const obstacle = obstacleToUpdate(campaign);
    if (obstacle !== undefined) throw invalid(obstacle);
    const { id, next } = campaign;
    if (next !== undefined && sameName(who, next.by))
      throw invalid(`The new words of campaign ${id} are by ${next.by}: somebody else has to approve them.`);
    if (!(await store.revise(campaign, who))) throw changedMeanwhile(campaign);
    await store.note(id, "approve update", who, run.now);
    return replaceSent((await store.one(id)) ?? campaign, run);
  }

  /** Takes as long as Teams' pace needs; interrupted, it is gone on with by another `update`. */
  async function replaceSent(campaign: Campaign, run: Run): Promise<OperatorResult> {
    const { revision, revisedAt = run.now } = campaign;
    const { replaced, left } = await ledger.replace(
      slotOf(campaign),
      { nth: revision, at: revisedAt },
      (readers) => messagesTo(people, campaign, readers),
      run.log,
    );
    const more = `type “campaign update ${campaign.id}” to try once more`;
    if (isFolded(campaign)) return done(campaign, `Replaced wherever it could be; ${more}.`);
    return done(campaign, `${replaced} replaced${left === 0 ? "" : `; ${left} could not be, ${more}`}.`);
  }

  async function preview(input: OperatorInput, run: Run): Promise<OperatorResult> {
    const campaign = await found(input);
    const who = nameIn(input);
    if (!canPreview(campaign))
      throw invalid(`Campaign ${campaign.id} has no preview any more: ${campaign.state}.`);
    const to = typeof input.options.to === "string" ? input.options.to.trim().toLowerCase() : "";
    if (to === "") throw invalid("Say who is to get it: --to <object id>.");
    // Both come from outside: somebody is looked up under the campaign's own tenant, and found or not.
    const key = { tenant: campaign.tenant as TenantId, id: to as PersonId };
    const [known] = await people.findAll([key]);
    if (known === undefined || !known.reachable || !known.person.greeted) throw invalid(UNREACHABLE);
    const nth = (await store.events(campaign.id)).filter(({ step: what }) => what === "preview").length + 1;
    if (nth > MOST_PREVIEWS)
      throw invalid(`Campaign ${campaign.id} has had ${MOST_PREVIEWS} previews: there are no more.`);
    await store.note(campaign.id, "preview", who, run.now);
    await ledger.plan(CAMPAIGN, store.previewFor(previewSlotOf(campaign, nth), key, run.now));
    return done(campaign, "The preview is on its way to their chat with the bot.");
  }

  function step(
    name: Exclude<Step, "approve" | "send">,
    does: string,
    act: (campaign: Campaign, who: string, run: Run) => Promise<string>,
  ): OperatorCommand {
    return {
      name: `campaign ${name}`,
      usage: `campaign ${name} <id> [--by <who>]`,
      takes: 1,
      does,
      options: by,
      async run(input, run) {
        const campaign = await ready(input, name);
        const line = await act(campaign, whoIn(input), run);
        return done({ ...campaign, state: (await store.one(campaign.id))?.state ?? campaign.state }, line);
      },
    };
  }

  async function found({ words: [word] }: Pick<OperatorInput, "words">): Promise<Campaign> {
    const id = Number(word);
    const campaign = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await store.one(id) : undefined;
    if (campaign === undefined) throw missing(`There is no campaign ${String(word ?? "").slice(0, 20)}.`);
    return campaign;
  }

  async function ready(input: OperatorInput, name: Step): Promise<Campaign> {
    const campaign = await found(input);
    const obstacle = obstacleTo(name, campaign);
    if (obstacle !== undefined) throw invalid(obstacle);
    return campaign;
  }
}

const contentOf = ({ tip, message }: Campaign): string =>
  message === undefined ? `Tip: ${tip}` : `Message: “${message.en.title}”`;

async function messageIn(path: unknown, file: OperatorInput["file"]): Promise<Message> {
  const message = readMessage(await file(String(path)));
  if (isTooBig(message))
    throw invalid("The message can't be sent: Teams takes 28 KB at most. Make it shorter.");
  return message;
}

/** Everybody is meant by “everyone”, not by an expression that happens to fit them all. */
function checkCounts({ all, known }: Counts, audience: Audience, confirm: unknown): void {
  if (all === 0) throw invalid("Nobody is in this audience.");
  if (audience.length > 0 && all === known && known > 1 && confirm !== String(all))
    throw invalid(
      `That is everybody: ${all} people. If you mean it, write “everyone”, or add --confirm ${all}.`,
    );
}

/** `told` is whether it may be said how many can be written to. */
function drafted(
  id: number,
  { all, reachable }: Counts,
  told: boolean,
  unknown: number | undefined,
): OperatorResult {
  return {
    lines: [
      `Campaign ${id} is drafted: ${all} people${told ? `, of whom ${reachable} can be written to now` : ""}.`,
      ...(told && all > reachable
        ? [`${all - reachable} haven't met the bot, or have blocked it: they are counted as skipped.`]
        : []),
      ...(unknown ? [`${unknown} on the list aren't known in this organisation and are left out.`] : []),
      "Somebody else has to approve it.",
    ],
    value: {
      id,
      audience: all,
      reachable: told ? reachable : null,
      ...(unknown === undefined ? {} : { unknown }),
    },
  };
}

type Events = Awaited<ReturnType<CampaignStore["events"]>>;

function statusOf(campaign: Campaign, figures: Figures, going: Going, events: Events): OperatorResult {
  const { id, state, tip, message, next, revision, audience, service, createdBy, approvedBy } = campaign;
  return {
    lines: [
      `Campaign ${id}: ${state}${service ? ", a service message" : ""}. ${contentOf(campaign)}. For: ${audience}`,
      ...(next === undefined
        ? []
        : [`  New words by ${next.by} wait for approval: “${next.message.en.title}”`]),
      ...Object.entries(figures).flatMap(([name, n]) => (n === null ? [] : [`  ${name}: ${n}`])),
      ...(Object.values(figures).includes(null) ? [UNTOLD] : []),
      ...linesOf(going),
      ...events.map(({ at, step: what, by: who }) => `  ${at.toISOString()} ${what} by ${who}`),
    ],
    value: {
      id,
      state,
      tip: tip ?? null,
      message: message ?? null,
      next: next ?? null,
      revision,
      for: audience,
      service,
      createdBy,
      approvedBy: approvedBy ?? null,
      ...figures,
      progress: going,
      events,
    },
  };
}

const linesOf = ({ percent, lastMinute, oldestWaiting, finish, reasons }: Going): readonly string[] => [
  ...(percent === null
    ? []
    : [`  ${percent} % has ended${lastMinute ? `; ${lastMinute} in the last minute` : ""}`]),
  ...(oldestWaiting === null
    ? []
    : [`  the first that waits could go out since ${oldestWaiting.toISOString()}`]),
  ...(finish === null ? [] : [`  at this rate it ends at about ${finish.toISOString()}`]),
  ...Object.entries(reasons ?? {}).map(([reason, n]) => `  because “${reason}”: ${n}`),
];

const done = ({ id, state }: Campaign, line: string): OperatorResult => ({
  lines: [line],
  value: { id, state },
});

function nameIn({ options }: Pick<OperatorInput, "options">): string {
  const who = typeof options.by === "string" ? options.by.trim().slice(0, LONGEST_NAME) : "";
  if (who === "") throw invalid("Say who you are: --by <who>.");
  return who;
}

/** A time without a zone would be that of whatever machine reads it. */
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;

function timeIn(written: unknown, now: Date): Date {
  if (written === undefined) return now;
  const at = new Date(WITH_ZONE.test(String(written)) ? String(written) : Number.NaN);
  if (Number.isNaN(at.getTime()))
    throw invalid("--at takes an ISO time with a zone, such as 2026-11-24T10:00:00Z.");
  if (at < now) throw invalid(`${at.toISOString()} has passed. To send it now, leave out --at.`);
  return at;
}

const whoIn = ({ options }: OperatorInput): string =>
  typeof options.by === "string" && options.by.trim() !== ""
    ? options.by.trim().slice(0, LONGEST_NAME)
    : "the operator";
