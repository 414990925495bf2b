import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { sql } from "kysely";
import type { Database } from "../../../src/core/database.ts";
import { lockFolder } from "../../../src/platform/database/lock.ts";
import { databaseFolder, openEmbedded, openServer } from "../../../src/platform/database/open.ts";
import { operator, Started, scratchFolder, startServer } from "../../harness/child.ts";
import { FakeConnector } from "../../harness/connector.ts";
import { serverUrl } from "../../harness/database.ts";
import { testDatabase } from "../../harness/setup.ts";

const TENANT = "11111111-1111-4111-8111-111111111111";

/** Ada, to a started process. */
function adaAt(server: { readonly origin: string }, connector: FakeConnector) {
  let activities = 0;
  const sends = async (activity: object) => {
    activities += 1;
    const response = await fetch(`${server.origin}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        id: `${server.origin}-${activities}`,
        channelId: "msteams",
        serviceUrl: connector.url,
        from: { id: "29:ada", name: "Ada", aadObjectId: "id-of-ada" },
        recipient: { id: "28:bot" },
        conversation: { id: "chat-with-ada", conversationType: "personal", tenantId: TENANT },
        locale: "en-GB",
        ...activity,
      }),
    });
    return response.text();
  };
  return {
    says: (text: string) => sends({ type: "message", text }),
    /** Answers whether it was said to be saved. */
    saves: async (entry: string): Promise<boolean> => {
      const data = { entry, band: "none", task: "draft", app: "word", tip: "a-tip" };
      const body = await sends({
        type: "invoke",
        name: "adaptiveCard/action",
        value: { action: { verb: "time-saved/quick-answer", data } },
      });
      return /"text":"(Noted|Saved)/.test(body);
    },
  };
}

const SILENT = { code: 0, err: "" };

describe("a running server", function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  const connector = new FakeConnector();
  const own = join(scratch.path, "data");
  const where: Record<string, string> =
    serverUrl === undefined ? { DATA_DIR: own } : { DATABASE_URL: serverUrl };
  let server: Awaited<ReturnType<typeof startServer>>;

  before(async () => {
    await testDatabase(); // with a server: its tables are made new here, before anybody else uses them
    await connector.start();
    server = await startServer(where);
  });
  after(async () => {
    await server.killed("SIGKILL");
    await connector.stop();
    scratch.remove();
  });

  it("takes the operator's commands, and prints one JSON value and nothing else", async () => {
    const { code, out, err } = await operator(["doctor", "--json"], where);

    assert.deepEqual({ code, err }, SILENT);
    assert.equal(out.trim().split("\n").length, 1);
    assert.equal((JSON.parse(out) as { ok: boolean }).ok, true);
  });

  it("says that its tables are there already", async () => {
    const { code, out } = await operator(["migrate", "--json"], where);

    assert.deepEqual([code, JSON.parse(out)], [0, { migrated: [] }]);
  });

  it("reads a file from where the operator stands, wherever its name is in the line", async () => {
    const folder = join(scratch.path, "elsewhere");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "staff.csv"), `id,department\n${"a".repeat(36)},HM Testing\n`);

    const { code, out, err } = await operator(
      ["import", "people", "--tenant", TENANT, "staff.csv", "--json"],
      where,
      folder,
    );

    assert.deepEqual({ code, err }, SILENT);
    assert.equal((JSON.parse(out) as { people: number }).people, 1);
  });

  it("sends what is due when it is told to", async () => {
    const { code, out, err } = await operator(["run-due", "--now", "2026-11-24T10:00:00Z", "--json"], where);

    assert.deepEqual({ code, err }, SILENT);
    assert.equal(typeof JSON.parse(out), "object");
  });

  it("answers with an exit code and a sentence when it can't do it", async () => {
    const { code, out, err } = await operator(["import", "people", "nothing.csv", "--json"], where);

    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /^Can't read nothing\.csv\.\n$/);
  });

  if (serverUrl === undefined) {
    const door = () =>
      JSON.parse(readFileSync(join(own, "control.json"), "utf8")) as {
        pid: number;
        port: number;
        token: string;
      };
    const order = (headers: Record<string, string>, body = '{"argv":["doctor"],"from":"/"}') =>
      fetch(`http://127.0.0.1:${door().port}/`, { method: "POST", headers, body });

    it("takes commands only from those who may read its folder", async () => {
      const { token } = door();
      const tried = [
        {},
        { authorization: "Bearer " },
        { authorization: `Bearer ${"0".repeat(token.length)}` },
        { authorization: token.slice(1) },
      ];

      for (const headers of tried) assert.equal((await order(headers as Record<string, string>)).status, 401);
      assert.equal((await order({ authorization: `Bearer ${token}` }, "{")).status, 400);
      assert.equal((await order({ authorization: `Bearer ${token}` })).status, 200);
      assert.equal(statSync(join(own, "control.json")).mode & 0o777, 0o600);
    });

    it("keeps a second server off its database, and names itself", async () => {
      const { code, err } = await new Started("main.ts", [], { ...where, PORT: "0" }).ended;

      assert.equal(code, 1);
      assert.equal(err, `The database is in use by process ${server.process.pid}\n`);
    });
  }

  it("says which port is taken", async () => {
    const other = scratchFolder();
    const taken = new URL(server.origin).port;
    const environment = serverUrl === undefined ? { DATA_DIR: other.path } : where;

    const { code, err } = await new Started("main.ts", [], {
      ...environment,
      PORT: taken,
      LOG_LEVEL: "silent",
    }).ended;
    other.remove();

    assert.deepEqual([code, err], [1, `Port ${taken} is taken; set PORT to another.\n`]);
  });

  it("writes nothing but lines of JSON, whatever a stranger sends", async () => {
    const headers = { "content-type": "application/json", authorization: "Bearer a.b.c" };
    await fetch(`${server.origin}/api/messages`, {
      method: "POST",
      headers,
      body: '{"type":"message","serviceUrl":"x","text":"Ada"}',
    });

    for (const line of server.err.trim().split("\n")) assert.doesNotThrow(() => JSON.parse(line), line);
    assert.ok(!server.err.includes("Ada"));
    assert.equal(server.out, "");
  });

  it("keeps what it called saved when it is killed while saving, again and again", async () => {
    const called: string[] = [];
    await adaAt(server, connector).says("my time");
    for (let round = 0; round < 2; round++) {
      const ada = adaAt(server, connector);
      const save = async (at: number) => {
        const entry = `${round}-${at}`;
        if (await ada.saves(entry)) called.push(entry);
        if (called.length === 40 * (round + 1)) server.process.kill("SIGKILL");
      };
      // Four at a time, until the process is gone in the middle of them.
      const hand = async (first: number) => {
        for (let at = first; server.process.signalCode === null; at += 4) await save(at).catch(() => {});
      };
      await Promise.all([0, 1, 2, 3].map(hand));
      await server.ended;
      server = await startServer(where);
    }

    const ada = adaAt(server, connector);
    assert.equal(await ada.saves("afterwards"), true);
    connector.received.length = 0;
    await ada.says("my time");
    assert.match(JSON.stringify(connector.messages), /Drafting a document/);
    const { code } = await server.killed("SIGTERM");
    const found = await entriesIn(where);
    server = await startServer(where);

    assert.equal(code, 0);
    assert.ok(called.length >= 80, String(called.length));
    assert.deepEqual(
      called.filter((entry) => !found.has(entry)),
      [],
    );
  });

  it("stops in a few seconds when it is told to, also twice, with clients connected, and leaves no lock", async () => {
    const idle = connect(Number(new URL(server.origin).port), "127.0.0.1");
    idle.on("error", () => {});
    idle.write("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: keep-alive\r\n\r\n");
    await new Promise((resolve) => idle.once("data", resolve));
    connector.received.length = 0;
    connector.answers.push("silence"); // a reply is under way, to somebody who doesn't answer
    const asked = adaAt(server, connector)
      .says("help")
      .catch(() => "");
    await connector.heard(({ body }) => body.type === "message");
    const began = process.hrtime.bigint();

    server.process.kill("SIGTERM");
    const { code } = await server.killed("SIGTERM");
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    idle.destroy();
    await asked;

    assert.equal(code, 0);
    assert.ok(seconds < 8, `${seconds} s`);
    if (serverUrl === undefined)
      assert.deepEqual(
        [existsSync(join(own, "database.lock")), existsSync(join(own, "control.json"))],
        [false, false],
      );
  });
});

