import assert from "node:assert/strict";
import { Room } from "../../harness/channel.ts";
import { buttonsOf, type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { champion, publishes } from "./telling.ts";

const OTHER = "22222222-2222-4222-8222-222222222222";
const WEDNESDAY = "2026-11-25T10:00:00Z";
const WEEK_LATER = "2026-12-02T10:00:00Z";

describe("The story of the week in a channel", () => {
  let house: TestHouse;
  let ada: Staff;
  let bob: Staff;
  let grace: Staff;
  let room: Room;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    house.now = new Date("2026-11-24T14:00:00Z"); // after the hours of tips
    ada = await house.person("Ada").meets();
    bob = house.person("Bob");
    grace = await champion(house, "Grace");
    room = new Room(house);
  });
  afterEach(() => house.close());

  const rows = async (table: string) => (await house.everything())[table] ?? [];
  const standing = async () => (await rows("channel_post")).map(({ status, reason }) => [status, reason]);
  const told = (more: object = {}) => publishes(ada, grace, { profession: "any", ...more });
  const another = (n: number) => ({
    title: `Story ${n}`,
    challenge: `Number ${n} was slow`,
    did: `Asked for ${n}${n}${n}`,
    result: `Result${n} came`,
    learned: "",
  });
  /** A story of nobody's, as it comes from a public hub. */
  const imports = async (title: string, tenant = TENANT) => {
    house.files.set(
      `${title}.csv`,
      `title,challenge,did,result,task,source,licence\n${title},Slow ${title},Asked ${title},Quick ${title},email,Hub,OGL\n`,
    );
    await house.operates(`import stories ${title}.csv --tenant ${tenant} --by ops`);
  };

  it("is there for whoever asks: what comes, when, that nothing else does, and how it ends", async () => {
    const card = await room.hears(bob, "story of the week");

    assert.equal(titleOf(card), "The story of the week will come here");
    assert.match(textOf(card), /Wednesday at 10:00.*first comes on Wednesday 25 November/);
    assert.match(textOf(card), /nothing else here.*nothing of who asked/);
    assert.match(textOf(card), /mention me and say “stop”/);
  });

  it("keeps where it was asked for, and nothing of who asked", async () => {
    await room.hears(bob, "story of the week");

    const kept = await rows("channel");
    assert.deepEqual(
      kept.map(({ conversation_id }) => conversation_id),
      [room.id],
    );
    assert.doesNotMatch(JSON.stringify(await house.everything()), /bob/i);
  });

  it("comes on Wednesday at ten as a post of its own, with nobody's buttons, and once", async () => {
    await told();
    await room.hears(bob, "story of the week");

    await house.runsDue("2026-11-25T09:59:00Z");
    const early = room.posts.length;
    await house.runsDue(WEDNESDAY);
    await house.runsDue("2026-11-25T10:01:00Z");
    await house.runsDue("2026-11-26T12:00:00Z");

    assert.equal(early, 0);
    const [card, ...more] = room.postedCards;
    assert.ok(card);
    assert.deepEqual(more, []);
    assert.equal(titleOf(card), "Story of the week");
    assert.match(textOf(card), /Minutes in half the time.*whole morning.*Told by: A colleague/);
    assert.deepEqual(buttonsOf(card), []);
    assert.equal(card.actions, undefined);
    assert.deepEqual(await standing(), [["sent", null]]);
  });

  it("comes in Welsh where it was asked for in Welsh, and ends in Welsh", async () => {
    await told();

    const card = await room.hears(bob, "Stori'r wythnos!");
    await house.runsDue(WEDNESDAY);

    assert.equal(card.lang, "cy");
    assert.match(textOf(card), /gyntaf ddydd Mercher 25 Tachwedd/);
    assert.equal(titleOf(room.postedCards[0] as typeof card), "Stori'r wythnos");
    assert.equal(titleOf(await room.hears(bob, "stopio")), "Wedi'i stopio");
  });

  it("comes in a group chat as well", async () => {
    const chat = new Room(house, "19:chat@thread.v2", undefined);
    await told();
    await chat.hears(bob, "story of the week");

    await house.runsDue(WEDNESDAY);

    assert.equal(chat.posts.length, 1);
  });

  it("is the same, asked for twice as once", async () => {
    await told();
    await room.hears(bob, "story of the week");
    assert.match(textOf(await room.hears(ada, "story of the week")), /will come here/);

    await house.runsDue(WEDNESDAY);

    assert.equal(room.posts.length, 1);
    assert.equal((await rows("channel")).length, 1);
  });

  it("comes next week where it was asked for after this week's, and the answer says so", async () => {
    await told();
    house.now = new Date("2026-11-25T10:00:00Z");
    assert.match(textOf(await room.hears(bob, "story of the week")), /Wednesday 2 December/);

    await house.runsDue("2026-11-25T11:00:00Z");
    assert.equal(room.posts.length, 0);
    await house.runsDue(WEEK_LATER);
    assert.equal(room.posts.length, 1);
  });

  it("isn't posted twice within a year, and where nothing is left nothing comes and the reason is kept", async () => {
    await told();
    await room.hears(bob, "story of the week");
    await house.runsDue(WEDNESDAY);

    await house.runsDue(WEEK_LATER);
    assert.equal(room.posts.length, 1);
    assert.deepEqual(await standing(), [
      ["sent", null],
      ["skipped", "nothing fits"],
    ]);

    await house.runsDue("2027-12-01T10:00:00Z");
    assert.equal(room.posts.length, 2);
  });

  it("is another one each week, as long as there are others", async () => {
    for (const n of [1, 2, 3]) await imports(`Tale${n}`);
    await room.hears(bob, "story of the week");

    for (const week of [WEDNESDAY, WEEK_LATER, "2026-12-09T10:00:00Z"]) await house.runsDue(week);

    const titles = room.postedCards.map((card) => /Tale\d/.exec(textOf(card))?.[0]);
    assert.deepEqual(titles.toSorted(), ["Tale1", "Tale2", "Tale3"]);
  });

  it("prefers what worked for others", async () => {
    for (const n of [1, 2, 3, 4]) await told(another(n));
    for (const name of ["P", "Q", "R", "S", "T"]) {
      const one = await house.person(name).meets();
      const found = await one.says("stories about Result3");
      await one.presses(await one.presses(found, "Open"), "I tried it: it worked");
    }
    await room.hears(bob, "story of the week");

    await house.runsDue(WEDNESDAY);

    assert.match(textOf(room.postedCards[0] as never), /Story 3/);
  });

  it("shows its author as they want to be named at that moment, and later as they want then", async () => {
    await told({ name: "Ada of the board" });
    await room.hears(bob, "story of the week");
    await house.runsDue(WEDNESDAY);
    assert.match(textOf(room.postedCards[0] as never), /Ada of the board/);

    const own = await ada.presses(await ada.says("my stories"), "Open");
    await ada.presses(await ada.presses(own, "Change how I'm named"), "Show no name");
    await house.runsDue("2026-11-25T14:00:00Z");

    const [change, ...more] = house.connector.received.filter(({ method }) => method === "PUT");
    assert.deepEqual(more, []);
    assert.ok(decodeURIComponent(change?.path ?? "").includes(`/${room.id}/activities/`));
    assert.doesNotMatch(JSON.stringify(change?.body), /Ada of the board/);
    assert.match(JSON.stringify(change?.body), /Story of the week/);
    await house.runsDue("2026-11-25T15:00:00Z");
    assert.equal(house.connector.received.filter(({ method }) => method === "PUT").length, 1);
  });

  it("takes its author's other name on where they change it", async () => {
    await told({ name: "Ada of the board" });
    await room.hears(bob, "story of the week");
    await house.runsDue(WEDNESDAY);

    const own = await ada.presses(await ada.says("my stories"), "Open");
    await ada.presses(await ada.presses(own, "Change how I'm named"), "Show this name", { name: "A. Board" });
    await house.runsDue("2026-11-25T14:00:00Z");

    const [change] = house.connector.received.filter(({ method }) => method === "PUT");
    assert.match(JSON.stringify(change?.body), /A\. Board/);
    assert.doesNotMatch(JSON.stringify(change?.body), /Ada of the board/);
  });

  const takenOut = () =>
    house.connector.received
      .filter(({ method }) => method === "DELETE")
      .map(({ path }) => decodeURIComponent(path).includes(`/${room.id}/activities/`));

  it("is taken out of the channel when its author takes it down", async () => {
    await told();
    await room.hears(bob, "story of the week");
    await house.runsDue(WEDNESDAY);

    const own = await ada.presses(await ada.says("my stories"), "Open");
    await ada.presses(await ada.presses(own, "Take it down"), "Take it down");
    await house.runsDue("2026-11-25T14:00:00Z");
    await house.runsDue("2026-11-25T15:00:00Z");

    assert.deepEqual(takenOut(), [true]);
  });

  it("is taken out also after somebody stopped what comes there", async () => {
    await told();
    await room.hears(bob, "story of the week");
    await house.runsDue(WEDNESDAY);
    house.now = new Date("2026-11-25T14:00:00Z");
    await room.hears(bob, "stop");

    await ada.presses(await ada.says("forget me"), "Erase it all");
    await house.runsDue("2026-11-25T14:01:00Z");

    assert.deepEqual(takenOut(), [true]);
  });

  it("tries again to take it out where Teams can't just now, and not for ever", async () => {
    await told();
    await room.hears(bob, "story of the week");
    await house.runsDue(WEDNESDAY);
    await ada.presses(await ada.says("forget me"), "Erase it all");
    house.connector.answers.push(...Array.from({ length: 20 }, () => ({ status: 503 })));

    for (let hour = 11; hour < 19; hour++)
      for (const minute of ["00", "01"]) await house.runsDue(`2026-11-25T${hour}:${minute}:00Z`);

    assert.equal(takenOut().length, 5);
  });

  it("goes with its author who is forgotten, or stays without their name where they said that it may", async () => {
    await told({ name: "Ada of the board", stays: "true" });
    await room.hears(bob, "story of the week");
    await house.runsDue(WEDNESDAY);

    await ada.presses(await ada.says("forget me"), "Erase it all");
    await house.runsDue("2026-11-25T14:00:00Z");

    assert.deepEqual(takenOut(), []);
    const changes = house.connector.received.filter(({ method }) => method === "PUT");
    assert.equal(changes.length, 1);
    assert.doesNotMatch(JSON.stringify(changes[0]?.body), /Ada of the board/);
    assert.doesNotMatch(JSON.stringify(await house.everything()), /Ada of the board|id-of-ada/);
  });

  it("is never one that was taken down, or that its author took along, before it was posted", async () => {
    await told();
    await room.hears(bob, "story of the week");
    await ada.presses(await ada.says("forget me"), "Erase it all");

    await house.runsDue(WEDNESDAY);

    assert.equal(room.posts.length, 0);
    assert.deepEqual(await standing(), [["skipped", "nothing fits"]]);
  });

  it("is never another organisation's, though a channel there had the same id", async () => {
    await told();
    const other = house.person("Mary", OTHER);
    await room.hears(other, "story of the week");
    await house.runsDue(WEDNESDAY);
    assert.equal(room.posts.length, 0);

    await imports("Theirs", OTHER);
    await room.hears(bob, "story of the week");
    await house.runsDue(WEEK_LATER);

    const posted = room.posts.map(({ body }) => [
      (body.conversation as { tenantId: string }).tenantId,
      /Theirs|Minutes in half/.exec(JSON.stringify(body))?.[0],
    ]);
    assert.deepEqual(posted.toSorted(), [
      [TENANT, "Minutes in half"],
      [OTHER, "Theirs"],
    ]);
    house.now = new Date(WEEK_LATER);
    await room.hears(other, "stop");
    assert.equal((await rows("channel")).filter(({ ended_at }) => ended_at === null).length, 1);
  });

  describe("“stop”", () => {
    it("ends it at once, whoever says it, and says so", async () => {
      await told();
      await room.hears(bob, "story of the week");

      const card = await room.hears(ada, "Stop.");
      await house.runsDue(WEDNESDAY);

      assert.equal(titleOf(card), "Stopped");
      assert.equal(room.posts.length, 0);
    });

    it("said by a guest counts as well", async () => {
      await room.hears(bob, "story of the week");

      const card = await room.hears(bob, "stop", { from: { id: "29:guest", name: "Guest" } });

      assert.equal(titleOf(card), "Stopped");
    });

    it("where nothing was asked for says so kindly, and keeps nothing", async () => {
      const before = await house.rows();

      assert.match(textOf(await room.hears(bob, "stop")), /nothing to stop.*I post nothing/);

      assert.deepEqual(await house.rows(), before);
    });

    it("after it was planned leaves it unsent, and in the books as stopped", async () => {
      await told();
      await room.hears(bob, "story of the week");
      house.now = new Date(WEDNESDAY);
      await house.app.tick();
      assert.deepEqual(await standing(), [["waiting", null]]);

      await room.hears(bob, "stop");
      const books = await standing();
      await house.app.send();

      assert.equal(room.posts.length, 0);
      assert.deepEqual(books, [["skipped", "stopped"]]);
    });

    it("can be taken back by asking again, and then it comes next week", async () => {
      await told();
      await room.hears(bob, "story of the week");
      await room.hears(bob, "stop");
      house.now = new Date("2026-11-25T12:00:00Z");
      await room.hears(bob, "story of the week");

      await house.runsDue("2026-11-25T12:01:00Z");
      assert.equal(room.posts.length, 0);
      await house.runsDue(WEEK_LATER);
      assert.equal(room.posts.length, 1);
    });
  });

  describe("isn't turned on", () => {
    const isOff = async (card: unknown, says: RegExp) => {
      assert.match(JSON.stringify(card), says);
      assert.deepEqual(await rows("channel"), []);
    };

    it("by somebody without an Entra id", async () => {
      const from = { id: "29:guest", name: "Guest" };

      await isOff(await room.hears(bob, "story of the week", { from }), /Only members/);
    });

    for (const [who, member] of [
      ["a guest", { tenantId: TENANT, userRole: "guest" }],
      ["somebody anonymous", { tenantId: TENANT, userRole: "anonymous" }],
      ["a member of another organisation", { tenantId: OTHER, userRole: "user" }],
    ] as const)
      it(`by ${who}, as Teams says who they are`, async () => {
        house.connector.answers.push({ status: 200, body: member });

        await isOff(await room.hears(bob, "story of the week"), /Only members/);
      });

    it("by somebody whom the team doesn't know", async () => {
      house.connector.answers.push({ status: 404 });

      await isOff(await room.hears(bob, "stori'r wythnos"), /Dim ond aelodau/);
    });

    it("while Teams can't say who they are, which they are told", async () => {
      house.connector.answers.push({ status: 503 });

      await isOff(await room.hears(bob, "story of the week"), /couldn't check just now/);
    });

    it("where the bot wasn't named, or somebody else was as well", async () => {
      const elsewhere = { text: "story of the week", entities: [] };
      const both = {
        text: "<at>Uptake</at> story of the week <at>Mary</at>",
        entities: [
          { type: "mention", mentioned: { id: "28:bot" }, text: "<at>Uptake</at>" },
          { type: "mention", mentioned: { id: "29:mary" }, text: "<at>Mary</at>" },
        ],
      };

      await isOff(await room.hears(bob, "", elsewhere), /I work one to one/);
      await isOff(await room.hears(bob, "", both), /I work one to one/);
    });

    it("by anything else that is said, which is answered with what can be asked for", async () => {
      for (const words of ["my data", "story of the weak", "stop tips", "story of the week please forget me"])
        await isOff(
          await room.hears(ada, words),
          /I work one to one.*“story of the week”.*“stori'r wythnos”/,
        );
    });

    it("by what Teams delivers a day late, or somebody repeats", async () => {
      room.said = new Date("2026-11-23T14:00:00Z");

      await isOff(await room.hears(bob, "story of the week"), /I work one to one/);
    });

    it("again by a request from before it was stopped, though it comes twice", async () => {
      await told();
      room.said = new Date("2026-11-24T13:58:00Z");
      await room.hears(bob, "story of the week");
      room.said = new Date("2026-11-24T13:59:00Z");
      await room.hears(bob, "stop");

      room.said = new Date("2026-11-24T13:58:00Z");
      await room.hears(bob, "story of the week");
      await house.runsDue(WEDNESDAY);

      assert.equal(room.posts.length, 0);
    });
  });

  describe("leaves nothing behind", () => {
    let side: Room;
    let elsewhere: Room;
    beforeEach(async () => {
      side = new Room(house, "19:side@thread.tacv2");
      elsewhere = new Room(house, "19:elsewhere@thread.tacv2", "19:another-team@thread.tacv2");
      await told();
      for (const each of [room, side, elsewhere]) await each.hears(bob, "story of the week");
      await house.runsDue(WEDNESDAY);
    });
    const kept = async () =>
      [...(await rows("channel")), ...(await rows("channel_post"))].map(
        ({ conversation_id }) => conversation_id,
      );

    for (const [what, activity] of [
      ["an uninstallation", { type: "installationUpdate", action: "remove" }],
      ["a member that left", { type: "conversationUpdate", membersRemoved: [{ id: "28:bot" }] }],
    ] as const)
      it(`in any channel of a team that the bot was removed from (${what})`, async () => {
        await side.takes(bob, activity);

        assert.deepEqual(await kept(), [elsewhere.id, elsewhere.id]);
      });

    it("in a channel that was deleted, and in no other", async () => {
      const channelData = {
        tenant: { id: TENANT },
        team: { id: room.team },
        channel: { id: side.id },
        eventType: "channelDeleted",
      };
      await room.takes(bob, { type: "conversationUpdate", channelData });

      assert.deepEqual((await kept()).toSorted(), [elsewhere.id, elsewhere.id, room.id, room.id]);
    });

    it("but what was asked for since stays, though Teams says late that the bot had left before", async () => {
      room.said = new Date("2026-11-24T13:00:00Z");

      await room.takes(bob, { type: "installationUpdate", action: "remove" });

      assert.equal((await kept()).length, 6);
    });

    it("stays where another organisation's bot, or only a member, was removed", async () => {
      const before = await kept();
      await room.takes(house.person("Mary", OTHER), { type: "installationUpdate", action: "remove" });
      await room.takes(bob, { type: "conversationUpdate", membersRemoved: [{ id: "29:somebody" }] });
      await room.takes(bob, { type: "installationUpdate", action: "remove-upgrade" });

      assert.deepEqual(await kept(), before);
    });
  });

  it("waits while everything is paused, and comes within that week or not at all", async () => {
    await told();
    await imports("Later");
    await room.hears(bob, "story of the week");

    await house.operates("pause");
    await house.runsDue(WEDNESDAY);
    await house.operates("resume");
    await house.runsDue("2026-11-27T09:00:00Z");
    assert.equal(room.posts.length, 0);
    await house.runsDue("2026-11-27T10:00:00Z");
    assert.equal(room.posts.length, 1);

    house.now = new Date(WEEK_LATER);
    await house.app.tick();
    await house.operates("pause");
    await house.runsDue("2026-12-02T10:01:00Z");
    await house.operates("resume");
    await house.runsDue("2026-12-09T10:00:00Z");
    assert.deepEqual((await standing()).toSorted(), [
      ["sent", null],
      ["sent", null],
      ["skipped", "too late"],
    ]);
    assert.equal(room.posts.length, 2);
  });
});

describe("The story of the week on a day off", () => {
  it("comes on the next working day, and the answer says so", async () => {
    const house = new TestHouse();
    await house.open({ environment: { PRIVILEGE_DAYS: "2026-11-25" } });
    const bob = house.person("Bob");
    const room = new Room(house);
    house.files.set("a.csv", "title,challenge,did,result,task,source,licence\nTale,A,B,C,email,Hub,OGL\n");
    await house.operates(`import stories a.csv --tenant ${TENANT} --by ops`);

    assert.match(textOf(await room.hears(bob, "story of the week")), /Thursday 26 November/);
    await house.runsDue(WEDNESDAY);
    assert.equal(room.posts.length, 0);
    await house.runsDue("2026-11-26T10:00:00Z");

    assert.equal(room.posts.length, 1);
    await house.close();
  });
});
