import type { Card } from "../../../src/core/card.ts";
import type { Command, Feature, Setting } from "../../../src/core/feature.ts";
import { type Choices, defaults } from "../../../src/core/person.ts";
import type { Language } from "../../../src/core/words.ts";
import {
  awayCard,
  backCard,
  changedSinceCard,
  doneCard,
  groupCard,
  helpCard,
  inChannelCard,
  notAwayCard,
  nothingCard,
  outdatedCard,
  puzzledCard,
  refusedCard,
  settingsCard,
  setUpCard,
  skippedCard,
  strangerCard,
  switchedCard,
  undoneCard,
  unknownCard,
  welcomeCard,
} from "../../../src/features/welcome/cards.ts";
import { appToAsk } from "../../harness/features.ts";

const features: readonly Feature[] = appToAsk().features;
const commands: readonly Command[] = features.flatMap((feature) => feature.commands ?? []);
const help = commands.find(({ words }) => words.en[0] === "help") as Command;

/** Every card that this feature can show. */
export const samples = (language: Language): Record<string, Card> => ({
  welcome: welcomeCard(language),
  "set-up": setUpCard({ ...defaults, language }),
  "set-up, filled in, with a problem": setUpCard({ ...full(language), until: "09:31" }, ["window"]),
  settings: settingsCard({ ...defaults, language }, [setting[language]]),
  "settings, filled in": settingsCard(full(language), [setting[language]]),
  "settings, with every problem": settingsCard(
    { ...full(language), workingDays: [], nudgeDays: [] },
    [setting[language]],
    ["window", "away", "working-days", "tip-days", "zone"],
  ),
  done: doneCard({ ...defaults, language }, [setting[language]]),
  "done, with no days": doneCard({ ...defaults, language, nudgeDays: [] }, [setting[language]]),
  away: awayCard(language, "2026-12-01", "2026-12-05", { awayFrom: undefined, awayUntil: undefined }, false),
  "away, in place of other leave": awayCard(
    language,
    "2026-12-01",
    "2026-12-05",
    { awayFrom: "2026-12-24", awayUntil: "2027-01-04" },
    true,
  ),
  back: backCard(language, { awayFrom: "2026-12-01", awayUntil: "2026-12-05" }),
  "not away": notAwayCard(language, { awayFrom: undefined, awayUntil: undefined }),
  "not away, leave ahead": notAwayCard(language, { awayFrom: "2026-12-24", awayUntil: "2027-01-04" }),
  "leave changed since": changedSinceCard(language, { awayFrom: "2026-12-24", awayUntil: "2027-01-04" }),
  "leave undone": undoneCard(language, { awayFrom: undefined, awayUntil: undefined }),
  "leave undone, to what it was": undoneCard(language, { awayFrom: "2026-12-24", awayUntil: "2027-01-04" }),
  skipped: skippedCard({ ...defaults, language }, [setting[language]]),
  switched: switchedCard(language),
  help: helpCard(language, commands),
  "puzzled, with a guess": puzzledCard(language, commands.slice(0, 2), help),
  "puzzled, near help": puzzledCard(language, [help], help),
  "puzzled, with none": puzzledCard(language, [], help),
  "refused, a marking": refusedCard(language, "marking"),
  "refused, a National Insurance number": refusedCard(language, "national-insurance-number"),
  "refused, a card number": refusedCard(language, "card-number"),
  "refused, a secret": refusedCard(language, "secret"),
  "refused, a password": refusedCard(language, "password"),
  "nothing to read": nothingCard(language, help),
  outdated: outdatedCard(language, commands.slice(0, 3)),
  unknown: unknownCard(language),
  group: groupCard([
    {
      words: { en: ["story of the week"], cy: ["stori'r wythnos"] },
      does: { en: "Post a story here each week", cy: "Postio stori yma bob wythnos" },
    },
  ]),
  "group, nothing to ask for": groupCard([]),
  "in a channel, stopped": inChannelCard(language, "stopped"),
  "in a channel, nothing to stop": inChannelCard(language, "nothing to stop"),
  "in a channel, asked by an outsider": inChannelCard(language, "outsider"),
  stranger: strangerCard(),
});

const full = (language: Language): Choices => ({
  ...defaults,
  language,
  profession: "occupational-psychology",
  grade: "scs",
  apps: ["word", "chat-work", "other"],
  nation: "northern-ireland",
  zone: "Pacific/Auckland",
  awayFrom: "2026-12-24",
  awayUntil: "2027-01-04",
});

const setting: Readonly<Record<Language, Setting>> = {
  en: { title: "Tips", value: "one tip a week", change: { title: "Fewer tips", command: "fewer tips" } },
  cy: {
    title: "Awgrymiadau",
    value: "un awgrym yr wythnos",
    change: { title: "Llai o awgrymiadau", command: "llai o awgrymiadau" },
  },
};
