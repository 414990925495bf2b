import assert from "node:assert/strict";
import { readConfig } from "../../../src/config.ts";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { teamsAdapter } from "../../../src/platform/teams/adapter.ts";
import { type Outcome, outcomeOf } from "../../../src/platform/teams/messenger.ts";
import { CallFailed } from "../../../src/platform/teams/outbound.ts";
import { FakeConnector } from "../../harness/connector.ts";
import { Edge, HOME, reply } from "../../harness/edge.ts";

const ada = { tenant: HOME as TenantId, id: "id-of-ada" as PersonId };
const LAPTOP = readConfig({}).bot;

describe("what leaves the process", () => {
  it("keeps every word of an entity: AI label, citations, sensitivity label, mentions", async () => {
    const connector = new FakeConnector();
    await connector.start();
    const entities = [
      {
        type: "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
        additionalType: ["AIGeneratedContent"],
        citation: [
          { "@type": "Claim", position: 1, appearance: { "@type": "DigitalDocument", name: "A guide" } },
        ],
        usageInfo: { "@type": "CreativeWork", name: "OFFICIAL" },
      },
      { type: "mention", text: "<at>Ada</at>", mentioned: { id: "29:ada", name: "Ada" } },
      { type: "streaminfo", streamType: "informative", streamSequence: 1 },
    ];
    const reference = {
      serviceUrl: connector.url,
      channelId: "msteams",
      bot: { id: "28:bot", name: "" },
      user: { id: "29:ada", name: "" },
      conversation: { id: "chat", isGroup: false, conversationType: "personal", name: "" },
    };

    await teamsAdapter(LAPTOP).continueConversationAsync("", reference, async (context) => {
      await context.sendActivity({ type: "message", text: "hi", entities });
    });
    await connector.stop();

    assert.deepEqual(connector.received[0]?.body.entities, entities);
  });
});

describe("an answer that the connector doesn't take", () => {
  let edge: Edge;
  beforeEach(async () => {
    edge = new Edge();
    await edge.open({
      commands: { hello: async () => reply("Hello") },
      pace: { outbound: 150, offerAgain: 1 },
    });
  });
  afterEach(() => edge.close());

  const lost = (facts: object) => [{ level: "warn", facts, event: "reply not delivered" }];

  it("ends the turn in time when the connector says nothing, with one line in the log", async () => {
    edge.connector.answers.push("silence");

    const answer = await edge.says("hello");

    assert.equal(answer.status, 200);
    assert.equal(edge.connector.received.length, 1);
    assert.deepEqual(edge.logged, lost({ status: undefined, code: undefined }));
  });

  it("ends the turn in time when the connector begins an answer and never ends it", async () => {
    edge.connector.answers.push("half an answer");

    const answer = await edge.says("hello");

    assert.equal(answer.status, 200);
    assert.equal(edge.connector.received.length, 1);
    assert.deepEqual(edge.logged, lost({ status: undefined, code: undefined }));
  });

  it("isn't sent again when the connector hangs up, as it may have arrived", async () => {
    edge.connector.answers.push("hang up");

    await edge.says("hello");

    assert.equal(edge.connector.received.length, 1);
    assert.deepEqual(edge.logged, lost({ status: undefined, code: undefined }));
  });

  it("is offered once more to a busy connector, not four times", async () => {
    edge.connector.answers.push({ status: 503 }, { status: 503 }, { status: 503 }, { status: 503 });

    const answer = await edge.says("hello");

    assert.equal(answer.status, 200);
    assert.equal(edge.connector.received.length, 2);
    assert.deepEqual(edge.logged, lost({ status: 503, code: undefined }));
  });

  it("doesn't wait out what the connector asks for", async () => {
    edge.connector.answers.push({ status: 429, headers: { "retry-after": "3600" } });

    await edge.says("hello");

    assert.deepEqual(edge.shown, ["Hello", "Hello"]);
    assert.deepEqual(edge.logged, []);
  });

  it("isn't offered again to somebody who blocked us", async () => {
    edge.connector.answers.push({
      status: 403,
      body: { error: { code: "MessageWritesBlocked", message: "Ada" } },
    });

    await edge.says("hello");

    assert.equal(edge.connector.received.length, 1);
    assert.deepEqual(edge.logged, lost({ status: 403, code: "MessageWritesBlocked" }));
  });
});

