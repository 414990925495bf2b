import assert from "node:assert/strict";
import fc from "fast-check";
import sinon from "sinon";
import { z } from "zod/v4";
import { missing } from "../../../src/core/failures.ts";
import { on, type Turn } from "../../../src/core/feature.ts";
import { message } from "../../../src/core/message.ts";
import { Edge, reply, titleOf } from "../../harness/edge.ts";

const SECRET = "the words of a person";

const keep = message("test/keep", z.object({ minutes: z.number() }));
const fall = message("test/fall", z.unknown());
const forbid = message("test/forbid", z.unknown());

const fails = async () => {
  throw new Error(SECRET);
};

describe("what a person types", () => {
  const edge = new Edge();
  before(() =>
    edge.open({
      commands: {
        help: async () => reply("Help"),
        "stop nudges": async () => reply("Stopped"),
        stop: async () => reply("Stop"),
      },
    }),
  );
  after(() => edge.close());
  beforeEach(() => {
    edge.connector.received.length = 0;
  });

  for (const words of [
    "help",
    "HELP",
    "  HELP!! ",
    "help.",
    "/help",
    "“help”",
    "Help?",
    "help\n",
    "<at>Uptake</at> help",
  ])
    it(`is a command, also written ${JSON.stringify(words)}`, async () => {
      await edge.post(edge.activity({ text: words, ...(words.startsWith("<at>") ? mention : {}) }));

      assert.deepEqual(edge.shown, ["Help"]);
    });

  for (const words of [
    "unhelpful",
    "helpful",
    "stop it now",
    "don't stop",
    "help me stop",
    "helphelp",
    "stop nudges please now",
  ])
    it(`isn't a command because one is inside it: ${words}`, async () => {
      await edge.says(words);

      assert.deepEqual(edge.shown, ["I didn't understand"]);
    });

  it("works each time it is said", async () => {
    for (let time = 0; time < 4; time++) await edge.says("help");

    assert.deepEqual(edge.shown, ["Help", "Help", "Help", "Help"]);
  });

  it("is answered for each of many turns at once in one chat", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => edge.says("help")));

    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.deepEqual(edge.shown, Array(20).fill("Help"));
    assert.deepEqual(edge.logged, []);
  });
});

const mention = {
  entities: [{ type: "mention", text: "<at>Uptake</at>", mentioned: { id: "28:bot", name: "Uptake" } }],
};

describe("while something takes long", () => {
  const edge = new Edge();
  const isTyping = ({ body }: { body: { type?: string } }) => body.type === "typing";
  let finish = (): void => {};
  before(() =>
    edge.open({
      pace: { typingFirst: 1, typingAgain: 1 },
      commands: {
        slow: () =>
          new Promise((resolve) => {
            finish = () => resolve(reply("At last"));
          }),
        fast: async () => reply("At once"),
      },
    }),
  );
  after(() => edge.close());

  it("shows typing again and again, also after somebody else got a quick answer", async () => {
    const slow = edge.says("slow");
    await edge.connector.heard(isTyping);
    await edge.says("fast");
    edge.connector.received.length = 0;

    await edge.connector.heard(isTyping);
    edge.connector.received.length = 0;
    await edge.connector.heard(isTyping);
    finish();
    await slow;

    assert.deepEqual(edge.shown, ["At last"]);
  });
});

