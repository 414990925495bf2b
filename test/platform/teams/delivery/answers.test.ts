import assert from "node:assert/strict";
import { sql } from "kysely";
import { LimitedConnector, rateOf } from "../../../../bench/parts/limited.ts";
import type { Database } from "../../../../src/core/database.ts";
import type { PersonId, TenantId } from "../../../../src/core/person.ts";
import { peopleIn } from "../../../../src/platform/people/people.ts";
import { budgetIn } from "../../../../src/platform/teams/delivery/budget.ts";
import { ledgerIn } from "../../../../src/platform/teams/delivery/ledger.ts";
import { FakeConnector } from "../../../harness/connector.ts";
import { emptyOut } from "../../../harness/database.ts";
import {
  becomes,
  messagesOf,
  planned,
  rowOf,
  Sender,
  standingIn,
  timePasses,
  writesFrom,
} from "../../../harness/sending.ts";
import { testDatabase } from "../../../harness/setup.ts";

const p1 = { tenant: "a" as TenantId, id: "p1" as PersonId };

describe("what Teams answers decides what becomes of a message", () => {
  let db: Database;
  let teams: FakeConnector;
  beforeEach(async () => {
    db = await testDatabase();
    await emptyOut(db);
    teams = new FakeConnector();
    await teams.start();
  });
  afterEach(() => teams.stop());
  const isReached = async () => (await peopleIn(db).contactsOf([p1]))[0] !== undefined;

  const coded = (code: string) => ({ error: { code, message: "No." } });
  const inside = { message: JSON.stringify({ subCode: "MessageWritesBlocked", errorCode: 209 }) };
  for (const [name, status, body, reason] of [
    ["an administrator has switched us off", 403, coded("BotDisabledByAdmin"), "403 BotDisabledByAdmin"],
    ["they have taken us away", 403, coded("BotNotInConversationRoster"), "403 BotNotInConversationRoster"],
    ["they have blocked us", 403, coded("ConversationBlockedByUser"), "403 ConversationBlockedByUser"],
    [
      "we were never put in their chat",
      403,
      coded("ForbiddenOperationException"),
      "403 ForbiddenOperationException",
    ],
    ["they have muted us, which stands inside the message", 403, inside, "403 MessageWritesBlocked"],
    ["403 without a word", 403, {}, "403"],
  ] as const)
    it(`${name}: blocked, and they aren't written to again until they write`, async () => {
      await planned(db, teams.url, "a", 1);
      teams.answers.push({ status, body });

      await new Sender(db).send();

      assert.deepEqual(await rowOf(db, p1), { status: "blocked", reason, attempts: 1 });
      assert.equal(await isReached(), false);
      await planned(db, teams.url, "a", 1, "another");
      await new Sender(db, { outbounds: [messagesOf("note"), messagesOf("another")] }).send();
      assert.equal(teams.received.length, 1);
      assert.deepEqual(await standingIn(db), { blocked: 2 });
    });

  for (const [status, code] of [
    [403, "InvalidBotApiHost"],
    [403, "NotEnoughPermissions"],
    [400, "BadArgument"],
    [401, "BotNotRegistered"],
    [413, "MessageSizeTooBig"],
    [418, "NobodyKnows"],
  ] as const)
    it(`${status} ${code}: our own fault, so it failed, isn't tried again, and they stay reachable`, async () => {
      await planned(db, teams.url, "a", 1);
      teams.answers.push({ status, body: coded(code) });

      await new Sender(db).send();
      await timePasses(db);
      await new Sender(db).send();

      assert.deepEqual(await rowOf(db, p1), { status: "failed", reason: `${status} ${code}`, attempts: 1 });
      assert.equal(teams.received.length, 1);
      assert.equal(await isReached(), true);
    });

  it("500: it may have arrived, so it is unsure and isn't tried again", async () => {
    await planned(db, teams.url, "a", 1);
    teams.answers.push({ status: 500, body: coded("ServiceError") });

    await new Sender(db).send();
    await timePasses(db);
    await new Sender(db).send();

    assert.deepEqual(await rowOf(db, p1), { status: "unsure", reason: "500 ServiceError", attempts: 1 });
    assert.equal(teams.received.length, 1);
  });

  it("500, where whoever runs the product would rather have it twice: it is sent once more, and no third time", async () => {
    await planned(db, teams.url, "a", 1);
    teams.answers.push({ status: 500 }, { status: 500 });

    for (let turn = 0; turn < 3; turn++) {
      await new Sender(db, { unsureAgain: true }).send();
      await timePasses(db);
    }

    assert.equal((await rowOf(db, p1))?.status, "unsure");
    assert.equal(teams.received.length, 2);
  });

  for (const status of [412, 502, 503, 504])
    it(`${status} five times: it failed, and says after how many tries`, async () => {
      await planned(db, teams.url, "a", 1);
      teams.answers.push(...Array.from({ length: 5 }, () => ({ status, headers: { "retry-after": "60" } })));
      const statusAfter: (string | undefined)[] = [];

      for (let turn = 0; turn < 7; turn++) {
        await new Sender(db).send();
        statusAfter.push((await rowOf(db, p1))?.status);
        await timePasses(db);
      }

      assert.deepEqual(statusAfter.slice(0, 5), ["waiting", "waiting", "waiting", "waiting", "failed"]);
      assert.deepEqual(await rowOf(db, p1), {
        status: "failed",
        reason: `too many tries: ${status}`,
        attempts: 5,
      });
      assert.equal(teams.received.length, 5);
    });

  it("429 however often within a day: it was never tried, so it waits, asks less and less often, and arrives", async () => {
    await planned(db, teams.url, "a", 1);
    teams.answers.push(
      ...Array.from({ length: 20 }, () => ({ status: 429, headers: { "retry-after": "1" } })),
    );
    const first = await waitAfter(() => new Sender(db).send());
    for (let turn = 0; turn < 18; turn++) {
      await timePasses(db, 1);
      await new Sender(db).send();
    }
    await timePasses(db);
    const last = await waitAfter(() => new Sender(db).send());
    const before = await rowOf(db, p1);
    await timePasses(db);
    await new Sender(db).send();

    assert.ok(first > 0 && first < 5, `${first} s`);
    assert.ok(last >= 0.5 && last <= 3_600, `${last} s`);
    assert.deepEqual(before, { status: "waiting", reason: "429", attempts: 0 });
    assert.deepEqual(await rowOf(db, p1), { status: "sent", reason: null, attempts: 1 });
    assert.equal(await isReached(), true);
  });

  /** Seconds until it is due again. */
  async function waitAfter(send: () => Promise<unknown>): Promise<number> {
    await send();
    const { rows } = await sql<{ due_at: Date }>`select due_at from delivery`.execute(db);
    return ((rows[0]?.due_at.getTime() ?? 0) - Date.now()) / 1000;
  }

  it("429 from one chat for more than a day: it failed and says so; what isn't throttled again starts afresh", async () => {
    await planned(db, teams.url, "a", 1);
    teams.answers.push(...Array.from({ length: 6 }, () => ({ status: 429 })));
    for (let turn = 0; turn < 5; turn++) {
      await new Sender(db).send();
      await timePasses(db, 6);
    }
    assert.equal((await rowOf(db, p1))?.status, "waiting");

    await new Sender(db).send();

    assert.deepEqual(await rowOf(db, p1), { status: "failed", reason: "throttled too long", attempts: 1 });
    await sql`update delivery set status = 'waiting', attempts = 0, due_at = '2020-01-01'`.execute(db); // asked for again
    teams.answers.push({ status: 429 });
    await new Sender(db).send();
    assert.equal((await rowOf(db, p1))?.status, "waiting");
  });

  it("two refusals days apart are no day of refusals", async () => {
    await planned(db, teams.url, "a", 1);
    teams.answers.push({ status: 429 }, { status: 429 });

    await new Sender(db).send();
    await timePasses(db, 100);
    await new Sender(db).send();

    assert.equal((await rowOf(db, p1))?.status, "waiting");
  });

  it("blocked where they were reached before: where they have written from since stays", async () => {
    await planned(db, teams.url, "a", 1);
    teams.answers.push({ status: 403, body: coded("ConversationBlockedByUser") });
    teams.meanwhile = () => writesFrom(db, p1, "a newer chat");

    await new Sender(db).send();

    assert.equal((await rowOf(db, p1))?.status, "blocked");
    assert.equal((await peopleIn(db).contactsOf([p1]))[0]?.conversation, "a newer chat");
  });

  describe("their chat is gone", () => {
    const gone = { status: 404, body: coded("ConversationNotFound") };
    const made = { status: 201, body: { id: "the new chat" } };
    const pathsOf = () => teams.received.map(({ path }) => path.replace(/.*conversations/, ""));
    const toOld = "/a~1/activities";
    const toNew = "/the%20new%20chat/activities";
    const chat = async () => (await peopleIn(db).contactsOf([p1]))[0]?.conversation;
    beforeEach(() => planned(db, teams.url, "a", 1));

    it("another is made by their Entra id, kept, and written to, once", async () => {
      teams.answers.push(gone, made);

      await new Sender(db).send();

      assert.deepEqual(pathsOf(), [toOld, "", toNew]);
      assert.deepEqual(teams.received[1]?.body, {
        isGroup: false,
        bot: { id: "28:bot", name: "" },
        members: [{ id: "p1", name: "" }],
        tenantId: "a",
        channelData: { tenant: { id: "a" } },
      });
      assert.deepEqual(await rowOf(db, p1), { status: "sent", reason: null, attempts: 1 });
      assert.equal(await chat(), "the new chat");
      await planned(db, teams.url, "a", 1, "another");
      await new Sender(db, { outbounds: [messagesOf("another")] }).send();
      assert.equal(pathsOf().at(-1), toNew);
    });

    for (const [name, status, body] of [
      ["the app isn't installed for them", 403, coded("ForbiddenOperationException")],
      ["403 without a word", 403, {}],
      ["403 by a code that nobody knows", 403, coded("AppNotInstalled")],
      ["nobody is there by that id", 404, coded("NotFound")],
    ] as const)
      it(`${name}: blocked, and they aren't written to again until they write`, async () => {
        teams.answers.push(gone, { status, body });

        await new Sender(db).send();

        const row = await rowOf(db, p1);
        assert.deepEqual([row?.status, row?.reason], ["blocked", "not installed"]);
        assert.equal(await isReached(), false);
        assert.deepEqual(pathsOf(), [toOld, ""]);
      });

    it("making another fails by our own fault: it failed, and they stay reachable", async () => {
      teams.answers.push(gone, { status: 403, body: coded("NotEnoughPermissions") });

      await new Sender(db).send();

      assert.equal((await rowOf(db, p1))?.reason, "403 NotEnoughPermissions");
      assert.equal(await isReached(), true);
    });

    for (const answer of ["hang up", { status: 500 }, { status: 503 }, { status: 201, body: {} }] as const)
      it(`nothing is known of the new one (${JSON.stringify(answer)}): it is tried again, as no message left`, async () => {
        teams.answers.push(gone, answer);
        await new Sender(db).send();
        const after = await rowOf(db, p1);
        await timePasses(db);
        teams.answers.push(gone, made);
        await new Sender(db).send();

        assert.deepEqual([after?.status, after?.attempts], ["waiting", 1]);
        assert.deepEqual(pathsOf(), [toOld, "", toOld, "", toNew]);
        assert.equal((await rowOf(db, p1))?.status, "sent");
      });

    it("the new one is gone as well, at once or at the next try: no third is made", async () => {
      teams.answers.push(gone, made, { status: 503 });
      await new Sender(db).send();
      await timePasses(db);
      teams.answers.push(gone);
      await new Sender(db).send();
      await planned(db, teams.url, "b", 1);
      teams.answers.push(gone, made, gone);
      await new Sender(db).send();

      assert.deepEqual(pathsOf(), [toOld, "", toNew, toNew, "/b~1/activities", "", toNew]);
      assert.deepEqual(await standingIn(db), { blocked: 2 });
    });

    it("what the new one answers is what becomes of the message", async () => {
      teams.answers.push(gone, made, { status: 500 });

      await new Sender(db).send();

      assert.deepEqual(await rowOf(db, p1), { status: "unsure", reason: "500", attempts: 1 });
    });

    it("they write from elsewhere while another is made: that stays where they are reached", async () => {
      teams.answers.push(gone, made);
      teams.meanwhile = async ({ path }) => {
        if (path.endsWith("conversations")) await writesFrom(db, p1, "a newer chat");
      };

      await new Sender(db).send();

      assert.equal((await rowOf(db, p1))?.status, "sent");
      assert.equal(await chat(), "a newer chat");
    });

    it("each call has a moment of its own", async () => {
      const times: number[] = [];
      teams.meanwhile = async () => void times.push(performance.now());
      teams.answers.push(gone, made);

      await new Sender(db, { capPerSecond: 5 }).send();

      const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
      assert.ok(gaps.length === 2 && gaps.every((gap) => gap > 150), `${gaps}`);
    });
  });

  it("two messages to one person leave in order and apart; nobody else waits for it", async () => {
    const times: [string, number][] = [];
    teams.meanwhile = async ({ path }) => void times.push([path, performance.now()]);
    for (const kind of ["first", "second", "third"]) await planned(db, teams.url, "a", 1, kind);
    await sql`update delivery set due_at = due_at + case kind when 'first' then interval '1 s' when 'second' then interval '2 s'
      else interval '3 s' end`.execute(db);
    await planned(db, teams.url, "b", 3, "third");
    const order: string[] = [];
    const outbounds = ["first", "second", "third"].map((kind) =>
      messagesOf(kind, {
        reached: async (ended) => {
          for (const { tenant, slot } of ended) if (tenant === "a") order.push(slot);
        },
      }),
    );

    await new Sender(db, { outbounds, chatGapMs: 400 }).send();

    const own = times.filter(([path]) => path.includes("a~1")).map(([, time]) => time);
    const gaps = own.slice(1).map((time, at) => time - (own[at] ?? 0));
    // They leave 400 ms apart; how soon each arrives is up to a busy machine.
    assert.ok(gaps.length === 2 && gaps.every((gap) => gap > 250), `${gaps}`);
    assert.deepEqual(order, ["first/1", "second/1", "third/1"]);
    assert.ok(times.findLastIndex(([path]) => path.includes("b~")) < times.length - 1);
    assert.deepEqual(await standingIn(db), { sent: 6 });
  });

  it("Teams can't be reached at all: it waits, and arrives once it can", async () => {
    const { url } = teams;
    await teams.stop();
    await planned(db, url, "a", 1);
    await new Sender(db).send();
    assert.equal((await rowOf(db, p1))?.status, "waiting");

    await teams.start();
    await emptyOut(db);
    await planned(db, teams.url, "a", 1);
    await new Sender(db).send();

    assert.equal((await rowOf(db, p1))?.status, "sent");
  });
});

