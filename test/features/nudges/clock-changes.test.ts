import assert from "node:assert/strict";
import { addDays, type Day } from "../../../src/core/calendar.ts";
import { type Staff, TestHouse, textOf } from "../../harness/house.ts";
import { daysSent, sentAt } from "./calendar.ts";

interface Change {
  readonly name: string;
  readonly zone: string;
  /** The Tuesdays before and after the Sunday on which the clocks change. */
  readonly before: Day;
  readonly after: Day;
  /** When 09:30 and 23:30 on their wall are, on the first of them and the day after; and 09:30 on the second. */
  readonly opens: string;
  readonly late: string;
  readonly opensAfter: string;
  /** A time within their hours on either side. */
  readonly within: string;
}

const changes: readonly Change[] = [
  {
    name: "forward in London, on 28 March 2027",
    zone: "Europe/London",
    ...{ before: "2027-03-23", after: "2027-03-30", within: "10:00:00Z" },
    ...{ opens: "2027-03-23T09:30:00Z", late: "2027-03-24T23:30:00Z", opensAfter: "2027-03-30T08:30:00Z" },
  },
  {
    name: "back in London, on 31 October 2027",
    zone: "Europe/London",
    ...{ before: "2027-10-26", after: "2027-11-02", within: "10:00:00Z" },
    ...{ opens: "2027-10-26T08:30:00Z", late: "2027-10-27T22:30:00Z", opensAfter: "2027-11-02T09:30:00Z" },
  },
  {
    name: "forward in New York, on 14 March 2027",
    zone: "America/New_York",
    ...{ before: "2027-03-09", after: "2027-03-16", within: "15:00:00Z" },
    ...{ opens: "2027-03-09T14:30:00Z", late: "2027-03-11T04:30:00Z", opensAfter: "2027-03-16T13:30:00Z" },
  },
  {
    name: "back in New York, on 7 November 2027",
    zone: "America/New_York",
    ...{ before: "2027-11-02", after: "2027-11-09", within: "15:00:00Z" },
    ...{ opens: "2027-11-02T13:30:00Z", late: "2027-11-04T03:30:00Z", opensAfter: "2027-11-09T14:30:00Z" },
  },
];

const minutes = (moment: string, more: number): string =>
  new Date(Date.parse(moment) + more * 60_000).toISOString().replace(".000", "");

describe("When the clocks change, manners go by the days and hours on the reader's wall", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  /** Somebody in that zone, who met the bot on the day before. */
  async function reader({ zone }: Change, tuesday: Day): Promise<Staff> {
    house.now = new Date(`${addDays(tuesday, -1)}T16:00:00Z`);
    const ada = house.person("Ada");
    ada.zone = zone;
    return ada.meets();
  }

  for (const change of changes)
    describe(change.name, () => {
      const { before, after, opens, opensAfter, late, within } = change;

      it("a nudge comes from 09:30 and until 11:30 in the week before", async () => {
        await reader(change, before);

        assert.deepEqual(await sentAt(house, [minutes(opens, -1), minutes(opens, 121)]), []);
        assert.deepEqual(await sentAt(house, [minutes(opens, 120)]), [minutes(opens, 120)]);
      });

      it("and in the week after", async () => {
        await reader(change, after);

        assert.deepEqual(await sentAt(house, [minutes(opensAfter, -1), minutes(opensAfter, 121)]), []);
        assert.deepEqual(await sentAt(house, [minutes(opensAfter, 120)]), [minutes(opensAfter, 120)]);
      });

      it("and once in each, though that week has an hour less or more", async () => {
        await reader(change, before);
        const all = [minutes(opens, -1), opens, minutes(opens, 24 * 60), minutes(opens, 48 * 60)];

        const sent = await sentAt(house, [...all, minutes(opensAfter, -1), opensAfter]);

        assert.deepEqual(sent, [opens, opensAfter]);
      });

      it("never two come in three working days", async () => {
        const ada = await reader(change, before);
        await ada.chooses({ workingDays: "2,3" });

        assert.deepEqual(await daysSent(house, before, 9, within), [before, addDays(after, 1)]);
      });

      it("a pause of a week, begun late on a Wednesday, ends on the Wednesday", async () => {
        const ada = await reader(change, before);
        house.now = new Date(late);

        const paused = await ada.presses(await ada.says("snooze"), "Pause tips", { weeks: "1" });

        assert.match(textOf(paused), /before Wednesday/);
        assert.deepEqual(await daysSent(house, addDays(before, 2), 8, within), [addDays(after, 1)]);
      });

      it("leave ends after its last day", async () => {
        const ada = await reader(change, before);
        await ada.chooses({ awayFrom: before, awayUntil: after });

        assert.deepEqual(await daysSent(house, before, 9, within), [addDays(after, 1)]);
      });

      it("leave told in a sentence does too", async () => {
        const ada = await reader(change, before);
        await ada.says("away until Wednesday"); // said on Monday: back that same week
        await ada.says("away for 9 days");

        assert.deepEqual(await daysSent(house, before, 9, within), [addDays(after, 1)]);
      });

      it("three ignored halve the rate", async () => {
        const first = addDays(after, -28);
        await reader(change, first);

        const sent = await daysSent(house, first, 43, within);

        assert.deepEqual(
          sent,
          [0, 7, 14, 28, 42].map((days) => addDays(first, days)),
        );
      });
    });
});