describe("when something breaks", () => {
  let edge: Edge;
  beforeEach(async () => {
    edge = new Edge();
    await edge.open({
      commands: { fall: fails, forbid: () => Promise.reject(missing("Not yours.")) },
      actions: [
        on(fall, fails),
        on(forbid, async () => Promise.reject(missing("Not yours."))),
        on(keep, async ({ minutes }) => reply(`Kept ${minutes}`)),
      ],
    });
  });
  afterEach(() => edge.close());

  const crashed = (answer: { status: number; body: string }) => {
    const said =
      answer.body +
      JSON.stringify(edge.connector.received) +
      JSON.stringify(edge.logged.map(({ event }) => event));
    assert.equal(answer.status, 200);
    assert.ok(!said.includes(SECRET) && !said.includes(".ts:"), said);
    assert.deepEqual(
      edge.logged.map(({ level, event }) => [level, event]),
      [["error", "turn crashed"]],
    );
  };

  it("a typed command is answered with an apology, and one line in the log", async () => {
    const answer = await edge.says("fall");

    assert.deepEqual(edge.shown, ["Sorry, something went wrong"]);
    crashed(answer);
  });

  it("a pressed button is answered with an apology, and one line in the log", async () => {
    const answer = await edge.post(edge.press(fall.name));

    assert.equal(titleOf(JSON.parse(answer.body).value), "Sorry, something went wrong");
    crashed(answer);
  });

  it("apologises in the person's language", async () => {
    await edge.post(edge.activity({ text: "fall", locale: "cy-GB" }));

    assert.deepEqual(edge.shown, ["Mae'n ddrwg gen i, aeth rhywbeth o'i le"]);
  });

  it("what is no entity is passed over, as the SDK would fall over it", async () => {
    await edge.post(edge.activity({ text: "hello", entities: [null, 7, "x"] }));

    assert.deepEqual(edge.shown, ["I didn't understand"]);
    assert.deepEqual(edge.logged, []);
  });

  it("what may not be done is said so, and isn't a fault", async () => {
    const answer = await edge.post(edge.press(forbid.name));

    assert.match(answer.body, /Not yours/);
    assert.deepEqual(edge.logged, [{ level: "info", facts: { kind: "missing" }, event: "turn failed" }]);
  });

  it("a card that sends what doesn't fit is told so", async () => {
    const answer = await edge.post(edge.press(keep.name, { minutes: "many" }));

    assert.equal(answer.status, 200);
    assert.match(answer.body, /nothing was saved/);
    assert.equal(edge.logged.length, 1);
  });
});

describe("what nobody knows", () => {
  const edge = new Edge();
  before(() => edge.open());
  after(() => edge.close());

  const invokes: readonly [string, Record<string, unknown>][] = [
    [
      "a button from an earlier version",
      { name: "adaptiveCard/action", value: { action: { verb: "old/verb", data: { id: 1 } } } },
    ],
    [
      "a button without a name",
      { name: "adaptiveCard/action", value: { action: { type: "Action.Execute" } } },
    ],
    ["a button without anything", { name: "adaptiveCard/action" }],
    ["an old Action.Submit", { name: "adaptiveCard/action", value: { verb: "x" } }],
    ["a dialog", { name: "task/fetch", value: { data: {} } }],
    ["a dialog's end", { name: "task/submit", value: {} }],
    [
      "a command of a message extension",
      { name: "composeExtension/query", value: { commandId: "nothing", parameters: [] } },
    ],
    [
      "a form of a message extension",
      { name: "composeExtension/fetchTask", value: { commandId: "nothing" } },
    ],
    ["a message extension with nothing", { name: "composeExtension/submitAction" }],
    ["a link to unfurl", { name: "composeExtension/queryLink", value: { url: "https://example.gov.uk" } }],
    ["single sign-on", { name: "signin/tokenExchange", value: { id: "1" } }],
    ["a file's consent", { name: "fileConsent/invoke", value: { action: "accept" } }],
    ["feedback", { name: "message/submitAction", value: { actionName: "feedback" } }],
    ["a search in a card", { name: "application/search", value: { kind: "search" } }],
    ["a name of tomorrow", { name: "future/thing", value: 7 }],
    ["no name", {}],
  ];
  for (const [name, changes] of invokes)
    it(`is answered 200 when it is pressed or opened: ${name}`, async () => {
      const { status } = await edge.post(edge.activity({ type: "invoke", ...changes }));

      assert.equal(status, 200);
    });

  for (const type of [
    "messageReaction",
    "messageUpdate",
    "messageDelete",
    "event",
    "endOfConversation",
    "typing",
    "trace",
    "handoff",
    "x",
  ])
    it(`is left alone when it merely happens: ${type}`, async () => {
      edge.connector.received.length = 0;

      const { status } = await edge.post(edge.activity({ type }));

      assert.equal(status, 200);
      assert.deepEqual(edge.connector.received, []);
    });
});

