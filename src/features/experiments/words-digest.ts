import { wordsIn } from "../../core/words.ts";

export const digestWords = wordsIn(
  {
    invite:
      "Invite your group to something that colleagues try. Look at it first, and pass it on where your team talks.",
    inviteButton: "Show the experiment",
    closed: (n: number, worked: number, not: number) =>
      `${n === 1 ? "One experiment" : `${n} experiments`} ended with a word from whoever proposed it: ${worked} worked, ${not} didn't. Both are found by searching.`,
    alone: (n: number) =>
      `${n === 1 ? "One experiment" : `${n} experiments`} ended without anybody saying what came of it.`,
    left: (n: number) =>
      `${n === 1 ? "One experiment is" : `${n} experiments are`} over for a week or more and not closed yet.`,
  },
  {
    invite:
      "Gwahoddwch eich grŵp i rywbeth y mae cydweithwyr yn rhoi cynnig arno. Edrychwch arno'n gyntaf, a'i basio ymlaen lle mae eich tîm yn siarad.",
    inviteButton: "Dangos yr arbrawf",
    closed: (n: number, worked: number, not: number) =>
      `Daeth ${n} arbrawf i ben gyda gair gan bwy bynnag a'i cynigiodd: gweithiodd ${worked}, ni weithiodd ${not}. Gellir dod o hyd i'r ddau wrth chwilio.`,
    alone: (n: number) => `Daeth ${n} arbrawf i ben heb i neb ddweud beth ddaeth ohono.`,
    left: (n: number) => `Mae ${n} arbrawf wedi gorffen ers wythnos neu fwy a heb ei gau eto.`,
  },
);
