import { type Day, dayInWords } from "../../core/calendar.ts";
import { wordsIn } from "../../core/words.ts";

/** What is said in a channel of a team or in a group chat. */
export const channelWords = wordsIn(
  {
    command: ["story of the week", "the story of the week", "weekly story"] as [string, ...string[]],
    does: "Post a colleague's story here every Wednesday at 10:00",
    title: "Story of the week",
    askedTitle: "The story of the week will come here",
    asked: (first: Day) =>
      `Each Wednesday at 10:00 I post one story that a colleague told about using Copilot. The first comes on ${dayInWords("en", first)}. If Wednesday is a bank holiday, it comes on the next working day. If nothing new was told, nothing comes.`,
    quiet: "I post nothing else here, and I keep nothing of who asked or of what is said here.",
    stop: "Anyone here can stop it: mention me and say “stop”.",
  },
  {
    command: ["stori'r wythnos", "stori yr wythnos"],
    does: "Postio stori cydweithiwr yma bob dydd Mercher am 10:00",
    title: "Stori'r wythnos",
    askedTitle: "Bydd stori'r wythnos yn dod yma",
    asked: (first) =>
      `Bob dydd Mercher am 10:00 byddaf yn postio un stori a adroddodd cydweithiwr am ddefnyddio Copilot. Daw'r gyntaf ${dayInWords("cy", first).replace(/^d/i, "dd")}. Os yw dydd Mercher yn ŵyl banc, daw ar y diwrnod gwaith nesaf. Os na fydd dim newydd wedi'i adrodd, ni ddaw dim.`,
    quiet:
      "Ni fyddaf yn postio dim arall yma, ac nid wyf yn cadw dim am bwy ofynnodd nac am yr hyn a ddywedir yma.",
    stop: "Gall unrhyw un yma roi stop arni: crybwyllwch fi a dywedwch “stopio”.",
  },
);
