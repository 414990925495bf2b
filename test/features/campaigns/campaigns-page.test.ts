import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { many, organisation } from "../../harness/organisation.ts";
import { Browser } from "../../harness/tab.ts";

const OTHER = "22222222-2222-4222-8222-222222222222";

describe("The page on campaigns", () => {
  const house = new TestHouse();
  let olu: Browser;

  beforeEach(async () => {
    await house.open({ burst: 10_000 });
    await organisation(house, [...many(12, "p", { department: "Digital" }), { id: "olu" }]);
    await organisation(house, many(12, "x", {}), OTHER);
    await house.operates(`role give administrator olu --tenant ${TENANT} --by ops`);
    olu = new Browser(house, { tenant: TENANT as TenantId, id: "olu" as PersonId });
  });
  afterEach(() => house.close());

  async function campaign(tenant = TENANT, audience = "everyone", send = true): Promise<string> {
    const { id } = await house.asks(
      `campaign create --tip any --audience ${audience} --by grace --tenant ${tenant}`,
    );
    if (send) {
      await house.operates(`campaign approve ${id} --by alan`);
      await house.operates(`campaign send ${id}`);
    }
    return String(id);
  }
  const page = async (query = "") => (await olu.asks(`/tab/campaigns${query}`)).text;
  const stateOf = async (id: string) => (await house.asks(`campaign status ${id}`)).state as unknown;
  async function does(title: string, yes: string) {
    const asked = await olu.presses(await page(), title);
    assert.equal(asked.status, 200);
    const done = await olu.presses(asked.text, yes);
    assert.equal(done.status, 303, done.text);
    return (await olu.asks(done.headers.get("location") ?? "")).text;
  }

  it("says that there are none", async () => {
    assert.match(await page(), /There are no campaigns\./);
  });

  it("shows how far each is, and what became of its messages", async () => {
    await campaign();
    const text = await page();

    assert.match(text, /Going out/);
    assert.match(text, /<dt>People it is for<\/dt><dd>13<\/dd>/);
    assert.match(text, /<dt>Waiting<\/dt><dd>13<\/dd>/);
    await house.runsDue("2026-11-24T10:00:00Z");
    assert.match(await page(), /Every message has come to an end/);
  });

  it("pauses one, lets it go on and ends it, each after a question, and each on record with who did", async () => {
    const id = await campaign();
    const paused = await does("Pause", "Yes, pause it");
    const standing = await stateOf(id);
    const resumed = await does("Go on", "Yes, go on");
    const ended = await does("End it", "Yes, end it");

    assert.match(paused, /The campaign is paused\./);
    assert.equal(standing, "paused");
    assert.match(resumed, /The campaign goes on\./);
    assert.match(ended, /The campaign has ended\./);
    assert.equal(await stateOf(id), "cancelled");
    const { audit_event: events = [] } = await house.everything();
    assert.deepEqual(
      events
        .filter(({ what }) => String(what).startsWith("campaign"))
        .map(({ by_whom, what, facts }) => [by_whom, what, facts]),
      ["pause", "resume", "cancel"].map((step) => ["olu", `campaign ${step}`, { campaign: Number(id) }]),
    );
  });

  it("does nothing until they are sure, and once however often it is sent", async () => {
    const id = await campaign();
    const asked = await olu.presses(await page(), "End it");
    const before = await stateOf(id);
    const [one, two] = [
      await olu.presses(asked.text, "Yes, end it"),
      await olu.presses(asked.text, "Yes, end it"),
    ];

    assert.equal(before, "sending");
    assert.deepEqual([one.status, two.status], [303, 303]);
    const { campaign_event: events = [] } = await house.everything();
    assert.equal(events.filter(({ step }) => step === "cancel").length, 1);
  });

  it("says so where somebody changed it meanwhile", async () => {
    const id = await campaign();
    const asked = await olu.presses(await page(), "Pause");
    await house.operates(`campaign cancel ${id}`);
    const answer = await olu.presses(asked.text, "Yes, pause it");

    assert.equal(answer.status, 400);
    assert.match(answer.text, /somebody changed the campaign meanwhile/);
  });

  it("neither shows nor touches another organisation’s", async () => {
    const theirs = await campaign(OTHER);
    await campaign();
    const text = await page();
    const { fields } = {
      fields: { do: "cancel", sure: "yes", campaign: theirs, seal: olu.seal, turn: crypto.randomUUID() },
    };
    const answer = await olu.sends("/tab/campaigns/act", fields);

    assert.doesNotMatch(text, new RegExp(`id="campaign-${theirs}"`));
    assert.equal(answer.status, 404);
    assert.equal(await stateOf(theirs), "sending");
  });

  it("tells of a few people neither how far it is nor what became of each message", async () => {
    await campaign(TENANT, "department:Digital", false);
    house.files.set("few.csv", "id\np1\np2\np3");
    await house.operates(`campaign create --tip any --audience list:few.csv --by grace --tenant ${TENANT}`);
    await house.operates("campaign approve 2 --by alan");
    await house.operates("campaign send 2");
    await house.runsDue("2026-11-24T10:00:00Z");
    const [few = ""] = (await page()).split("campaign-1");

    assert.match(few, /that would tell of a few people/);
    assert.doesNotMatch(few, /<progress|<dt>Sent|<dt>Left out/);
    assert.match(few, /<strong class="tag">Sent</);
  });

  it("doesn’t go on asking of a few people’s, which would tell whether one of them had theirs", async () => {
    house.files.set("few.csv", "id\np1\np2\np3");
    await house.operates(`campaign create --tip any --audience list:few.csv --by grace --tenant ${TENANT}`);
    await house.operates("campaign approve 1 --by alan");
    await house.operates("campaign send 1");
    const waiting = await page();
    await house.runsDue("2026-11-24T10:00:00Z");

    assert.doesNotMatch(waiting, /Going out|live\.js|data-live="going"/);
    const withoutTurns = (text: string) => text.replace(/name="turn" value="[^"]*"/g, "");
    assert.equal(withoutTurns(await page()), withoutTurns(waiting));
  });

  it("says that something was done only where it was, whatever the address says", async () => {
    const id = await campaign();
    const claimed = await page(`?done=pause&campaign=${id}`);
    const done = await does("Pause", "Yes, pause it");

    assert.doesNotMatch(claimed, /The campaign is paused\./);
    assert.match(done, /The campaign is paused\./);
    assert.doesNotMatch(await page("?done=pause"), /The campaign is paused\./);
    assert.doesNotMatch(await page(`?done=cancel&campaign=${id}`), /The campaign has ended\./);
  });

  it("brings itself up to date with a script of ours while messages go out, and works without", async () => {
    await campaign();
    const going = await page();
    const script = await olu.asks("/tab/live.js");
    await house.runsDue("2026-11-24T10:00:00Z");

    assert.match(going, /<script src="\/tab\/live\.js" defer>/);
    assert.match(going, /role="status" data-live="going"/);
    assert.match(script.headers.get("content-type") ?? "", /javascript/);
    assert.doesNotThrow(() => runInNewContext(script.text, { document: { querySelector: () => null } }));
    assert.doesNotMatch(await page(), /live\.js/);
  });

  it("speaks Welsh", async () => {
    await campaign();

    assert.match(await page("?lang=cy"), /Pobl y mae ar eu cyfer/);
  });
});
