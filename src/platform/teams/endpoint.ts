import type { CloudAdapter, TurnContext } from "botbuilder";
import type { Request, Response, Server } from "restify";
import type { Log } from "../../core/ports.ts";
import type { Metrics } from "../metrics.ts";
import type { Bot } from "./bot.ts";
import { type Doors, type Refusal, refusalOf } from "./inbound.ts";

interface Parts {
  readonly adapter: CloudAdapter;
  readonly bot: Bot;
  readonly doors: Doors;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "activity">;
}

type Why = Refusal | "token";
const STATUS: Readonly<Record<Why, number>> = { malformed: 400, token: 401, host: 403, tenant: 403 };

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Bot Framework activities come in here. A refusal says nothing of its reason; the log does. */
export function serveMessages(server: Server, { adapter, bot, doors, log, metrics }: Parts): void {
  server.post("/api/messages", async (request: Request, response: Response) => {
    const { status, body } = isActivity(request.body) ? await answerTo(request) : refused("malformed");
    metrics.activity(kindOf(request.body), status);
    response.send(status, body);
  });

  function refused(why: Why): Answer {
    log.warn({ why }, "activity refused");
    return { status: STATUS[why] };
  }

  /**
   * The SDK tells a stranger why they were refused, and answers 500 to a bad signature, so its answer is kept back and
   * both become a bare 401. As turns never throw (see bot.ts), nothing else of the SDK's answers 500.
   */
  async function answerTo(request: Request): Promise<Answer> {
    let answer = { status: 200, body: undefined as unknown };
    let refusal: Refusal | undefined;
    const kept = {
      status(code: number) {
        answer = { ...answer, status: code };
        return kept;
      },
      send(body: unknown) {
        answer = { ...answer, body };
        return kept;
      },
      header: () => kept, // the adapter runs nothing if this is missing
      end: () => kept,
    };
    try {
      await adapter.process(request, kept as never, async (context: TurnContext) => {
        refusal = refusalOf(context.activity, doors);
        if (refusal === undefined) await bot.run(context);
      });
    } catch {
      return refused("malformed"); // it throws only where it can't read the activity
    }
    if (refusal !== undefined) return refused(refusal);
    return answer.status === 401 || answer.status === 500 ? refused("token") : answer;
  }
}

/** Types as Teams has them, so that a stranger can't fill the metrics with names of their own. */
const KINDS = ["message", "invoke", "conversationUpdate", "installationUpdate"];
const kindOf = (body: unknown) => (isActivity(body) && KINDS.includes(body.type) ? body.type : "other");

function isActivity(body: unknown): body is { readonly type: string } {
  const { type, serviceUrl } = (body ?? {}) as { type?: unknown; serviceUrl?: unknown };
  return typeof type === "string" && typeof serviceUrl === "string"; // the SDK falls over any other serviceUrl
}
