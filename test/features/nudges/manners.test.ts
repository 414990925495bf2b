import assert from "node:assert/strict";
import { sql } from "kysely";
import { buttonsOf, type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { daysSent, newcomer, sentAt, tipsOf, titlesOf, tuesdays } from "./calendar.ts";

const everyDay = { nudgeDays: "1,2,3,4,5,6,7", workingDays: "1,2,3,4,5,6,7" };
/** The nine nudges that are ignored from 8 September 2026, and the last question. */
const untilTheLastQuestion = [
  ...tuesdays("2026-09-08", 3),
  ...[0, 2, 4, 6, 8, 10, 12].flatMap((week) => tuesdays("2026-10-06", 13)[week] ?? []),
];
const workdays = { nudgeDays: "1,2,3,4,5" };

describe("A nudge comes at a decent moment", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  it("once a week, when it is read and answered", async () => {
    const ada = await newcomer(house, "Ada", "2026-11-02");
    const sent: string[] = [];

    for (let week = 0; week < 4; week++) {
      const monday = new Date(Date.UTC(2026, 10, 2 + 7 * week)).toISOString().slice(0, 10);
      sent.push(...(await daysSent(house, monday, 7)));
      await ada.presses(ada.lastCard, "I tried it");
    }

    assert.deepEqual(sent, ["2026-11-03", "2026-11-10", "2026-11-17", "2026-11-24"]);
  });

  describe("within Tuesday to Thursday, 09:30 to 11:30", () => {
    const cases: readonly (readonly [moment: string, comes: boolean])[] = [
      ["2026-11-23T10:00:00Z", false], // Monday
      ["2026-11-24T09:29:59Z", false],
      ["2026-11-24T09:30:00Z", true],
      ["2026-11-24T11:30:00Z", true],
      ["2026-11-24T11:31:00Z", false],
      ["2026-11-24T22:00:00Z", false],
      ["2026-11-25T10:00:00Z", true], // Wednesday
      ["2026-11-26T10:00:00Z", true], // Thursday
      ["2026-11-27T10:00:00Z", false], // Friday
      ["2026-11-28T10:00:00Z", false],
      ["2026-11-29T10:00:00Z", false],
    ];
    for (const [moment, comes] of cases)
      it(`${comes ? "comes" : "does not come"} at ${moment}`, async () => {
        await newcomer(house, "Ada", "2026-11-23");

        assert.deepEqual(await sentAt(house, [moment]), comes ? [moment] : []);
      });
  });

  it("not before the reader has been told what is kept and how to stop it", async () => {
    const ada = house.person("Ada");
    for (let n = 0; n < 4; n++) house.connector.answers.push({ status: 502 }); // two announcements, each tried twice
    await ada.installs();

    assert.deepEqual(await sentAt(house, ["2026-11-24T10:00:00Z"]), []);

    await ada.sends({ type: "message", text: "help" });
    assert.match(ada.cards.at(-2)?.speak ?? "", /I'm Uptake/);
    assert.deepEqual(await sentAt(house, ["2026-11-24T10:10:00Z"]), ["2026-11-24T10:10:00Z"]);
  });

  it("also where somebody else's row makes no sense any more", async () => {
    const ada = await newcomer(house, "Ada", "2026-11-23");
    await newcomer(house, "Bob", "2026-11-23");
    await sql`update person set zone = 'Mars/Phobos', nudge_days = 'x' where person_id = 'id-of-bob'`.execute(
      house.db,
    );

    await house.runsDue("2026-11-24T10:00:00Z");

    assert.equal(tipsOf(ada).length, 1);
  });

  it("on the days and in the hours that the reader chose", async () => {
    const ada = await newcomer(house, "Ada", "2026-11-23");
    await ada.chooses({ nudgeDays: "5", from: "14:00", until: "15:00" });

    const sent = await sentAt(house, [
      "2026-11-24T10:00:00Z",
      "2026-11-27T13:59:00Z",
      "2026-11-27T14:00:00Z",
    ]);

    assert.deepEqual(sent, ["2026-11-27T14:00:00Z"]);
  });

  describe("by the clock on the reader's own wall", () => {
    it("in Tokyo when it is morning there, not in London", async () => {
      const ada = await newcomer(house, "Ada", "2026-11-23");
      await ada.chooses({ zone: "Asia/Tokyo" });

      const sent = await sentAt(house, [
        "2026-11-24T00:29:00Z", // 09:29 in Tokyo
        "2026-11-24T02:31:00Z",
        "2026-11-24T10:00:00Z",
        "2026-11-25T00:30:00Z", // 09:30 on Wednesday
      ]);

      assert.deepEqual(sent, ["2026-11-25T00:30:00Z"]);
    });

    it("in Tokyo on its own Monday not, though it is still Sunday in London", async () => {
      const ada = await newcomer(house, "Ada", "2026-11-20");
      await ada.chooses({ zone: "Asia/Tokyo", nudgeDays: "1" });

      const sent = await sentAt(house, ["2026-11-23T10:00:00Z", "2026-11-30T01:00:00Z"]);

      assert.deepEqual(sent, ["2026-11-30T01:00:00Z"]);
    });

    it("in the zone that their client told us of, without their choosing", async () => {
      house.now = new Date("2026-11-23T07:00:00Z");
      const ada = house.person("Ada");
      ada.zone = "America/New_York";
      await ada.meets();

      const sent = await sentAt(house, ["2026-11-24T10:00:00Z", "2026-11-24T14:30:00Z"]);

      assert.deepEqual(sent, ["2026-11-24T14:30:00Z"]);
    });

    const changes: readonly (readonly [
      name: string,
      monday: string,
      moments: readonly string[],
      first: string,
    ])[] = [
      [
        "the last week of summer time in October 2026",
        "2026-10-19",
        ["2026-10-22T08:29:00Z", "2026-10-22T10:31:00Z", "2026-10-22T08:30:00Z"],
        "2026-10-22T08:30:00Z",
      ],
      [
        "the first week of winter time in October 2026",
        "2026-10-26",
        ["2026-10-27T08:30:00Z", "2026-10-27T09:29:00Z", "2026-10-27T09:30:00Z"],
        "2026-10-27T09:30:00Z",
      ],
      [
        "the last week of winter time in March 2027",
        "2027-03-22",
        ["2027-03-25T08:30:00Z", "2027-03-25T11:31:00Z", "2027-03-25T11:30:00Z"],
        "2027-03-25T11:30:00Z",
      ],
      [
        "the first week of summer time in March 2027",
        "2027-03-29",
        ["2027-03-30T08:29:00Z", "2027-03-30T10:31:00Z", "2027-03-30T10:30:00Z"],
        "2027-03-30T10:30:00Z",
      ],
    ];
    for (const [name, monday, moments, first] of changes)
      it(`in London in ${name}`, async () => {
        await newcomer(house, "Ada", monday);

        assert.deepEqual(await sentAt(house, moments), [first]);
      });

    it("on the day the clocks go back itself, for somebody who works Sundays", async () => {
      const ada = await newcomer(house, "Ada", "2026-10-24");
      await ada.chooses({ ...everyDay, nudgeDays: "7", from: "01:15", until: "01:45" });

      // 01:30 comes twice that night. One of them is enough.
      const sent = await sentAt(house, ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]);

      assert.deepEqual(sent, ["2026-10-25T00:30:00Z"]);
    });
  });

  describe("never on a day off", () => {
    const holidays: readonly (readonly [day: string, nation: string, comes: boolean])[] = [
      ["2026-06-15", "scotland", false],
      ["2026-06-15", "england-and-wales", true],
      ["2026-06-15", "northern-ireland", true],
      ["2026-11-30", "scotland", false],
      ["2026-11-30", "england-and-wales", true],
      ["2026-07-13", "northern-ireland", false],
      ["2026-07-13", "scotland", true],
      ["2026-12-28", "england-and-wales", false],
      ["2026-12-28", "scotland", false],
      ["2026-12-28", "northern-ireland", false],
      ["2027-01-04", "scotland", false], // in place of 2 January, a Saturday
      ["2027-01-04", "england-and-wales", true],
      ["2027-01-04", "northern-ireland", true],
      ["2026-07-13", "england-and-wales", true],
      ["2027-03-29", "england-and-wales", false], // Easter Monday
      ["2027-03-29", "scotland", true],
    ];
    for (const [day, nation, comes] of holidays)
      it(`${comes ? "but comes" : "so not"} on ${day} for ${nation}`, async () => {
        const ada = await newcomer(house, "Ada", "2026-06-01");
        await ada.chooses({ ...workdays, nation });

        assert.deepEqual(await daysSent(house, day, 1), comes ? [day] : []);
      });

    it("not on a privilege day that whoever runs the product has set, but on the day after", async () => {
      await house.close();
      await house.open({ environment: { PRIVILEGE_DAYS: "2026-11-24" } });
      await newcomer(house, "Ada", "2026-11-23");

      assert.deepEqual(await daysSent(house, "2026-11-24", 2), ["2026-11-25"]);
    });

    for (const [whose, organisation, comes] of [
      ["their own organisation", TENANT, "2026-11-25"],
      ["another organisation", "99999999-9999-4999-8999-999999999999", "2026-11-24"],
    ] as const)
      it(`where ${whose} has a privilege day, on ${comes}`, async () => {
        await house.close();
        await house.open({ environment: { PRIVILEGE_DAYS: `${organisation}=2026-11-24` } });
        await newcomer(house, "Ada", "2026-11-23");

        assert.deepEqual(await daysSent(house, "2026-11-24", 2), [comes]);
      });

    it("not from the first day of leave to the last, but on the day after", async () => {
      const ada = await newcomer(house, "Ada", "2026-11-23");
      await ada.chooses({ awayFrom: "2026-11-24", awayUntil: "2026-11-25" });

      assert.deepEqual(await daysSent(house, "2026-11-24", 3), ["2026-11-26"]);
    });

    it("not on a single day of leave", async () => {
      const ada = await newcomer(house, "Ada", "2026-11-23");
      await ada.chooses({ awayFrom: "2026-11-24", awayUntil: "" });

      assert.deepEqual(await daysSent(house, "2026-11-24", 2), ["2026-11-25"]);
    });

    it("not at their weekend, even if they chose those days for tips", async () => {
      const ada = await newcomer(house, "Ada", "2026-11-27");
      await ada.chooses({ nudgeDays: "1,6,7" });

      assert.deepEqual(await daysSent(house, "2026-11-28", 3), ["2026-11-30"]);
    });

    it("not on the days a part-timer doesn't work", async () => {
      const ada = await newcomer(house, "Ada", "2026-11-23");
      await ada.chooses({ workingDays: "1,4,5" });

      assert.deepEqual(await daysSent(house, "2026-11-24", 3), ["2026-11-26"]);
    });

    it("at the weekend for somebody who works then", async () => {
      const ada = await newcomer(house, "Ada", "2026-11-27");
      await ada.chooses({ workingDays: "6,7", nudgeDays: "6,7" });

      assert.deepEqual(await daysSent(house, "2026-11-28", 1), ["2026-11-28"]);
    });
  });

  describe("never two in three working days", () => {
    it("however often the schedule runs on one day", async () => {
      await newcomer(house, "Ada", "2026-11-23");
      const moments = ["09:30", "09:31", "10:00", "11:00", "11:30"].map((time) => `2026-11-24T${time}:00Z`);

      assert.deepEqual(await sentAt(house, moments), ["2026-11-24T09:30:00Z"]);
    });

    it("for a part-timer, whose week has only two of them", async () => {
      const ada = await newcomer(house, "Ada", "2026-11-23");
      await ada.chooses({ workingDays: "2,3" });

      // Tuesday; then Wednesday and Tuesday are two working days, so the third, Wednesday, is the first that may be.
      assert.deepEqual(await daysSent(house, "2026-11-24", 9), ["2026-11-24", "2026-12-02"]);
    });

    it("where leave lies between them", async () => {
      const ada = await newcomer(house, "Ada", "2026-12-21");
      await ada.chooses({ ...workdays });
      assert.deepEqual(await daysSent(house, "2026-12-21", 1), ["2026-12-21"]);

      await ada.chooses({ awayFrom: "2026-12-22", awayUntil: "2026-12-29" });

      // 25 and 28 December are bank holidays; 30 and 31 December are the first two working days, Friday a bank holiday.
      assert.deepEqual(await daysSent(house, "2026-12-22", 15), ["2027-01-04"]);
    });
  });

  describe("and less often, when nobody answers", () => {
    it("half as often after three, and after six more one last question, and then never again", async () => {
      const ada = await newcomer(house, "Ada", "2026-09-07");

      const sent = await daysSent(house, "2026-09-07", 200);

      assert.deepEqual(sent, [
        ...["2026-09-08", "2026-09-15", "2026-09-22"],
        ...["2026-10-06", "2026-10-20", "2026-11-03", "2026-11-17", "2026-12-01", "2026-12-15"],
        "2026-12-29",
      ]);
      assert.equal(titleOf(ada.lastCard), "Shall I stop sending tips?");
      assert.equal(tipsOf(ada).length, 9);
    });

    it("weekly again as soon as one is answered", async () => {
      const ada = await newcomer(house, "Ada", "2026-09-07");
      assert.deepEqual(await daysSent(house, "2026-09-07", 30), [
        "2026-09-08",
        "2026-09-15",
        "2026-09-22",
        "2026-10-06",
      ]);

      await ada.presses(ada.lastCard, "Not for me");

      assert.deepEqual(await daysSent(house, "2026-10-07", 10), ["2026-10-13"]);
    });

    it("weekly again when they come back to the chat some days later", async () => {
      const ada = await newcomer(house, "Ada", "2026-09-07");
      await daysSent(house, "2026-09-07", 30);

      house.now = new Date("2026-10-08T13:00:00Z");
      await ada.says("my time");

      assert.deepEqual(await daysSent(house, "2026-10-09", 10), ["2026-10-13"]);
    });

    it("weekly again when the last question is answered with “Keep sending tips”", async () => {
      const ada = await newcomer(house, "Ada", "2026-09-07");
      await sentAt(house, untilTheLastQuestion);

      await ada.presses(ada.lastCard, "Keep sending tips");

      assert.deepEqual(await daysSent(house, "2026-12-30", 14), ["2027-01-05", "2027-01-12"]);
    });

    it("weekly again when “start nudges” is typed on the very day of the last question", async () => {
      const ada = await newcomer(house, "Ada", "2026-09-07");
      await sentAt(house, untilTheLastQuestion);
      house.now = new Date("2026-12-29T10:05:00Z");

      await ada.says("start nudges");

      assert.deepEqual(await daysSent(house, "2026-12-30", 14), ["2027-01-05", "2027-01-12"]);
      assert.equal(tipsOf(ada).length, 11);
    });

    it("never again when the last question is answered with “Yes, stop”", async () => {
      const ada = await newcomer(house, "Ada", "2026-09-07");
      await sentAt(house, untilTheLastQuestion);

      assert.equal(titleOf(await ada.presses(ada.lastCard, "Yes, stop")), "Tips stopped");

      assert.deepEqual(await sentAt(house, tuesdays("2027-01-05", 12)), []);
    });

    it("asks the last question once, also when nobody knows whether it arrived", async () => {
      const ada = await newcomer(house, "Ada", "2026-09-07");
      await sentAt(house, untilTheLastQuestion.slice(0, -1));
      house.connector.answers.push({ status: 500 });

      assert.equal((await house.runsDue("2026-12-29T10:00:00Z")).unsure, 1);

      assert.deepEqual(await sentAt(house, tuesdays("2027-01-05", 12)), []);
      assert.match(textOf(await ada.says("settings")), /Stopped/);
    });
  });
});

