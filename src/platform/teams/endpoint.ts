import type { Activity } from "botbuilder";
import type { Request, Response, Server } from "restify";
import type { Log } from "../../core/ports.ts";
import type { Metrics } from "../metrics.ts";
import { type TeamsAdapter, Unchecked } from "./adapter.ts";
import type { Bot } from "./bot.ts";
import { activityIn, type Doors, type Refusal, refusalOf } from "./inbound.ts";

interface Parts {
  readonly adapter: TeamsAdapter;
  readonly bot: Bot;
  readonly doors: Doors;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "activity">;
}

type Why = Refusal | "malformed" | "token" | "no keys";
const STATUS: Readonly<Record<Why, number>> = {
  malformed: 400,
  token: 401,
  channel: 403,
  host: 403,
  tenant: 403,
  "no keys": 503,
};

const PLAIN = { "content-type": "text/plain" };
const JSON_TYPE = { "content-type": "application/json" };

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Bot Framework activities come in here. A refusal says nothing of its reason; the log does. */
export function serveMessages(server: Server, { adapter, bot, doors, log, metrics }: Parts): void {
  server.post("/api/messages", async (request: Request, response: Response) => {
    const activity = activityIn(request.body);
    const { status, body } =
      activity === undefined ? refused("malformed") : await answerTo(activity, request.headers.authorization);
    metrics.activity(kindOf(activity), status);
    if (body === undefined) response.sendRaw(status, "", PLAIN);
    else response.sendRaw(status, JSON.stringify(body), JSON_TYPE);
  });

  function refused(why: Why): Answer {
    log.warn({ why }, "activity refused");
    return { status: STATUS[why] };
  }

  /** Turns never throw (see bot.ts), so what fails is the check of who calls; a bad signature is no 500 to us. */
  async function answerTo(activity: Activity, authorization = ""): Promise<Answer> {
    let refusal: Refusal | undefined;
    try {
      const answer = await adapter.take(authorization, activity, async (context) => {
        refusal = refusalOf(activity, doors);
        if (refusal === undefined) await bot.run(context);
      });
      return refusal === undefined ? { status: 200, ...answer } : refused(refusal);
    } catch (error) {
      return refused(error instanceof Unchecked ? "no keys" : "token");
    }
  }
}

/** Types as Teams has them, so that a stranger can't fill the metrics with names of their own. */
const KINDS = ["message", "invoke", "conversationUpdate", "installationUpdate"];
const kindOf = (activity: Activity | undefined) =>
  activity !== undefined && KINDS.includes(activity.type) ? activity.type : "other";
