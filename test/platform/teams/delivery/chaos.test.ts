import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { KyselyPlugin } from "kysely";
import { LimitedConnector } from "../../../../bench/parts/limited.ts";
import type { Database } from "../../../../src/core/database.ts";
import { migrate } from "../../../../src/platform/database/migrate.ts";
import { openEmbedded, openServer } from "../../../../src/platform/database/open.ts";
import { scratchFolder } from "../../../harness/child.ts";
import { Cluster, canMakeCluster } from "../../../harness/cluster.ts";
import { emptyOut, serverUrl } from "../../../harness/database.ts";
import { type Losable, losableDatabase } from "../../../harness/losable.ts";
import {
  becomes,
  messagesOf,
  planned,
  Sender,
  sendersFallSilent,
  standingIn,
  timePasses,
} from "../../../harness/sending.ts";
import { migrationsOfAll, testDatabase } from "../../../harness/setup.ts";

const ALL = 200;
const TAKEN_ON = 20; // ten that leave, and ten that were taken on just before the last of them left
const PACE = 100;
const PACED = { capPerSecond: PACE };

let connector: LimitedConnector;
let teams: ReturnType<LimitedConnector["tenant"]>;
const atAll = async () => {
  connector = new LimitedConnector();
  await connector.start();
  teams = connector.tenant("a", { cap: 1000, counting: "bucket", latencyMs: 100 });
};
const nobodyGotTwo = () =>
  assert.deepEqual(
    [...teams.seen].filter(([, times]) => times > 1),
    [],
  );

describe("a process is killed while it sends", () => {
  const children = new Set<ChildProcess>();
  beforeEach(atAll);
  afterEach(() => {
    for (const child of children) child.kill("SIGKILL");
    children.clear();
    connector.stop();
  });

  /** Sends to 200 people, and is killed when so many have theirs. */
  async function killed(where: string, at: number): Promise<void> {
    const file = fileURLToPath(new URL("../../../../bench/parts/replica.ts", import.meta.url));
    const loader = createRequire(import.meta.url).resolve("tsx");
    const seed = JSON.stringify({ a: ALL });
    const child = spawn(process.execPath, ["--import", loader, file, where, connector.url, seed], {
      env: { ...process.env, BENCH_CAP: String(PACE) },
      stdio: ["ignore", "ignore", "inherit"],
    });
    children.add(child);
    const ended = once(child, "exit");
    await becomes(() => teams.accepted.length >= at || child.exitCode !== null);
    child.kill("SIGKILL");
    await ended;
    assert.ok(teams.accepted.length < ALL, "it was killed too late");
  }

  /** Another process finds out that the first is dead, and goes on to the end. */
  async function survivorFinishes(db: Database): Promise<void> {
    const survivor = new Sender(db, { ...PACED, outbounds: [messagesOf("bench")] });
    const posted = teams.accepted.length;
    const recorded = (await standingIn(db)).sent ?? 0;

    const alone = await survivor.send();
    await sendersFallSilent(db);
    const { unsure } = await survivor.send();

    assert.equal(alone.unsure, 0); // it may only have been slow
    const { sent = 0, unsure: known = 0, ...others } = await standingIn(db);
    assert.deepEqual(others, {});
    assert.deepEqual([sent + known, known], [ALL, unsure]);
    assert.ok(unsure <= posted - recorded + TAKEN_ON, `${unsure} unsure, ${posted - recorded} under way`);
    nobodyGotTwo();
    assert.ok(teams.seen.size >= sent && teams.seen.size <= ALL, `${teams.seen.size} of ${sent}`);
  }

  for (const percent of [30, 70])
    for (const time of serverUrl === undefined ? ["once"] : ["once", "twice", "three times"])
      it(`at ${percent} %, ${time}: none is lost, nobody gets two, and who is in doubt is known`, async () => {
        const folder = scratchFolder();
        if (serverUrl !== undefined) await emptyOut(await testDatabase());
        await killed(serverUrl ?? folder.path, (ALL * percent) / 100);
        const db = serverUrl === undefined ? openEmbedded(folder.path, () => {}) : await testDatabase();
        try {
          await survivorFinishes(db);
        } finally {
          if (serverUrl === undefined) await db.destroy();
          folder.remove();
        }
      });
});