describe("Being left alone", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await newcomer(house, "Ada", "2026-11-23");
  });
  afterEach(() => house.close());

  const tuesday = "2026-11-24T10:00:00Z";

  it("“stop nudges” works at once", async () => {
    assert.equal(titleOf(await ada.says("stop nudges")), "Tips stopped");

    assert.deepEqual(await sentAt(house, tuesdays("2026-11-24", 5)), []);
  });

  it("Welsh “stopio” works at once", async () => {
    await ada.says("stopio");

    assert.deepEqual(await sentAt(house, tuesdays("2026-11-24", 5)), []);
  });

  for (const words of [
    "stop tips",
    "Opt out",
    "Don't message me",
    "go away!",
    "Please stop.",
    "stop messaging me",
    "unsubscribe me",
    "leave me alone",
    "Stopiwch",
    "peidiwch",
    "Peidiwch ag anfon negeseuon ataf",
    "gadewch lonydd i mi",
  ])
    it(`“${words}” works at once`, async () => {
      await ada.says(words);

      assert.deepEqual(await sentAt(house, tuesdays("2026-11-24", 2)), []);
    });

  it("somebody who stopped is told so when they ask for a pause, and not that tips come after it", async () => {
    const asked = await ada.says("snooze");
    await ada.says("stop");

    for (const answer of [await ada.says("snooze"), await ada.presses(asked, "Pause tips", { weeks: "2" })]) {
      assert.equal(titleOf(answer), "Tips stopped");
      assert.match(textOf(answer), /“start tips”/);
      assert.doesNotMatch(textOf(answer), /December/);
    }
    await ada.chooses({ language: "cy" });
    assert.match(textOf(await ada.says("seibiant")), /“dechrau awgrymiadau”/);
  });

  it("the button on a tip stops them at once", async () => {
    await house.runsDue(tuesday);

    await ada.presses(ada.lastCard, "Stop tips");

    assert.deepEqual(await sentAt(house, tuesdays("2026-12-01", 12)), []);
  });

  it("“stop” between planning and sending is heard: what waited is not sent", async () => {
    house.connector.answers.push({ status: 429, headers: { "retry-after": "30" } });
    assert.equal((await house.runsDue(tuesday)).waiting, 1);

    await ada.says("stop");
    const round = await house.runsDue("2026-11-24T10:01:00Z");

    assert.deepEqual([round.skipped, round.sent], [1, 0]);
    assert.equal((await house.ledger()).skipped, 1);
  });

  it("snoozing between planning and sending is heard too", async () => {
    house.connector.answers.push({ status: 429 });
    await house.runsDue(tuesday);

    await ada.presses(await ada.says("snooze"), "Pause tips", { weeks: "1" });

    assert.equal((await house.runsDue("2026-11-24T10:02:00Z")).skipped, 1);
  });

  it("leave that was entered between planning and sending is heard too", async () => {
    house.connector.answers.push({ status: 429 });
    await house.runsDue(tuesday);

    await ada.chooses({ awayFrom: "2026-11-24" });

    assert.equal((await house.runsDue("2026-11-24T10:02:00Z")).skipped, 1);
  });

  it("what waited beyond the chosen hours isn't sent late, but comes on the next good day", async () => {
    house.connector.answers.push({ status: 429, headers: { "retry-after": "3600" } });
    await house.runsDue("2026-11-24T11:00:00Z");

    assert.equal((await house.runsDue("2026-11-24T12:00:00Z")).skipped, 1);

    assert.deepEqual(await daysSent(house, "2026-11-25", 2), ["2026-11-25"]);
  });

  it("stopping leaves tips there for the asking", async () => {
    await ada.says("stop");

    assert.ok(buttonsOf(await ada.says("nudge me")).some(({ title }) => title === "I tried it"));
  });

  it("“start nudges” begins again", async () => {
    await ada.says("stop");

    await ada.says("start nudges");

    assert.deepEqual(await daysSent(house, "2026-11-24", 1), ["2026-11-24"]);
  });

  it("“snooze” asks for how long, and is quiet until that very day", async () => {
    const snoozed = await ada.presses(await ada.says("snooze"), "Pause tips", { weeks: "2" });

    assert.match(textOf(snoozed), /before Monday 7 December/);
    assert.deepEqual(await daysSent(house, "2026-11-24", 20), ["2026-12-08"]);
  });

  it("a snooze can be ended early", async () => {
    const snoozed = await ada.presses(await ada.says("snooze"), "Pause tips", { weeks: "12" });

    await ada.presses(snoozed, "Start tips again");

    assert.deepEqual(await daysSent(house, "2026-11-24", 1), ["2026-11-24"]);
  });

  it("“fewer” makes it every two weeks, then every four, and says when there is no fewer", async () => {
    assert.match(textOf(await ada.says("fewer nudges")), /every two weeks/);
    assert.deepEqual(await daysSent(house, "2026-11-24", 20), ["2026-11-24", "2026-12-08"]);

    assert.match(textOf(await ada.says("fewer nudges")), /every four weeks/);
    assert.match(textOf(await ada.says("fewer nudges")), /fewest/);

    assert.deepEqual(await daysSent(house, "2026-12-14", 30), ["2027-01-05"]);
  });

  it("“Fewer tips” pressed twice on one card slows them once", async () => {
    await house.runsDue(tuesday);
    const tip = ada.lastCard;

    const first = await ada.presses(tip, "Fewer tips");
    const second = await ada.presses(tip, "Fewer tips");

    assert.match(textOf(first), /every two weeks/);
    assert.deepEqual(textOf(second), textOf(first));
    assert.deepEqual(await daysSent(house, "2026-11-25", 20), ["2026-12-08"]);
  });

  it("“fewer” doesn't end a snooze, and doesn't undo a stop", async () => {
    await ada.presses(await ada.says("snooze"), "Pause tips", { weeks: "4" });
    await ada.says("fewer");
    assert.deepEqual(await daysSent(house, "2026-11-24", 28), []);

    await ada.says("stop");
    assert.equal(titleOf(await ada.says("fewer")), "Tips stopped");

    assert.deepEqual(await sentAt(house, tuesdays("2026-12-29", 12)), []);
  });

  it("“weekly” on the card takes “fewer” back", async () => {
    const fewer = await ada.says("fewer");

    assert.match(textOf(await ada.presses(fewer, "One a week again")), /one tip a week/i);

    assert.deepEqual(await daysSent(house, "2026-11-24", 8), ["2026-11-24", "2026-12-01"]);
  });

  it("taking the bot away ends it", async () => {
    await ada.removes();

    assert.deepEqual(await daysSent(house, "2026-11-24", 14), []);
  });

  it("a clock that was a year ahead for a moment silences nobody for a year", async () => {
    assert.equal((await house.runsDue("2027-11-23T10:00:00Z")).sent, 1);

    assert.deepEqual(await daysSent(house, "2026-11-24", 14), ["2026-11-24", "2026-12-01"]);
    assert.equal(tipsOf(ada).length, 3);
  });

  it("a clock that was two days ahead for a moment brings no second tip that week", async () => {
    assert.equal((await house.runsDue("2026-11-26T10:00:00Z")).sent, 1);

    assert.deepEqual(await daysSent(house, "2026-11-24", 14), ["2026-12-03"]);
  });

  it("the operator's pause holds everything for everybody, and resume goes on", async () => {
    await house.operates("pause");
    assert.deepEqual(await daysSent(house, "2026-11-24", 1), []);
    assert.match((await house.operates("run-due")).out, /paused/);

    await house.operates("resume");

    assert.deepEqual(await daysSent(house, "2026-11-25", 1), ["2026-11-25"]);
  });

  it("a pause between planning and sending is heard: it waits, and is sent after it", async () => {
    house.connector.answers.push({ status: 429, headers: { "retry-after": "1" } });
    await house.runsDue(tuesday);

    await house.operates("pause");
    assert.equal((await house.runsDue("2026-11-24T10:02:00Z")).sent, 0);
    await house.operates("resume");

    assert.equal((await house.runsDue("2026-11-24T10:03:00Z")).sent, 1);
    assert.equal(titlesOf(tipsOf(ada)).length, 2); // the first was refused by Teams
  });
});
