import { wordsIn } from "../../core/words.ts";

export const campaignWords = wordsIn(
  {
    why: "Why did I get this?",
    stop: "Stop tips",
    stopCommand: "stop tips",
    back: "Back to the message",
    whyTitle: "Why you got this message",
    whyGroup: "Your organisation sent this message to a group that you are in.",
    whyService:
      "It is a service message, so it also goes to people who stopped tips, and at any hour. Two people signed it off.",
    whyStop: "It isn't a tip. Whoever stops tips gets no messages like it either, only service messages.",
    whyPrivate: "Nobody else is told whether you read it.",
    goneTitle: "That message isn't here any more",
    gone: "I don't have a record of sending it to you.",
    kept: "Messages from your organisation",
    keptValue: (n: number) => (n === 1 ? "1 message" : `${n} messages`),
    lists: "Lists for messages from your organisation that you are on",
    listsValue: (n: number) => (n === 1 ? "1 list" : `${n} lists`),
  },
  {
    why: "Pam ges i hwn?",
    stop: "Stopio awgrymiadau",
    stopCommand: "stopio awgrymiadau",
    back: "Yn ôl at y neges",
    whyTitle: "Pam y cawsoch y neges hon",
    whyGroup: "Anfonodd eich sefydliad y neges hon at grŵp yr ydych chi ynddo.",
    whyService:
      "Neges gwasanaeth yw hi, felly mae'n mynd hefyd at bobl a stopiodd awgrymiadau, ac ar unrhyw awr. Cymeradwyodd dau berson hi.",
    whyStop:
      "Nid awgrym yw hi. Nid yw pobl sy'n stopio awgrymiadau yn cael negeseuon fel hon chwaith, dim ond negeseuon gwasanaeth.",
    whyPrivate: "Does neb arall yn cael gwybod a ddarllenoch chi hi.",
    goneTitle: "Nid yw'r neges honno yma bellach",
    gone: "Does gen i ddim cofnod o'i hanfon atoch.",
    kept: "Negeseuon gan eich sefydliad",
    keptValue: (n) => `${n} neges`,
    lists: "Rhestrau ar gyfer negeseuon gan eich sefydliad yr ydych arnynt",
    listsValue: (n) => `${n} rhestr`,
  },
);
