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
    ["their chat is gone", 404, coded("ConversationNotFound"), "not installed"],
    ["the message in their chat is gone", 404, coded("ActivityNotFoundInConversation"), "not installed"],
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

  for (const status of [412, 429, 502, 503, 504])
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
