import assert from "node:assert/strict";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { FakeGraph } from "../../harness/graph.ts";
import { TENANT, TestHouse, textOf } from "../../harness/house.ts";
import { Browser, formWith } from "../../harness/tab.ts";

const PATH = "/tab/administration";

describe("The page for administrators", () => {
  const house = new TestHouse();
  let olu: Browser;

  beforeEach(async () => {
    await house.open({
      burst: 10_000,
      environment: { HOLD_OUT_PERCENT: "5", PRIVACY_CONTACT: "privacy@example.gov.uk" },
    });
    for (const name of ["Olu", "Ada"]) await house.person(name).meets();
    await house.operates(`role give administrator id-of-olu --tenant ${TENANT} --by ops`);
    olu = new Browser(house, { tenant: TENANT as TenantId, id: "id-of-olu" as PersonId });
  });
  afterEach(() => house.close());

  const page = async (query = "") => (await olu.asks(`${PATH}${query}`)).text;
  const events = async () =>
    ((await house.everything()).audit_event ?? []).filter(({ what }) => what !== "looked");

  /** Through the question whether they are sure. */
  async function does(title: string, yes: string, inputs: Record<string, string> = {}) {
    const asked = await olu.presses(await page(), title, inputs);
    assert.equal(asked.status, 200, asked.text);
    const done = await olu.presses(asked.text, yes);
    assert.equal(done.status, 303, done.text);
    return (await olu.asks(done.headers.get("location") ?? "")).text;
  }

  it("gives and takes roles, once they are sure, and puts on record who did", async () => {
    const given = await does("Give the role", "Yes, give the role", {
      person: "ID-of-Ada ",
      role: "champion",
    });
    const list = (await house.operates(`role list --tenant ${TENANT}`)).out;
    const taken = await does("Take away the role Champion", "Yes, take the role away");

    assert.match(given, /The role was given\./);
    assert.match(list, /champion {2}id-of-ada/);
    assert.match(taken, /The role was taken away\./);
    assert.doesNotMatch((await house.operates(`role list --tenant ${TENANT}`)).out, /ada/);
    assert.deepEqual(
      (await events()).slice(1).map(({ by_whom, what, facts }) => [by_whom, what, facts]),
      [
        ["id-of-olu", "role given", { role: "champion" }],
        ["id-of-olu", "role taken", { role: "champion" }],
      ],
    );
  });

  it("says what is wrong where nobody is known by an id, and changes nothing", async () => {
    const answer = await olu.presses(await page(), "Give the role", { person: "nobody", role: "analyst" });

    assert.equal(answer.status, 400);
    assert.match(answer.text, /role="alert">Nobody by that id is known/);
    assert.equal((await events()).length, 1);
  });

  it("pauses everything and lets it go on, on record", async () => {
    const paused = await does("Pause everything", "Yes, pause everything");
    const standing = await house.operates("run-due");
    const resumed = await does("Go on", "Yes, go on");

    assert.match(paused, /Everything is paused\./);
    assert.match(standing.out, /Everything is paused/);
    assert.match(resumed, /Messages go out again/);
    assert.deepEqual(
      (await events()).slice(1).map(({ what }) => what),
      ["all paused", "all resumed"],
    );
  });

  it("says that something was done only where it was, whatever the address says", async () => {
    const claims = ["pause", "give", "take"];
    for (const done of claims) assert.doesNotMatch(await page(`?done=${done}`), /class="done"/, done);
    await does("Give the role", "Yes, give the role", { person: "id-of-ada", role: "champion" });
    await does("Pause everything", "Yes, pause everything");

    assert.match(await page("?done=pause"), /Everything is paused\./);
    for (const done of ["resume", "take"])
      assert.doesNotMatch(await page(`?done=${done}`), /class="done"/, done);
  });

  it("lets nobody pause everything where other organisations would be paused with theirs", async () => {
    await house.person("Xi", "22222222-2222-4222-8222-222222222222").meets();
    const text = await page();
    const { fields } = formWith(text, "Give the role");
    fields.set("do", "pause");
    fields.set("sure", "yes");
    const answer = await olu.sends(`${PATH}/act`, fields);

    assert.doesNotMatch(text, /Pause everything/);
    assert.equal(answer.status, 400);
    assert.match(answer.text, /Several organisations share this installation/);
  });

  it("shows the settings in force, to be read only", async () => {
    const text = await page();

    assert.match(text, /5 in 100, drawn by person/);
    assert.match(text, /privacy@example\.gov\.uk/);
    assert.match(text, /They can’t be changed here/);
  });

  it("shows what is on record, the newest first, page by page and as a file", async () => {
    for (let at = 0; at < 60; at++) {
      house.now = new Date(house.now.getTime() + 1000);
      await house.operates(
        `role ${at % 2 === 0 ? "give" : "take"} analyst id-of-ada --tenant ${TENANT} --by ops-${at}`,
      );
    }
    const [first, second] = [await page(), await page("?record=2")];
    const csv = (await olu.asks(`${PATH}/record.csv`)).text.split("\r\n");

    assert.ok(first.indexOf("ops-59") < first.indexOf("ops-58"));
    assert.match(first, /Page 1 of 2/);
    assert.doesNotMatch(first, /ops-3</);
    assert.match(second, /ops-3</);
    assert.ok(csv.length > 60 && csv[1]?.includes("id-of-olu"), csv[1]);
  });

  it("has nobody’s id on record who was forgotten, while what was done stays", async () => {
    await does("Give the role", "Yes, give the role", { person: "id-of-ada", role: "analyst" });
    const mine = textOf(await house.person("Olu").says("my data"));
    await house.person("Olu").presses(await house.person("Olu").says("forget me"), "Erase it all");
    const { audit_event: left = [] } = await house.everything();

    assert.match(mine, /What you did that stands on record/);
    assert.doesNotMatch(JSON.stringify(await house.everything()), /id-of-olu/);
    assert.ok(left.some(({ what, by_whom }) => what === "role given" && by_whom === "forgotten"));
  });

  it("asks nothing of Microsoft Graph however often it is opened, and says that “doctor” does", async () => {
    const graph = new FakeGraph();
    await graph.start();
    const other = new TestHouse();
    await other.open({ graph });
    const opened = await new Browser(other, { tenant: TENANT as TenantId, id: "olu" as PersonId }, [
      "administrator",
    ]).asks(PATH);
    const byThePage = graph.asked.length;
    await other.operates("doctor");
    const byDoctor = graph.asked.length;
    await other.close();
    await graph.stop();

    assert.equal(opened.status, 200);
    assert.match(opened.text, /checks found|found something wrong/);
    assert.match(opened.text, /At the command line “doctor” asks it as well/);
    assert.equal(byThePage, 0);
    assert.ok(byDoctor > 0);
  });

  it("speaks Welsh, and shows what was done in it", async () => {
    const text = await page("?lang=cy");

    assert.match(text, /<h1>Gweinyddu<\/h1>/);
    assert.match(text, /Rhoi rôl/);
  });
});