describe("many messages in several tenants", () => {
  let db: Database;
  let connector: LimitedConnector;
  beforeEach(async () => {
    db = await testDatabase();
    await emptyOut(db);
    connector = new LimitedConnector();
    await connector.start();
  });
  afterEach(() => connector.stop());
  const tenant = (name: string, more: object = {}) =>
    connector.tenant(name, { cap: 1000, counting: "bucket", latencyMs: 20, ...more });

  it("502 for every tenth call: each is tried again later, everybody gets one, and the ledger adds up all along", async () => {
    const teams = tenant("a", { lost: 10 });
    await planned(db, connector.url, "a", 200);

    for (let turn = 0; turn < 20; turn++) {
      await new Sender(db).send();
      const standing = await standingIn(db);
      assert.equal((standing.sent ?? 0) + (standing.waiting ?? 0), 200);
      if (standing.waiting === undefined) break;
      await timePasses(db);
    }

    assert.deepEqual(await standingIn(db), { sent: 200 });
    assert.equal(teams.seen.size, 200);
    assert.ok([...teams.seen.values()].every((times) => times === 1));
    assert.ok(teams.calls > 215, `${teams.calls}`);
  });

  it("everything is refused in one tenant: another is served at full pace, and later the first is, once each", async () => {
    const refused = tenant("refused", { cap: 0 });
    const served = tenant("served");
    await planned(db, connector.url, "refused", 40);
    await planned(db, connector.url, "served", 120);
    const sender = new Sender(db, { capPerSecond: 50 });

    const round = sender.send();
    await becomes(() => served.accepted.length === 120);
    await sender.delivery.stop();
    await round;

    assert.ok(rateOf(served.accepted) > 45, `${rateOf(served.accepted)}`);
    assert.deepEqual(await standingIn(db, "served"), { sent: 120 });
    assert.equal(refused.accepted.length, 0);
    assert.ok(refused.calls < 80, `${refused.calls} calls in ${120 / 48} s of rests`);
    assert.ok(sender.said("Teams asked to slow down"));

    refused.cap = 1000;
    while ((await standingIn(db, "refused")).waiting !== undefined) {
      await timePasses(db);
      await new Sender(db, { capPerSecond: 50 }).send();
    }
    assert.deepEqual(await standingIn(db, "refused"), { sent: 40 });
    assert.deepEqual([refused.seen.size, refused.accepted.length], [40, 40]);
  });

  it("a tenant that has something only now isn't kept waiting by a long send in another", async () => {
    const long = tenant("long");
    const short = tenant("short");
    await planned(db, connector.url, "long", 300);
    const sender = new Sender(db, { capPerSecond: 50 });

    const round = sender.send();
    await becomes(() => long.accepted.length > 5);
    await planned(db, connector.url, "short", 5);
    await becomes(() => short.accepted.length === 5);

    assert.ok(long.accepted.length < 250, `${long.accepted.length}`);
    await sender.delivery.stop();
    await round;
  });

  it("a tenant that had to rest goes on when its rest is over, while a long send goes on in another", async () => {
    const long = tenant("long");
    const rests = tenant("rests");
    await planned(db, connector.url, "long", 400);
    await planned(db, connector.url, "rests", 5);
    await budgetIn(db, 50).reserve("rests", 1);
    await budgetIn(db, 50).slow("rests", 60);
    const sender = new Sender(db, { capPerSecond: 50 });

    const round = sender.send();
    await becomes(() => long.accepted.length > 20);
    assert.deepEqual(await standingIn(db, "rests"), { waiting: 5 });
    await sql`update delivery_budget set blocked_until = clock_timestamp() where tenant_id = 'rests'`.execute(
      db,
    );
    await becomes(() => rests.accepted.length === 5);

    assert.ok(long.accepted.length < 350, `${long.accepted.length}`);
    await sender.delivery.stop();
    await round;
  });

  it("a process that dies is noticed while another is in the middle of a long send", async () => {
    const teams = tenant("long");
    await planned(db, connector.url, "long", 300);
    await planned(db, connector.url, "dead", 7);
    const taken = await ledgerIn(db).claim("dead", 7, new Date(), "a process");
    await ledgerIn(db).beat("a process");
    const sender = new Sender(db, { capPerSecond: 50 });

    const round = sender.send();
    await becomes(() => teams.accepted.length > 5);
    assert.deepEqual([taken.length, await standingIn(db, "dead")], [7, { sending: 7 }]);
    await sql`update delivery_sender set seen_at = seen_at - interval '1 minute' where owner = 'a process'`.execute(
      db,
    );
    await becomes(async () => (await standingIn(db, "dead")).unsure === 7);

    assert.ok(teams.accepted.length < 250, `${teams.accepted.length}`);
    await sender.delivery.stop();
    assert.equal((await round).unsure, 7);
  });

  it("a round that is over leaves nobody behind who could be taken for dead", async () => {
    tenant("a");
    await planned(db, connector.url, "a", 5);

    await new Sender(db).send();

    const { rows } = await sql`select from delivery_sender`.execute(db);
    assert.equal(rows.length, 0);
  });

  it("told to stop, it takes on nothing new, ends what is under way, and leaves the rest waiting", async () => {
    const teams = tenant("a", { latencyMs: 300 });
    await planned(db, connector.url, "a", 200);
    const sender = new Sender(db, { capPerSecond: 100 });

    const round = sender.send();
    await becomes(() => teams.accepted.length >= 60);
    const before = teams.accepted.length;
    await sender.delivery.stop();
    const { sent } = await round;

    assert.ok(teams.accepted.length - before <= 1, `${teams.accepted.length - before}`); // it was leaving
    assert.equal(sent, teams.accepted.length);
    assert.deepEqual(await standingIn(db), { sent, waiting: 200 - sent });
    assert.deepEqual((await sender.send()).sent, 0);
    assert.deepEqual(await standingIn(db), { sent, waiting: 200 - sent });
  });
});

