import assert from "node:assert/strict";
import { TestHouse } from "../harness/house.ts";
import { reference } from "./shared.ts";

describe("what Teams really sends", () => {
  const house = new TestHouse();
  before(() => house.open());
  after(() => house.close());

  const published = (file: string) => ({
    ...JSON.parse(reference(`graph/samples/${file}`)),
    serviceUrl: house.connector.url, // so that the answer comes here
  });

  it("is answered: a message as Microsoft's documentation shows it", async () => {
    const { status } = await house.post(published("bot.message-activity.json"));

    assert.equal(status, 200);
    assert.equal(house.connector.messages.length, 1);
  });

  it("takes the time zone from where that message has it", async () => {
    const activity = published("bot.message-activity.json");

    await house.post(activity);
    const person = await house.app.people.find({
      tenant: activity.channelData.tenant.id,
      id: activity.from.aadObjectId,
    });

    assert.equal(person?.zone, "America/Los_Angeles");
  });

  it("is left unanswered where nobody expects an answer: a read receipt", async () => {
    const before = house.connector.received.length;

    const { status } = await house.post(published("bot.read-receipt-event.json"));

    assert.equal(status, 200);
    assert.equal(house.connector.received.length, before);
  });

  it("counts as blocked when the reader has blocked the bot, and isn't tried again", async () => {
    const ada = house.person("Ada");
    await ada.installs();
    house.connector.answers.push({
      status: 403,
      body: JSON.parse(reference("graph/samples/bot-connector.403-message-writes-blocked.json")),
    });

    const first = await house.runsDue("2026-11-24T10:00:00Z");
    const second = await house.runsDue("2026-11-24T10:01:00Z");

    assert.equal(first.blocked, 1);
    assert.equal(second.planned, 0);
  });
});