describe("a message out of the blue", () => {
  let edge: Edge;
  beforeEach(async () => {
    edge = new Edge();
    await edge.open({ pace: { outbound: 150 } });
    const contact = {
      conversation: "chat",
      serviceUrl: edge.connector.url,
      bot: "28:bot",
      teamsId: "29:ada",
    };
    await edge.people.meet(ada, contact, { language: "en", zone: undefined }, new Date(), true);
  });
  afterEach(() => edge.close());

  const error = (code: string) => ({ error: { code, message: "said to Ada" } });
  const table: readonly [string, FakeConnector["answers"][number], Outcome][] = [
    ["is sent once", { status: 201, body: { id: "7" } }, { kind: "sent", activity: "7" }],
    [
      "is blocked",
      { status: 403, body: error("MessageWritesBlocked") },
      { kind: "blocked", reason: "403 MessageWritesBlocked" },
    ],
    ["is blocked without a reason", { status: 403 }, { kind: "blocked", reason: "403" }],
    [
      "fails where the set-up forbids it, which is nobody's wish",
      { status: 403, body: error("InvalidBotApiHost") },
      { kind: "failed", reason: "403 InvalidBotApiHost" },
    ],
    ["finds nobody", { status: 404, body: error("ConversationNotFound") }, { kind: "gone" }],
    [
      "finds the bot thrown out",
      { status: 403, body: error("BotNotInConversationRoster") },
      { kind: "blocked", reason: "403 BotNotInConversationRoster" },
    ],
    [
      "waits as long as asked",
      { status: 429, headers: { "retry-after": "17" } },
      { kind: "later", seconds: 17, reason: "429", throttled: true },
    ],
    ["waits where nothing is asked", { status: 429 }, { kind: "later", reason: "429", throttled: true }],
    [
      "waits where a date is asked",
      { status: 503, headers: { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" } },
      { kind: "later", reason: "503" },
    ],
    [
      "waits a day at most",
      { status: 429, headers: { "retry-after": "1e99" } },
      { kind: "later", seconds: 86_400, reason: "429", throttled: true },
    ],
    [
      "waits where the chat is busy",
      { status: 412, body: error("PreconditionFailed") },
      { kind: "later", reason: "412 PreconditionFailed" },
    ],
    ["may have arrived after a 500", { status: 500 }, { kind: "unsure", reason: "500" }],
    ["is tried again after a 502, as Microsoft says", { status: 502 }, { kind: "later", reason: "502" }],
    ["is tried again after a 504, as Microsoft says", { status: 504 }, { kind: "later", reason: "504" }],
    ["may have arrived after silence", "silence", { kind: "unsure", reason: "no answer" }],
    ["may have arrived when the line drops", "hang up", { kind: "unsure", reason: "no answer" }],
    ["fails when refused", { status: 401 }, { kind: "failed", reason: "401" }],
    [
      "fails when it is wrong",
      { status: 400, body: error("BadSyntax") },
      { kind: "failed", reason: "400 BadSyntax" },
    ],
    [
      "fails when sent elsewhere",
      { status: 302, headers: { location: "https://evil.example/" } },
      { kind: "failed", reason: "302" },
    ],
  ];
  for (const [name, answer, expected] of table)
    it(name, async () => {
      edge.connector.answers.push(answer);

      const outcome = await edge.write(ada, reply("A tip").card);

      assert.deepEqual(outcome, expected);
      assert.equal(edge.connector.received.length, 1);
    });

  it("waits when the connector can't be reached at all", async () => {
    await edge.connector.stop();

    const outcome = await edge.write(ada, reply("A tip").card);

    assert.deepEqual(outcome, { kind: "later", reason: "not reached" });
  });

  it("finds nobody where nobody was met", async () => {
    assert.deepEqual(await edge.write({ ...ada, id: "nobody" as PersonId }, reply("A tip").card), {
      kind: "gone",
    });
  });

  it("tells of a fault of ours without its words", () => {
    assert.deepEqual(outcomeOf(new Error("Ada's card")), { kind: "failed", reason: "fault of ours" });
    assert.deepEqual(outcomeOf(new CallFailed({ code: "invalid_client", unsent: true })), {
      kind: "later",
      reason: "invalid_client",
    });
  });
});