describe("whatever is thrown at the bot", () => {
  const edge = new Edge();
  const rejections: unknown[] = [];
  const note = (error: unknown) => void rejections.push(error);
  before(async () => {
    sinon.stub(console, "error");
    sinon.stub(console, "warn");
    process.on("unhandledRejection", note);
    await edge.open({
      pace: { offerAgain: 1 },
      actions: [on(keep, async (_input, turn: Turn) => reply(turn.id))],
    });
  });
  after(async () => {
    process.removeListener("unhandledRejection", note);
    await edge.close();
    sinon.restore();
  });

  const harmless = ({ status, body }: { status: number; body: string }) => {
    assert.ok(status < 500, `${status} ${body}`);
    assert.ok(!/node_modules|\.ts:|\.js:|at .*:\d+:\d+|\/work\//.test(body), body);
    assert.deepEqual(rejections, []);
  };

  for (const body of [
    "null",
    "[]",
    '"text"',
    "7",
    "true",
    "[null]",
    "{}",
    '{"type":7}',
    '{"type":""}',
    "",
    " ",
    "{",
    '{"type":"message"',
  ])
    it(`answers 400 to ${JSON.stringify(body)}`, async () => {
      const answer = await edge.post(body);

      assert.equal(answer.status, 400);
      assert.ok(!/JSON|position/.test(answer.body), answer.body);
      harmless(answer);
    });

  for (const missing of ["from", "recipient", "conversation", "serviceUrl"])
    it(`answers 400 to an activity without ${missing}`, async () => {
      const answer = await edge.post(edge.activity({ text: "hello", [missing]: undefined }));

      assert.equal(answer.status, 400);
      harmless(answer);
    });

  for (const missing of ["id", "channelId", "text", "locale", "channelData", "value", "name"])
    it(`answers an activity without ${missing}`, async () => {
      const answer = await edge.post(edge.activity({ text: "hello", [missing]: undefined }));

      assert.equal(answer.status, 200);
      harmless(answer);
    });

  it("takes a text with the one character that PostgreSQL can't hold", async () => {
    const activity = edge.activity({
      id: "a\u0000b",
      text: "he\u0000llo",
      from: { id: "29:\u0000a", aadObjectId: "id" },
    });

    const answer = await edge.post(activity);

    assert.equal(answer.status, 200);
    harmless(answer);
  });

  /** Any value at all in place of each part of a good activity, or of what lies in it. */
  const value = fc.oneof(
    fc.constantFrom(
      null,
      true,
      0,
      -1,
      1e308,
      "",
      "\u0000",
      "\ud800",
      "x".repeat(600),
      "__proto__",
      "🙂‮",
      "2026-02-30T25:61:00Z",
    ),
    fc.jsonValue({ maxDepth: 2 }),
    fc.constant({ id: { id: { id: 1 } }, length: 1, 0: { id: null } }),
  );
  const whole = [
    "type",
    "id",
    "channelId",
    "from",
    "recipient",
    "conversation",
    "channelData",
    "locale",
    "localTimezone",
    "timestamp",
    "localTimestamp",
    "expiration",
    "text",
    "textFormat",
    "entities",
    "attachments",
    "membersAdded",
    "membersRemoved",
    "action",
    "name",
    "value",
    "replyToId",
    "reactionsAdded",
    "relatesTo",
    "deliveryMode",
    "code",
    "callerId",
  ];
  const parts = [
    "from.id",
    "from.aadObjectId",
    "recipient.id",
    "conversation.id",
    "conversation.isGroup",
    "conversation.conversationType",
    "value.action",
    "value.action.verb",
    "value.action.data",
    "value.commandId",
    "value.parameters",
    "value.data",
    "value.messagePayload",
  ];
  const shapes = fc.record({
    base: fc.constantFrom(
      "message",
      "invoke",
      "compose",
      "fetchTask",
      "installationUpdate",
      "conversationUpdate",
    ),
    changes: fc.array(fc.tuple(fc.constantFrom(...whole, ...parts), value), { minLength: 1, maxLength: 3 }),
  });

  it("never fails, falls over or tells of its inside", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async ({ base, changes }) => {
        const activity = structuredClone(bases(edge)[base]) as Record<string, unknown>;
        for (const [path, given] of changes) put(activity, path.split("."), structuredClone(given));

        harmless(await edge.post(activity));
      }),
      { numRuns: 400 },
    );
  }).timeout(60_000);
});

function bases(edge: Edge): Record<string, Record<string, unknown>> {
  const compose = { commandId: "findTip", parameters: [{ name: "q", value: "x" }], queryOptions: {} };
  return {
    message: edge.activity({ text: "hello" }),
    invoke: edge.press(keep.name, { minutes: 1 }),
    compose: edge.activity({ type: "invoke", name: "composeExtension/query", value: compose }),
    fetchTask: edge.activity({
      type: "invoke",
      name: "composeExtension/fetchTask",
      value: { commandId: "logTime" },
    }),
    installationUpdate: edge.activity({ type: "installationUpdate", action: "add" }),
    conversationUpdate: edge.activity({ type: "conversationUpdate", membersAdded: [{ id: "29:ada" }] }),
  };
}

function put(into: Record<string, unknown>, [first = "", ...rest]: readonly string[], value: unknown): void {
  const inner = into[first];
  if (rest.length === 0) into[first] = value;
  else if (typeof inner === "object" && inner !== null) put(inner as Record<string, unknown>, rest, value);
}
