import { wordsIn } from "../../core/words.ts";

interface WorksWords {
  readonly title: string;
  readonly note: string;
  readonly none: string;
  readonly few: string;
  readonly finding: (n: number) => string;
  readonly table: string;
  readonly story: string;
  readonly departments: string;
  readonly steps: string;
}

export const worksWords = wordsIn<WorksWords>(
  {
    title: "Stories that colleagues tried",
    note: "“Stories” has the stories themselves, and what their readers said.",
    none: "No story has been tried yet, before this week.",
    few: "Stories have been tried, each by fewer than ten people so far.",
    finding: (n) => `${n === 1 ? "1 story was" : `${n} stories were`} tried by ten people or more.`,
    table: "Departments in which stories worked",
    story: "Story",
    departments: "Departments, at least",
    steps:
      "Only stories that ten people or more tried are here. Departments are counted down to 0, 1, 2, 5, 10, 20 or 50, up to last Sunday.",
  },
  {
    title: "Straeon y rhoddodd cydweithwyr gynnig arnynt",
    note: "Mae’r straeon eu hunain, a’r hyn a ddywedodd eu darllenwyr, ar y dudalen “Straeon”.",
    none: "Nid oes neb wedi rhoi cynnig ar stori eto, cyn yr wythnos hon.",
    few: "Rhoddwyd cynnig ar straeon, pob un gan lai na deg o bobl hyd yma.",
    finding: (n) => `Rhoddodd deg neu fwy o bobl gynnig ar ${n} stori.`,
    table: "Adrannau lle gweithiodd straeon",
    story: "Stori",
    departments: "Adrannau, o leiaf",
    steps:
      "Dim ond straeon y rhoddodd deg neu fwy o bobl gynnig arnynt sydd yma. Cyfrifir adrannau i lawr i 0, 1, 2, 5, 10, 20 neu 50, hyd at ddydd Sul diwethaf.",
  },
);
