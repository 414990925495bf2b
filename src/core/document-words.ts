import type { Mark } from "./table.ts";
import { wordsIn } from "./words.ts";

interface DocumentWords {
  readonly cover: string;
  readonly contents: string;
  readonly tables: string;
  readonly table: (number: number) => string;
  readonly notes: string;
  readonly note: (number: number) => string;
  readonly noteNumber: string;
  readonly noteText: string;
  readonly source: string;
  readonly marks: string;
  readonly mark: Readonly<Record<Mark, string>>;
  readonly skip: string;
  readonly about: string;
  readonly oneTable: (rows: number) => string;
  readonly notesSheet: string;
  readonly seeNotes: (sheet: string) => string;
  readonly back: string;
  readonly inTable: (number: number) => string;
}

/** What stands in every file and document beside what a feature says. */
export const documentWords = wordsIn<DocumentWords>(
  {
    cover: "Cover",
    contents: "Contents",
    tables: "Tables",
    table: (number) => `Table ${number}`,
    notes: "Notes",
    note: (number) => `[note ${number}]`,
    noteNumber: "Note number",
    noteText: "Note text",
    source: "Source",
    marks: "What the marks mean",
    mark: {
      "[c]": "not shown, so that nobody can be found in it",
      "[x]": "not known",
      "[u]": "not shown, as too few answered to rely on it",
    },
    skip: "Skip to the text",
    about: "About these figures",
    oneTable: (rows) =>
      `This sheet holds one table, with ${rows} ${rows === 1 ? "row" : "rows"} below its heading.`,
    notesSheet: "This sheet holds one table: the notes that other sheets refer to.",
    seeNotes: (sheet) => `Notes are numbered in square brackets, and written out on the sheet “${sheet}”.`,
    back: "Back to the cover",
    inTable: (number) => `The figures are in table ${number}.`,
  },
  {
    cover: "Clawr",
    contents: "Cynnwys",
    tables: "Tablau",
    table: (number) => `Tabl ${number}`,
    notes: "Nodiadau",
    note: (number) => `[nodyn ${number}]`,
    noteNumber: "Rhif y nodyn",
    noteText: "Testun y nodyn",
    source: "Ffynhonnell",
    marks: "Ystyr y marciau",
    mark: {
      "[c]": "heb ei ddangos, fel na ellir dod o hyd i neb ynddo",
      "[x]": "ddim yn hysbys",
      "[u]": "heb ei ddangos, gan fod rhy ychydig wedi ateb i ddibynnu arno",
    },
    skip: "Neidio i'r testun",
    about: "Ynglŷn â'r ffigurau hyn",
    oneTable: (rows) => `Mae un tabl ar y daflen hon. Nifer y rhesi o dan ei bennawd: ${rows}.`,
    notesSheet: "Mae un tabl ar y daflen hon: y nodiadau y mae taflenni eraill yn cyfeirio atynt.",
    seeNotes: (sheet) =>
      `Mae'r nodiadau wedi'u rhifo mewn cromfachau sgwâr, ac wedi'u hysgrifennu ar y daflen “${sheet}”.`,
    back: "Yn ôl i'r clawr",
    inTable: (number) => `Mae'r ffigurau yn nhabl ${number}.`,
  },
);
