import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { FakeConnector } from "./harness/connector.ts";
import { emptyOut } from "./harness/database.ts";
import { type Losable, losableDatabase } from "./harness/losable.ts";
import { testDatabase } from "./harness/setup.ts";

const TENANT = "11111111-1111-4111-8111-111111111111";
const FIRST = Date.parse("2026-11-24T10:00:00Z");

describe("the product while its database is away", () => {
  const connector = new FakeConnector();
  const logged: { level: string; facts: object; event: string }[] = [];
  let now = FIRST;
  let away: Losable;
  let app: ReturnType<typeof createApp>;
  let origin = "";
  let activities = 0;

  before(async () => {
    away = await losableDatabase();
    await connector.start();
    const note = (level: string) => (facts: object, event: string) =>
      void logged.push({ level, facts, event });
    app = createApp({
      config: readConfig({}),
      db: away.db,
      clock: () => new Date(now),
      log: { info: note("info"), warn: note("warn"), error: note("error") },
      readFile: async () => "",
      origin: () => origin,
      pace: { ready: 1_000 },
    });
    await new Promise<void>((resolve) => app.server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await new Promise<void>((resolve) => app.server.close(() => resolve()));
    await connector.stop();
    await away.close();
  });
  beforeEach(async () => {
    await emptyOut(await testDatabase());
    connector.received.length = 0;
    await app.tick();
    await says("my time");
    connector.received.length = 0;
    logged.length = 0;
  });
  afterEach(() => away.find());

  async function sends(activity: object): Promise<{ status: number; body: string }> {
    activities += 1;
    const response = await fetch(`${origin}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        id: `activity-${activities}`,
        channelId: "msteams",
        serviceUrl: connector.url,
        from: { id: "29:ada", name: "Ada", aadObjectId: "id-of-ada" },
        recipient: { id: "28:bot" },
        conversation: { id: "chat-with-ada", conversationType: "personal", tenantId: TENANT },
        locale: "en-GB",
        ...activity,
      }),
    });
    return { status: response.status, body: await response.text() };
  }
  const says = (text: string) => sends({ type: "message", text });
  const presses = (entry: string) =>
    sends({
      type: "invoke",
      name: "adaptiveCard/action",
      value: {
        action: {
          verb: "time-saved/quick-answer",
          data: { entry, band: "16-30", task: "draft", app: "word", tip: "a-tip" },
        },
      },
    });
  const ready = async () => (await fetch(`${origin}/readyz`)).status;
  const told = () => JSON.stringify(connector.messages.map(({ body }) => body));

  it("asks a person to try again, with one line in the log that says nothing of them", async () => {
    away.lose();

    const { status } = await says("my time");

    assert.equal(status, 200);
    assert.match(told(), /can't reach my records just now/);
    assert.deepEqual(
      logged.map(({ level, event }) => [level, event]),
      [["warn", "database out of reach"]],
    );
    assert.ok(!/ada|my time/i.test(JSON.stringify(logged.map(({ facts }) => Object.keys(facts)))));
  });

  it("leaves the card that was pressed, so that nothing typed into it is lost", async () => {
    away.lose();

    const { status, body } = await presses("entry-1");

    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(body), {
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value:
        "I can't reach my records just now. Nothing was saved or lost. Please try again in a few minutes.",
    });
    assert.equal(logged.length, 1);
  });

  it("goes on by itself when the database is back", async () => {
    away.lose();
    await presses("entry-2");
    away.find();

    const { body } = await presses("entry-2");

    assert.equal(JSON.parse(body).type, "application/vnd.microsoft.card.adaptive");
    assert.match(body, /"text":"(Noted|Saved)/);
    await says("my time");
    assert.match(told(), /Drafting a document/);
  });

  it("isn't ready while it is away, and is again afterwards", async () => {
    assert.equal(await ready(), 200);

    away.lose();
    assert.equal(await ready(), 503);
    away.find();

    assert.equal(await ready(), 200);
  });

  it("says that it isn't ready in time, also when the database takes questions and answers nothing", async () => {
    away.hang();

    assert.equal(await ready(), 503);
  });

  it("is alive all the while, as starting it again would help nobody", async () => {
    away.lose();

    assert.equal((await fetch(`${origin}/healthz`)).status, 200);
  });

  it("keeps its schedule: what couldn't be done is noted, and done when the database is back", async () => {
    away.lose();
    now += 3_600_000;
    await app.tick();
    assert.ok(logged.some(({ event }) => event === "schedule failed"));
    away.find();
    logged.length = 0;

    await app.tick();

    assert.deepEqual(
      logged.filter(({ level }) => level !== "info"),
      [],
    );
    assert.equal(await ready(), 200);
  });

  it("isn't ready when the schedule has stopped turning", async () => {
    now += 3_600_000;

    assert.equal(await ready(), 503);
    await app.tick();
    assert.equal(await ready(), 200);
  });
});