async function entriesIn(where: Record<string, string>): Promise<ReadonlySet<string>> {
  const db: Database =
    serverUrl === undefined ? openEmbedded(where.DATA_DIR ?? "", () => {}) : openServer(serverUrl);
  const { rows } = await sql<{ entry_id: string }>`select entry_id from time_entry`.execute(db);
  await db.destroy();
  return new Set(rows.map(({ entry_id }) => entry_id));
}

if (serverUrl === undefined)
  describe("a server that isn't running", function () {
    this.timeout(120_000);
    const scratch = scratchFolder();
    after(() => scratch.remove());

    it("leaves nothing half made when it is killed during its very first start", async () => {
      const where = { DATA_DIR: join(scratch.path, "first") };
      const first = new Started("main.ts", [], { ...where, PORT: "0" });
      while (!existsSync(join(where.DATA_DIR, "database.new"))) await new Promise(setImmediate);
      await first.killed("SIGKILL");
      assert.equal(existsSync(join(where.DATA_DIR, "database.new")), true);

      const second = await startServer(where);
      const { code } = await second.killed("SIGTERM");

      assert.equal(code, 0);
      assert.equal(existsSync(join(where.DATA_DIR, "database.new")), false);
    });

    it("doesn't confuse the operator with a door that a killed one left open", async () => {
      const DATA_DIR = join(scratch.path, "first");
      const stale = { pid: 1, port: 1, token: "left behind" };
      writeFileSync(join(DATA_DIR, "control.json"), JSON.stringify(stale));

      const alone = await operator(["doctor", "--json"], { DATA_DIR });
      const release = lockFolder(databaseFolder(DATA_DIR)); // as another command of the operator's would
      const beside = await operator(["doctor", "--json"], { DATA_DIR });
      if (typeof release === "function") release();

      assert.equal(alone.code, 0, alone.err);
      assert.deepEqual([beside.code, beside.out], [1, ""]);
      assert.equal(
        beside.err,
        `The database is in use by process ${process.pid}, which takes no commands just now. Try again shortly.\n`,
      );
    });
  });
