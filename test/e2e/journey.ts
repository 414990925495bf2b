import assert from "node:assert/strict";
import { nextTuesdays } from "./calendar.ts";
import type { Stage } from "./stage.ts";
import { leadsATeam } from "./team.ts";

/** One thing that a person does, and what they must see then. Its name becomes the name of its picture. */
type Step = (stage: Stage) => Promise<void>;

const [THIS_TUESDAY, NEXT_TUESDAY, THE_ONE_AFTER] = nextTuesdays(new Date(), 3);

/** From meeting the bot to leaving it, in the order in which it happens. */
export const journey: readonly Step[] = [
  async function welcome({ chat, playground }) {
    await chat.open(playground);
    const card = await chat.card("Hello, I'm Uptake");
    for (const words of ["What I keep", "Nobody but you.", "stop tips"])
      await card.getByText(words).first().waitFor();
  },

  async function setUp({ chat }) {
    await chat.press(await chat.card("Hello, I'm Uptake"), "Set me up");
    const form = await chat.card("Set up in a minute");
    await chat.choose(form, "Your profession", "Policy");
    await chat.choose(form, "Your grade", "HEO");
    await form.getByRole("checkbox", { name: "Word" }).check();
    await form.getByRole("checkbox", { name: "Outlook" }).check();
  },

  async function setUpSaved({ chat }) {
    await chat.press(await chat.card("Set up in a minute"), "Save");
    const card = await chat.card("You're set up");
    await card.getByText("between 09:30 and 11:30").waitFor();
  },

  async function nudge({ chat, operate }) {
    const { planned, sent } = (await operate(`run-due --now ${THIS_TUESDAY}`)) as Counts;
    assert.deepEqual({ planned, sent }, { planned: 1, sent: 1 });
    const card = await chat.cardWith("Check before you use it");
    for (const name of [
      "I tried it",
      "Not for me",
      "Remind me later",
      "Why did I get this?",
      "Fewer tips",
      "Stop tips",
    ])
      await card.getByRole("button", { name, exact: true }).waitFor();
  },

  async function whyDidIGetThis({ chat }) {
    await chat.press(await chat.cardWith("Check before you use it"), "Why did I get this?");
    const card = await chat.card("Why you got this tip");
    await card.getByText("It was written for your profession.").waitFor();
  },

  async function backToTheTip({ chat }) {
    await chat.press(await chat.card("Why you got this tip"), "Back to the tip");
    await chat.cardWith("Check before you use it");
  },

  async function triedIt({ chat }) {
    await chat.press(await chat.cardWith("Check before you use it"), "I tried it");
    await chat.card("What did it do to your time?");
  },

  async function quickAnswer({ chat }) {
    await chat.press(await chat.card("What did it do to your time?"), "6 to 15 minutes");
    await chat.card("Noted: 10 minutes saved");
  },

  async function sentence({ chat }) {
    await chat.say("saved half an hour on the board minutes with Copilot in Word");
    const form = await chat.card("Is this right?");
    assert.equal(await form.getByRole("spinbutton").inputValue(), "30");
    assert.equal(await chat.chosen(form, "Where you used Copilot"), "Word");
  },

  async function fieldChanged({ chat }) {
    const form = await chat.card("Is this right?");
    await chat.fillNumber(form, "Minutes saved or lost", "45");
    await chat.choose(form, "What you were doing", "Drafting a document");
  },

  async function sentenceSaved({ chat }) {
    await chat.press(await chat.card("Is this right?"), "Save");
    const card = await chat.card("Noted: 45 minutes saved");
    await card.getByText("Drafting a document").waitFor();
  },

  async function tookLonger({ chat }) {
    await chat.say("took 10 mins longer, had to fix the summary");
    await chat.press(await chat.card("Is this right?"), "Save");
    await chat.card("Noted: 10 minutes longer");
  },

  async function myTime({ chat }) {
    await chat.say("my time");
    const card = await chat.card("My time");
    await card.getByText("45 minutes saved").waitFor(); // 10 + 45 − 10
    await card
      .locator("svg")
      .getByRole("img", { name: /\b45\b/ })
      .first()
      .waitFor();
  },

  async function entryToChange({ chat }) {
    const card = await chat.card("My time");
    await chat.choose(card, "Your entries", /10 minutes saved/);
    await chat.press(card, "Change");
    const form = await chat.card("Change this entry");
    await chat.fillNumber(form, "Minutes saved or lost", "20");
    await form.getByRole("radio", { name: "Better than usual" }).check();
  },

  async function entryChanged({ chat }) {
    await chat.press(await chat.card("Change this entry"), "Save changes");
    await chat.press(await chat.card("Noted: 20 minutes saved"), "My time");
    await (await chat.card("My time")).getByText("55 minutes saved").waitFor();
  },

  async function settingsInWelsh({ chat }) {
    await chat.say("settings");
    const form = await chat.card("Settings");
    await chat.choose(form, "Language", /Cymraeg/);
    await chat.press(form, "Save");
    await chat.card("Mae popeth wedi'i osod");
  },

  async function helpInWelsh({ chat }) {
    await chat.say("cymorth");
    const card = await chat.card("Beth allwch chi ei ddweud");
    await card.getByText("Drafft Cymraeg").waitFor();
  },

  async function myData({ chat }) {
    await chat.say("fy nata");
    const card = await chat.card("Popeth rwy'n ei gadw amdanoch");
    await card.getByText("3 cofnod").waitFor();
  },

  async function download({ chat }) {
    const link = await chat.linkOf(await chat.card("Popeth rwy'n ei gadw amdanoch"), "Lawrlwytho fel JSON");
    const { whatIsKept } = (await (await fetch(link)).json()) as Download;
    const minutes = whatIsKept["time-saved"].map(({ net_minutes }) => net_minutes);
    assert.deepEqual(
      minutes.sort((a, b) => a - b),
      [-10, 20, 45],
    );
  },

  async function nonsense({ chat }) {
    await chat.say("fy amsr");
    const card = await chat.card("Ddeallais i mo hynny");
    await card.getByRole("button", { name: "Fy amser", exact: true }).waitFor();
  },

  async function groupChat({ chat }) {
    await chat.openChat("Example working group");
    await chat.cardNumber(1); // it says who it is when it is added
    await chat.mention("Uptake", "my time");
    const card = await chat.cardNumber(2);
    await card.getByText("I work one to one").waitFor();
    assert.doesNotMatch((await card.textContent()) ?? "", /minutes|munud/);
  },

  async function findATip({ chat }) {
    await chat.openChat("Personal Chat");
    await chat.search("findTip", "query", "email");
    await chat.page.getByText("e-bost").first().waitFor();
  },

  async function eraseAsked({ chat }) {
    await chat.page.keyboard.press("Escape");
    await chat.press(await chat.card("Popeth rwy'n ei gadw amdanoch"), "Dileu popeth");
    await chat.card("Dileu popeth?");
  },

  async function erased({ chat }) {
    await chat.press(await chat.card("Dileu popeth?"), "Dileu'r cyfan");
    await chat.card("Rydych wedi'ch anghofio");
  },

  async function backAgain({ chat, operate }) {
    await chat.say("hello");
    await chat.card("Hello, I'm Uptake");
    const { planned, sent } = (await operate(`run-due --now ${NEXT_TUESDAY}`)) as Counts;
    assert.deepEqual({ planned, sent }, { planned: 1, sent: 1 });
    await chat.cardWith("Check before you use it");
  },

  async function stopped({ chat }) {
    await chat.say("stop nudges");
    await chat.card("Tips stopped");
  },

  async function leftAlone({ chat, operate }) {
    const before = await chat.cards();
    const { planned, sent } = (await operate(`run-due --now ${THE_ONE_AFTER}`)) as Counts;
    assert.deepEqual({ planned, sent }, { planned: 0, sent: 0 });
    await chat.say("my time");
    await chat.card("My time");
    assert.equal(await chat.cards(), before + 1); // the answer, and nothing before it
  },

  async function digest({ chat, operate }) {
    await leadsATeam(operate);
    await chat.say("digest");
    const card = await chat.card(/Your group's week/);
    await card.locator("canvas, svg").first().waitFor();
  },
];

interface Download {
  readonly whatIsKept: { readonly "time-saved": readonly { readonly net_minutes: number }[] };
}

interface Counts {
  readonly planned: number;
  readonly sent: number;
}
