import type { Application, TeamsAdapter } from "@microsoft/teams-ai";
import type { TurnContext } from "botbuilder";
import type { Request, Response, Server } from "restify";
import type { Log } from "../../core/ports.ts";
import type { Metrics } from "../metrics.ts";
import { type Doors, type Refusal, refusalOf } from "./inbound.ts";

interface Parts {
  readonly adapter: TeamsAdapter;
  readonly bot: Application;
  readonly doors: Doors;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "activity">;
}

const STATUS: Readonly<Record<Refusal, number>> = { malformed: 400, host: 403, tenant: 403 };

/** Bot Framework activities come in here. A refusal says nothing of its reason; the log does. */
export function serveMessages(server: Server, { adapter, bot, doors, log, metrics }: Parts): void {
  server.post("/api/messages", async (request: Request, response: Response) => {
    if (!isActivity(request.body)) {
      response.send(400);
      return;
    }
    const answer = await answerTo(request);
    if (answer.status === 401 || answer.status === 403)
      log.warn({ status: answer.status }, "activity refused");
    metrics.activity(kindOf(request.body), answer.status);
    response.send(answer.status, answer.body);
  });

  /**
   * The SDK tells a stranger why they were refused, and answers 500 to a bad signature, so its answer is kept back and
   * both become a bare 401. As turns never throw (see bot.ts), nothing else of the SDK's answers 500.
   */
  async function answerTo(request: Request): Promise<{ status: number; body: unknown }> {
    const answer = { status: 200, body: undefined as unknown };
    let refusal: Refusal | undefined;
    const kept = {
      status(code: number) {
        answer.status = code;
        return kept;
      },
      send(body: unknown) {
        answer.body = body;
        return kept;
      },
      header: () => kept, // the adapter runs nothing if this is missing
      end: () => kept,
    };
    await adapter.process(request, kept as never, async (context: TurnContext) => {
      refusal = refusalOf(context.activity, doors);
      if (refusal === undefined) await bot.run(context);
    });
    if (refusal !== undefined) log.warn({ why: refusal }, "sender not let in");
    if (refusal !== undefined) return { status: STATUS[refusal], body: undefined };
    return answer.status === 401 || answer.status === 500 ? { status: 401, body: undefined } : answer;
  }
}

/** Types as Teams has them, so that a stranger can't fill the metrics with names of their own. */
const KINDS = ["message", "invoke", "conversationUpdate", "installationUpdate"];
const kindOf = ({ type }: { type: string }) => (KINDS.includes(type) ? type : "other");

function isActivity(body: unknown): boolean {
  return typeof body === "object" && body !== null && typeof (body as { type?: unknown }).type === "string";
}
