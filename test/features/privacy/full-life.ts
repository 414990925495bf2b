import type { Staff, TestHouse } from "../../harness/house.ts";

export const NOTE = "the spring report";

/**
 * Does everything that leaves something behind: choices, leave, a place in the staff list above somebody and below
 * somebody, tips sent and asked for, answers, wishes for tips and digests, time from a form and from a tip.
 */
export async function fillsEverything(house: TestHouse, person: Staff, report: Staff): Promise<void> {
  house.files.set(
    "staff.csv",
    [
      "id,department,grade,profession,manager",
      `${person.id},Department for Examples,heo,digital,id-of-grace`,
      `${report.id},Department for Examples,eo,legal,${person.id}`,
    ].join("\n"),
  );
  await house.operates(`import people staff.csv --tenant ${person.tenant}`);
  await person.says("digest off"); // else it comes before the next tip, as somebody reports to them
  await house.runsDue("2026-11-24T10:00:00Z");
  house.now = new Date("2026-11-24T10:00:00Z");
  const tip = person.cards.findLast((card) => JSON.stringify(card).includes("I tried it"));
  const quick = await person.presses(tip ?? person.lastCard, "I tried it");
  await person.presses(quick, "6 to 15 minutes");
  await person.presses(await person.says("nudge me"), "Remind me later");

  await person.presses(await person.says("log time"), "Save", {
    ...{ actual: "20", expected: "50", task: "draft", app: "word", on: "2026-11-23" },
    ...{ anyway: "yes", quality: "better", use: "planning", note: NOTE, agreed: "true" },
  });
  await person.says("fewer nudges");
  await person.presses(await person.says("snooze"), "Pause tips", { weeks: "2" });
  await person.chooses({
    ...{
      profession: "policy",
      grade: "seo",
      apps: "word,teams",
      nation: "scotland",
      zone: "Europe/Brussels",
    },
    ...{ nudgeDays: "1,5", from: "14:00", until: "15:30", workingDays: "1,2,3,5" },
    ...{ awayFrom: "2026-12-24", awayUntil: "2027-01-04" },
  });
}
