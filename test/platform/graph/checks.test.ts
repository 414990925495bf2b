import assert from "node:assert/strict";
import { FakeGraph } from "../../harness/graph.ts";
import { TestHouse } from "../../harness/house.ts";

describe("“doctor”, on Microsoft Graph", () => {
  const graph = new FakeGraph();
  const house = new TestHouse();
  before(() => graph.start());
  beforeEach(() => graph.reset());
  afterEach(() => house.close());
  after(() => graph.stop());

  const lines = async (environment: Record<string, string> = {}) => {
    await house.open({ graph, environment });
    const { code, out } = await house.operates("doctor");
    return { code, lines: out.split("\n").filter((line) => line.includes("graph")) };
  };

  it("says that all is well where everything is permitted", async () => {
    const found = await lines();

    assert.equal(found.code, 0);
    assert.deepEqual(
      found.lines.map((line) => line.trim().split(/\s{2,}/)[1] ?? line),
      ["directory", "usage reports", "report settings", "licences", "groups"].map(
        (name) => `graph, ${name}: answers`,
      ),
    );
  });

  it("asks each thing once", async () => {
    await lines();

    assert.equal(graph.asked.length, 5);
  });

  it("names each permission that is missing, and what doesn't work without it", async () => {
    graph.org().permissions.clear();

    const found = await lines({ GRAPH_PRESENCE: "true", GRAPH_AUTOMATIC_REPLIES: "true", TEAMS_APP_ID: "x" });

    assert.equal(found.code, 1);
    assert.equal(found.lines.length, 8);
    assert.match(
      found.lines[0] ?? "",
      /^NOT OK\s+graph, directory: .*User\.Read\.All isn't granted; departments/,
    );
    assert.match(found.lines[1] ?? "", /^NOT OK\s+graph, usage reports: .*Reports\.Read\.All isn't granted/);
    for (const line of found.lines.slice(2)) assert.match(line, /^ok\s+.*: optional: .* isn't granted; /);
  });

  it("doesn't mind that its group and its person don't exist", async () => {
    graph.answers({ to: /groups/, status: 404 });

    const found = await lines();

    assert.equal(found.code, 0);
  });

  it("says of each organisation what is wrong there", async () => {
    const [one, other] = ["11111111-1111-4111-8111-111111111111", "99999999-9999-4999-8999-999999999999"];
    graph.org(other).permissions.delete("Reports.Read.All");

    const found = await lines({ GRAPH_TENANTS: `${one}, ${other}` });

    const wrong = found.lines.filter((line) => line.startsWith("NOT OK"));
    assert.equal(found.lines.length, 10);
    assert.equal(wrong.length, 1);
    assert.match(wrong[0] ?? "", new RegExp(`graph of ${other}, usage reports`));
  });
});