describe("what is said of a round", () => {
  let db: Database;
  let teams: FakeConnector;
  beforeEach(async () => {
    db = await testDatabase();
    await emptyOut(db);
    teams = new FakeConnector();
    await teams.start();
  });
  afterEach(() => teams.stop());
  const lineAfter = async (people: number) => {
    await planned(db, teams.url, "a", people);
    teams.answers.push({ status: 403 });
    const sender = new Sender(db);
    await sender.send();
    return sender.logged.find(({ event }) => event === "messages sent")?.facts;
  };

  it("ten or more: the log says how many ended how", async () => {
    assert.deepEqual(await lineAfter(10), {
      waiting: 0,
      sent: 9,
      blocked: 1,
      failed: 0,
      skipped: 0,
      unsure: 0,
    });
  });

  it("fewer than ten: the log doesn't tell that one of them blocked us", async () => {
    assert.deepEqual(await lineAfter(9), {});
  });
});

describe("a feature that fails while its messages are sent", () => {
  let db: Database;
  let connector: LimitedConnector;
  beforeEach(async () => {
    db = await testDatabase();
    await emptyOut(db);
    connector = new LimitedConnector();
    await connector.start();
    for (const name of ["a", "b"]) connector.tenant(name, { cap: 1000, counting: "bucket", latencyMs: 10 });
    await planned(db, connector.url, "a", 15);
    await planned(db, connector.url, "a", 15, "other");
    await planned(db, connector.url, "b", 15, "other");
  });
  afterEach(() => connector.stop());
  const of = async (kind: string) => {
    const standing = await standingIn(db, "b");
    assert.deepEqual(standing, { sent: 15 }, "the other tenant");
    const { rows } = await sql<{ status: string; reason: string | null; n: number }>`
      select status, reason, count(*)::int as n from delivery where kind = ${kind} group by 1, 2`.execute(db);
    return rows;
  };

  it("composing throws: tried later, five times, then failed; others are sent", async () => {
    const broken = messagesOf("note", {
      compose: async () => {
        throw new Error("a bug");
      },
    });
    const sender = () => new Sender(db, { outbounds: [broken, messagesOf("other")] });

    await sender().send();
    const first = await of("note");
    for (let turn = 0; turn < 5; turn++) {
      await timePasses(db);
      await sender().send();
    }

    assert.ok(first.every(({ status, reason }) => status === "waiting" && reason === "not composed"));
    assert.deepEqual(await of("note"), [{ status: "failed", reason: "too many tries: not composed", n: 15 }]);
    assert.deepEqual(await of("other"), [{ status: "sent", reason: null, n: 30 }]);
  });

  it("composing finds the database gone, however often: nothing was tried, and everybody gets theirs when it is back", async () => {
    let isGone = true;
    const lost = messagesOf("note", {
      compose: async (due, run) => {
        if (isGone) throw Object.assign(new Error("no connection"), { code: "ECONNREFUSED" });
        return messagesOf("note").compose(due, run);
      },
    });
    const sender = () => new Sender(db, { outbounds: [lost, messagesOf("other")] });
    for (let turn = 0; turn < 7; turn++) {
      await sender().send();
      await timePasses(db);
    }
    const meanwhile = await of("note");
    isGone = false;

    await sender().send();

    assert.deepEqual(meanwhile, [{ status: "waiting", reason: "not composed", n: 15 }]);
    assert.deepEqual(await of("note"), [{ status: "sent", reason: null, n: 15 }]);
  });

  it("composing answers too few: those without an answer are skipped, and nobody gets another's", async () => {
    const short = messagesOf("note", {
      compose: async (due, run) => (await messagesOf("note").compose(due, run)).slice(1),
    });

    await new Sender(db, { outbounds: [short, messagesOf("other")] }).send();

    const rows = await of("note");
    assert.equal(
      rows.reduce((sum, { n }) => sum + n, 0),
      15,
    );
    assert.ok(rows.some(({ status, reason }) => status === "skipped" && reason === "nothing to say"));
    assert.deepEqual(await of("other"), [{ status: "sent", reason: null, n: 30 }]);
  });

  it("a kind that nobody composes any more has failed; others are sent", async () => {
    await new Sender(db, { outbounds: [messagesOf("other")] }).send();

    assert.deepEqual(await of("note"), [{ status: "failed", reason: "nobody composes it any more", n: 15 }]);
    assert.deepEqual(await of("other"), [{ status: "sent", reason: null, n: 30 }]);
  });

  it("being told what was sent throws: it is logged, everything is sent, and nothing twice", async () => {
    const deaf = messagesOf("note", {
      reached: async () => {
        throw new Error("a bug");
      },
    });
    const sender = new Sender(db, { outbounds: [deaf, messagesOf("other")] });

    await sender.send();

    assert.ok(sender.said("feature not told of what it sent"));
    assert.deepEqual(await standingIn(db), { sent: 45 });
    assert.deepEqual(await of("note"), [{ status: "sent", reason: null, n: 15 }]);
  });
});
