import type { Because } from "../../core/figures.ts";
import { wordsIn } from "../../core/words.ts";

type Why = Readonly<Record<Because, string>>;

export const adoptionWords = wordsIn(
  {
    because: {
      "no directory": "Unknown: your organisation's directory hasn't been read.",
      "no report": "Unknown: no usage report has been read.",
      "names concealed":
        "Unknown: your organisation conceals names in its usage reports, so only figures for the whole organisation are known.",
      "no such column": "Unknown: the report says nothing about this app.",
      "too few weeks": "Unknown: too few weeks have been read so far.",
      "nobody to count": "Unknown: the reports say nothing about anybody in this group.",
      "no dates": "Unknown: nobody's licence has begun since we started reading.",
    } as Why,
    directory: "From your organisation's directory",
    directoryValue: (facts: string) =>
      `${facts}. It is corrected where it comes from: ask whoever keeps the directory.`,
    listed: "That you are in it",
    jobTitle: "Job title",
    company: "Organisation",
    office: "Office",
    country: "Country",
    places: (n: number) =>
      `where you were in the organisation over time: ${n === 1 ? "1 line" : `${n} lines`}`,
    groups: (n: number) => `groups: ${n}`,
    licence: "Copilot licence",
    since: (day: string) => `since ${day}`,
    sinceBefore: (day: string) => `since ${day} or earlier`,
    between: (from: string, until: string) => `from ${from} until ${until}`,
    use: "When you used Copilot",
    useValue: (last: string, weeks: number) =>
      `Last used: ${last}. Kept by day for ${weeks === 1 ? "1 week" : `${weeks} weeks`}, from your organisation's usage reports. Only you see it; others see groups of ten or more.`,
    neverUsed: (report: string) => `No use so far, says the report of ${report}. Only you see it.`,
    forgotten:
      "If you have all of this erased, your organisation's directory may name you again. What you used before that day doesn't come back.",
  },
  {
    because: {
      "no directory": "Anhysbys: nid yw cyfeiriadur eich sefydliad wedi'i ddarllen.",
      "no report": "Anhysbys: nid oes adroddiad defnydd wedi'i ddarllen.",
      "names concealed":
        "Anhysbys: mae eich sefydliad yn cuddio enwau yn ei adroddiadau defnydd, felly dim ond ffigurau'r sefydliad cyfan sy'n hysbys.",
      "no such column": "Anhysbys: nid yw'r adroddiad yn dweud dim am yr ap hwn.",
      "too few weeks": "Anhysbys: rhy ychydig o wythnosau sydd wedi'u darllen hyd yma.",
      "nobody to count": "Anhysbys: nid yw'r adroddiadau'n dweud dim am neb yn y grŵp hwn.",
      "no dates": "Anhysbys: nid oes trwydded neb wedi dechrau ers i ni ddechrau darllen.",
    },
    directory: "O gyfeiriadur eich sefydliad",
    directoryValue: (facts) =>
      `${facts}. Caiff ei gywiro lle mae'n tarddu: gofynnwch i'r sawl sy'n cadw'r cyfeiriadur.`,
    listed: "Eich bod chi ynddo",
    jobTitle: "Teitl swydd",
    company: "Sefydliad",
    office: "Swyddfa",
    country: "Gwlad",
    places: (n) => `ble roeddech chi yn y sefydliad dros amser: ${n} llinell`,
    groups: (n) => `grwpiau: ${n}`,
    licence: "Trwydded Copilot",
    since: (day) => `ers ${day}`,
    sinceBefore: (day) => `ers ${day} neu'n gynharach`,
    between: (from, until) => `o ${from} tan ${until}`,
    use: "Pryd y defnyddioch chi Copilot",
    useValue: (last, weeks) =>
      `Defnydd diwethaf: ${last}. Cedwir fesul diwrnod am ${weeks} wythnos, o adroddiadau defnydd eich sefydliad. Dim ond chi sy'n ei weld; mae eraill yn gweld grwpiau o ddeg neu fwy.`,
    neverUsed: (report) => `Dim defnydd hyd yma, yn ôl adroddiad ${report}. Dim ond chi sy'n ei weld.`,
    forgotten:
      "Os byddwch yn dileu hyn i gyd, gall cyfeiriadur eich sefydliad eich enwi eto. Nid yw'r hyn a ddefnyddioch chi cyn y diwrnod hwnnw'n dod yn ôl.",
  },
);

/** What the operator reads: the command line is in English. */
export const because = adoptionWords("en").because;
