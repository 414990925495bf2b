import assert from "node:assert/strict";
import type { Database } from "../../../src/core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../../src/core/person.ts";
import { peopleIn } from "../../../src/platform/people/people.ts";
import { remembered } from "../../../src/platform/people/remembered.ts";
import { emptyOut } from "../../harness/database.ts";
import { testDatabase } from "../../harness/setup.ts";

const keyOf = (id: string, tenant = "tenant-a"): PersonKey => ({
  tenant: tenant as TenantId,
  id: id as PersonId,
});
const ada = keyOf("ada");
const contact = {
  conversation: "chat",
  serviceUrl: "https://smba.trafficmanager.net/emea/",
  bot: "28:bot",
  teamsId: "29:ada",
};
const guess = { language: "cy", zone: "Europe/Lisbon" } as const;
const now = new Date("2026-11-24T10:00:00Z");

const nothingElse = async () => {};

for (const [name, made] of [
  ["the people we know", peopleIn],
  ["the people we know, remembered", (db: Database) => remembered(peopleIn(db))],
] as const)
  describe(name, () => {
    let people: ReturnType<typeof peopleIn>;
    beforeEach(async () => {
      const db = await testDatabase();
      await emptyOut(db);
      people = made(db);
    });
    const meets = (key = ada, where = contact, makeNew = true) =>
      people.meet(key, where, guess, now, makeNew);

    it("are met with what their client tells, and told apart by tenant", async () => {
      const met = await meets();

      assert.deepEqual(
        [met.language, met.zone, met.setUp, met.greeted],
        ["cy", "Europe/Lisbon", false, false],
      );
      assert.deepEqual(await people.find(ada), met);
      assert.equal(await people.find(keyOf("ada", "tenant-b")), undefined);
      assert.equal((await people.contactsOf([keyOf("ada", "tenant-b")]))[0], undefined);
    });

    it("stay as they chose when their client tells otherwise", async () => {
      await people.choose(ada, { language: "en", zone: "Europe/London", setUp: true });
      await meets();
      const again = await people.meet(
        ada,
        contact,
        { language: "cy", zone: "Asia/Tokyo" },
        new Date("2026-12-01T10:00:00Z"),
        true,
      );

      assert.deepEqual([again.language, again.zone], ["en", "Europe/London"]);
    });

    it("are read as they are after each thing that is done to them", async () => {
      await meets();
      assert.equal((await meets()).greeted, false);
      await people.greet(ada);
      assert.equal((await meets()).greeted, true);
      await people.ungreet(ada);
      assert.equal((await meets()).greeted, false);
      await people.choose(ada, { language: "cy" });
      assert.equal((await meets()).language, "cy");
      await people.enrol([{ ...ada, grade: "g7" }]);
      assert.equal((await meets()).grade, "g7");
      await people.lose(ada, "blocked");
      assert.equal((await people.contactsOf([ada]))[0], undefined);
      await meets();
      assert.deepEqual((await people.contactsOf([ada]))[0], contact);
      await people.erase(ada, nothingElse);
      assert.equal((await meets(ada, contact, false)).known, false);
    });

    it("aren't brought back by an old card once they were forgotten", async () => {
      await meets();
      await people.erase(ada, nothingElse);

      const stranger = await meets(ada, contact, false);

      assert.equal(stranger.setUp, false);
      assert.equal(await people.find(ada), undefined);
      assert.equal((await people.contactsOf([ada]))[0], undefined);
    });

    it("are met once, however many turns come at once", async () => {
      await Promise.all(Array.from({ length: 10 }, () => meets()));

      assert.deepEqual(await people.count(), { known: 1, reachable: 1 });
    });

    it("are welcomed once, however often they are announced", async () => {
      await meets();

      const first = await Promise.all(Array.from({ length: 10 }, () => people.greet(ada)));

      assert.equal(first.filter(Boolean).length, 1);
    });

    it("are reached where they last wrote from, and nowhere once the bot is taken away", async () => {
      await meets();
      await meets(ada, { ...contact, conversation: "another chat" });
      assert.equal((await people.contactsOf([ada]))[0]?.conversation, "another chat");

      await people.lose(ada, "removed");

      assert.equal((await people.contactsOf([ada]))[0], undefined);
    });

    it("aren't lost by what an older chat answered, nor moved by it", async () => {
      await meets();
      await meets(ada, { ...contact, conversation: "another chat" });

      await people.lose(ada, "blocked", contact);
      await people.renew(ada, contact, "made for the older");
      assert.equal((await people.contactsOf([ada]))[0]?.conversation, "another chat");

      await people.renew(ada, { ...contact, conversation: "another chat" }, "made for this");
      assert.equal((await people.contactsOf([ada]))[0]?.conversation, "made for this");
      await people.lose(ada, "blocked", { ...contact, conversation: "made for this" });
      assert.equal((await people.contactsOf([ada]))[0], undefined);
    });

    it("are found together in the order they were asked for, and so is where they are reached", async () => {
      await meets(ada);
      await meets(keyOf("ada", "tenant-b"), { ...contact, conversation: "b's chat" });
      await people.enrol([keyOf("listed")]);
      const keys = [keyOf("listed"), keyOf("ada", "tenant-b"), keyOf("nobody"), ada];

      const found = await people.findAll(keys);
      const contacts = await people.contactsOf(keys);

      assert.deepEqual(
        found.map((one) => one && [one.person.tenant, one.person.id, one.heardOn]),
        [
          ["tenant-a", "listed", undefined],
          ["tenant-b", "ada", "2026-11-24"],
          undefined,
          ["tenant-a", "ada", "2026-11-24"],
        ],
      );
      assert.deepEqual(
        contacts.map((one) => one?.conversation),
        [undefined, "b's chat", undefined, "chat"],
      );
    });

    it("keep what they said of themselves when the staff list says otherwise", async () => {
      await people.choose(ada, { grade: "seo", setUp: true });

      const counted = await people.enrol([
        { ...ada, grade: "aa", department: "HM Testing" },
        { ...keyOf("ben"), grade: "aa", manager: "ada" as PersonId },
      ]);

      assert.deepEqual(counted, { added: 1, changed: 1 });
      assert.deepEqual(
        [(await people.find(ada))?.grade, (await people.find(keyOf("ben")))?.grade],
        ["seo", "aa"],
      );
    });

    it("are gone once erased, also as somebody's manager, and nobody else is", async () => {
      await people.enrol([
        { ...ada },
        { ...keyOf("ben"), manager: "ada" as PersonId },
        { ...keyOf("cat", "tenant-b"), manager: "ada" as PersonId },
      ]);

      assert.equal(await people.erase(ada, nothingElse), true);

      assert.equal(await people.find(ada), undefined);
      assert.ok(!JSON.stringify(await people.export(keyOf("ben"))).includes("ada"));
      assert.match(JSON.stringify(await people.export(keyOf("cat", "tenant-b"))), /ada/);
      assert.equal(await people.erase(ada, nothingElse), false);
    });

    it("read as not having chosen where a choice is no longer offered", async () => {
      await people.choose(ada, { grade: "no-such-grade" as never, apps: ["word", "clippy" as never] });

      const found = await people.find(ada);

      assert.deepEqual([found?.grade, found?.apps], [undefined, ["word"]]);
    });

    for (const id of ["'; drop table person; --", "🙂", "‮abc", "%", "x".repeat(64)])
      it(`may be called anything: ${JSON.stringify(id.slice(0, 20))}`, async () => {
        await meets(keyOf(id));

        assert.equal((await people.find(keyOf(id)))?.id, id);
      });
  });