describe("the database is lost while messages are sent", () => {
  let way: Losable;
  beforeEach(async () => {
    await atAll();
    await emptyOut(await testDatabase());
    way = await losableDatabase();
  });
  afterEach(async () => {
    way.find();
    await way.close();
    connector.stop();
  });

  async function endsWell(sender: Sender, count: number): Promise<void> {
    const db = await testDatabase();
    const { sent, sending = 0 } = await standingIn(db);
    assert.deepEqual([sent, sending], [teams.accepted.length, 0]);
    for (let turn = 0; turn < 5 && (await standingIn(db)).waiting !== undefined; turn++) {
      await timePasses(db);
      await sender.send();
    }
    assert.deepEqual(await standingIn(db), { sent: count });
    assert.equal(teams.seen.size, count);
    nobodyGotTwo();
  }

  for (const [when, reached] of [
    ["early", 5],
    ["midway", 60],
  ] as const)
    it(`${when}, for two seconds: what became of each is written when it is back, and nobody gets two`, async () => {
      await planned(await testDatabase(), connector.url, "a", 120);
      const sender = new Sender(way.db, PACED);
      const round = sender.send().catch(() => {}); // a round may end with it; the next one goes on
      await becomes(() => teams.accepted.length >= reached);

      way.lose();
      await becomes(() => sender.said("results kept back: database out of reach"));
      const lostAt = performance.now();
      await becomes(() => performance.now() - lostAt > 2_000);
      way.find();
      await round;

      await endsWell(sender, 120);
    });

  it("and falls silent before it is gone: the same", async () => {
    await planned(await testDatabase(), connector.url, "a", 120);
    const sender = new Sender(way.db, PACED);
    const round = sender.send().catch(() => {});
    await becomes(() => teams.accepted.length >= 30);

    way.hang();
    const [lostAt, before] = [performance.now(), teams.accepted.length];
    await becomes(() => performance.now() - lostAt > 1_500);
    assert.ok(teams.accepted.length - before <= TAKEN_ON, "it went on without taking anything on");
    way.find();
    await round;

    await endsWell(sender, 120);
  });

  it("for a minute: another process may call it dead, and it still knows better when it is back", async () => {
    const db = await testDatabase();
    await planned(db, connector.url, "a", 60);
    const sender = new Sender(way.db, PACED);
    const round = sender.send().catch(() => {});
    await becomes(() => teams.accepted.length >= 20);

    way.lose();
    await becomes(() => sender.said("results kept back: database out of reach"));
    await sendersFallSilent(db);
    const doubted = (await new Sender(db, PACED).send()).unsure;
    way.find();
    await round;

    assert.ok(doubted > 0);
    const { sent = 0, unsure = 0, ...others } = await standingIn(db);
    assert.deepEqual([sent + unsure, others], [60, {}]);
    assert.equal(sent, teams.seen.size);
    assert.ok(unsure <= TAKEN_ON, `${unsure}`);
    nobodyGotTwo();
  });

  for (const lost of ["what it takes on", "where people are reached", "how it ended", "the next moment"])
    it(`and the answer to one question never comes, ${lost}: nobody stays on their way, nobody gets two`, async () => {
      const db = await testDatabase();
      await planned(db, connector.url, "a", 60);
      const sender = new Sender(db.withPlugin(answerLost(lost)), PACED);

      await sender.send();

      await endsWell(sender, 60);
    });
});

if (serverUrl !== undefined && canMakeCluster)
  describe("PostgreSQL itself is killed while messages are sent", () => {
    let cluster: Cluster;
    let db: Database;
    beforeEach(async () => {
      await atAll();
      cluster = new Cluster();
      await cluster.start();
      db = openServer(cluster.url);
      await migrate(db, migrationsOfAll());
    });
    afterEach(async () => {
      await db.destroy();
      cluster.stop();
      connector.stop();
    });

    it("twice, under two processes: none is lost, nobody gets two, and what was noted is still noted", async () => {
      await planned(db, connector.url, "a", ALL);
      const senders = [new Sender(db, PACED), new Sender(db, PACED)];
      const recorded: number[] = [];
      for (const at of [30, 110]) {
        const rounds = senders.map((sender) => sender.send().catch(() => {}));
        await becomes(() => teams.accepted.length >= at);
        recorded.push((await standingIn(db)).sent ?? 0);

        cluster.kill();
        cluster.restart();
        await Promise.all(rounds);

        assert.ok(((await standingIn(db)).sent ?? 0) >= (recorded.at(-1) ?? 0), "what was noted is gone");
      }

      for (let turn = 0; turn < 10 && (await standingIn(db)).sent !== ALL; turn++) {
        await timePasses(db);
        await Promise.all(senders.map((sender) => sender.send().catch(() => {})));
        await sendersFallSilent(db);
      }
      const { sent = 0, unsure = 0, ...others } = await standingIn(db);
      assert.deepEqual([sent + unsure, others], [ALL, {}]);
      assert.ok(unsure <= 2 * 2 * TAKEN_ON, `${unsure} in doubt after two times in two processes`);
      assert.ok(teams.seen.size >= sent && teams.seen.size <= sent + unsure, `${teams.seen.size} of ${sent}`);
      nobodyGotTwo();
    });
  });

const questions: Readonly<Record<string, RegExp>> = {
  "what it takes on": /set status = 'sending'/,
  "where people are reached": /select p\.\* from person/,
  "how it ended": /set status = t\.status/,
  "the next moment": /insert into delivery_budget/,
};

/** The database does what it is asked, and the line breaks before it can say so: the second time it is asked. */
function answerLost(which: string): KyselyPlugin {
  const asked = new Map<unknown, number>();
  let times = 0;
  return {
    transformQuery({ node, queryId }) {
      if (node.kind === "RawNode" && questions[which]?.test(node.sqlFragments.join("?")))
        asked.set(queryId, ++times);
      return node;
    },
    async transformResult({ result, queryId }) {
      if (asked.get(queryId) === 2)
        throw Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" });
      return result;
    },
  };
}
