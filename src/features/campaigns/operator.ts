import { invalid, missing } from "../../core/failures.ts";
import type { OperatorCommand, OperatorInput, OperatorResult } from "../../core/feature.ts";
import type { Ledger, Steering, Tips } from "../../core/outbound.ts";
import type { Run } from "../../core/ports.ts";
import { type Audience, readAudience } from "./audience.ts";
import { type Campaign, figuresOf, obstacleTo, type Step, sameName, steps } from "./rules.ts";
import { type CampaignStore, slotOf } from "./store.ts";

interface Parts {
  readonly store: CampaignStore;
  readonly ledger: Ledger & Steering;
  readonly tips: () => Tips;
  readonly plan: (run: Run) => Promise<number>;
}

const by = { by: { type: "string" } } as const;
const LONGEST_NAME = 200;

/** Campaigns from the command line: each step is taken once, by somebody whose name is on record. */
export function campaignOperations({ store, ledger, tips, plan }: Parts): readonly OperatorCommand[] {
  return [
    {
      name: "campaign create",
      usage:
        "campaign create --tip <id|any> --audience <expression|everyone> --by <who> [--service-message] [--tenant <id>] [--confirm <count>]",
      does: "Drafts a campaign, and says who it is for. A service message goes to those who opted out too, at any hour",
      options: {
        tip: { type: "string" },
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
      does: "Approves a draft; never by whoever wrote it",
      options: by,
      async run(input, run) {
        const campaign = await ready(input, "approve");
        const who = nameIn(input);
        if (sameName(who, campaign.createdBy))
          throw invalid(
            `Campaign ${campaign.id} was written by ${campaign.createdBy}: somebody else has to approve it.`,
          );
        return done(await taken(campaign, "approve", who, run, { approvedBy: who }), `Approved by ${who}.`);
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
        const at = input.options.at === undefined ? run.now : new Date(String(input.options.at));
        if (Number.isNaN(at.getTime()))
          throw invalid("--at takes an ISO time with a zone, such as 2026-11-24T10:00:00Z.");
        const moved = await taken(campaign, "send", whoIn(input), run, { sendAt: at });
        if (at <= run.now) await plan(run);
        return done(moved, at <= run.now ? "On its way." : `It goes out at ${at.toISOString()}.`);
      },
    },
    step("pause", "Holds back what hasn't gone out yet", async (campaign) => {
      const held = await ledger.suspend(slotOf(campaign));
      return `Paused: ${held} wait.`;
    }),
    step("resume", "Goes on after a pause", async (campaign, run) => {
      const standing = await ledger.standingOf(slotOf(campaign));
      if (Object.values(standing).every((n) => n === 0)) {
        await store.move(campaign, "scheduled"); // it was paused before its time
        await plan(run);
        return "Resumed.";
      }
      return `Resumed: ${await ledger.unsuspend(slotOf(campaign), run.now)} go out.`;
    }),
    step("cancel", "Ends it: what hasn't gone out never does", async (campaign) => {
      return `Cancelled: ${await ledger.cancel(slotOf(campaign), "cancelled")} will not go out.`;
    }),
    step("resend", "Tries once more what failed, and nothing else", async (campaign, run) => {
      const again = await ledger.retryFailed(slotOf(campaign), run.now);
      return again === 0 ? "Nothing had failed." : `${again} are tried once more.`;
    }),
    step("recall", "Takes back what was sent, and sends no more of it", async (campaign, run) => {
      await ledger.cancel(slotOf(campaign), "recalled");
      const { recalled, left } = await ledger.recall(slotOf(campaign), run.log);
      return `${recalled} taken back${left === 0 ? "" : `; ${left} could not be, type it again to try once more`}.`;
    }),
    {
      name: "campaign status",
      usage: "campaign status <id>",
      takes: 1,
      does: "Says where its messages stand; the parts add up to the audience",
      async run(input) {
        const campaign = await found(input);
        const figures = figuresOf(campaign, await ledger.standingOf(slotOf(campaign)));
        const { id, state, tip, audience, service, createdBy, approvedBy } = campaign;
        const events = await store.events(id);
        return {
          lines: [
            `Campaign ${id}: ${state}${service ? ", a service message" : ""}. Tip: ${tip}. For: ${audience}`,
            ...Object.entries(figures).map(([name, n]) => `  ${name}: ${n}`),
            ...events.map(({ at, step: what, by: who }) => `  ${at.toISOString()} ${what} by ${who}`),
          ],
          value: {
            id,
            state,
            tip,
            for: audience,
            service,
            createdBy,
            approvedBy: approvedBy ?? null,
            ...figures,
            events,
          },
        };
      },
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
              : all.map(({ id, state, tip, audience }) => `${id}  ${state}  ${tip}  ${audience}`),
          value: { campaigns: all },
        };
      },
    },
  ];

  async function create({ options }: OperatorInput, { now }: Run): Promise<OperatorResult> {
    const who = nameIn({ options });
    const tip = String(options.tip ?? "");
    if (tip !== "any" && !(await tips().has(tip))) throw invalid(`There is no tip “${tip.slice(0, 60)}”.`);
    const audience = readAudience(String(options.audience ?? ""));
    if (typeof audience === "string") throw invalid(audience);
    const tenant =
      typeof options.tenant === "string" ? options.tenant.toLowerCase() : await store.onlyTenant();
    if (tenant === undefined) throw invalid("Say which organisation: --tenant <id>.");
    const { all, reachable } = await counted(tenant, audience, options.confirm);
    const draft = {
      tenant,
      tip,
      audience: String(options.audience).trim(),
      service: options["service-message"] === true,
      createdBy: who,
      asked: all,
    };
    const id = await store.create(draft, now);
    return {
      lines: [
        `Campaign ${id} is drafted: ${all} people, of whom ${reachable} can be written to now.`,
        ...(all > reachable
          ? [`${all - reachable} haven't met the bot, or have blocked it: they are counted as skipped.`]
          : []),
        "Somebody else has to approve it.",
      ],
      value: { id, audience: all, reachable },
    };
  }

  async function counted(tenant: string, audience: Audience, confirm: unknown) {
    const counts = await store.count(tenant, audience);
    if (counts.all === 0) throw invalid("Nobody is in this audience.");
    if (
      audience.length > 0 &&
      counts.all === counts.known &&
      counts.known > 1 &&
      confirm !== String(counts.all)
    )
      throw invalid(
        `That is everybody: ${counts.all} people. If you mean it, write “everyone”, or add --confirm ${counts.all}.`,
      );
    return counts;
  }

  function step(
    name: Exclude<Step, "approve" | "send">,
    does: string,
    act: (campaign: Campaign, run: Run) => Promise<string>,
  ): OperatorCommand {
    return {
      name: `campaign ${name}`,
      usage: `campaign ${name} <id> [--by <who>]`,
      takes: 1,
      does,
      options: by,
      async run(input, run) {
        const moved = await taken(await ready(input, name), name, whoIn(input), run);
        return done(moved, await act(moved, run));
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

  async function taken(
    campaign: Campaign,
    name: Step,
    who: string,
    { now }: Run,
    also: Parameters<CampaignStore["move"]>[2] = {},
  ): Promise<Campaign> {
    const { to } = steps[name];
    if (!(await store.move(campaign, to, also)))
      throw invalid(
        `Somebody else changed campaign ${campaign.id} at this moment. Look at it and try again.`,
      );
    await store.note(campaign.id, name, who, now);
    return { ...campaign, state: to };
  }
}

const done = ({ id, state }: Campaign, line: string): OperatorResult => ({
  lines: [line],
  value: { id, state },
});

function nameIn({ options }: Pick<OperatorInput, "options">): string {
  const who = typeof options.by === "string" ? options.by.trim().slice(0, LONGEST_NAME) : "";
  if (who === "") throw invalid("Say who you are: --by <who>.");
  return who;
}

const whoIn = ({ options }: OperatorInput): string =>
  typeof options.by === "string" && options.by.trim() !== ""
    ? options.by.trim().slice(0, LONGEST_NAME)
    : "the operator";
