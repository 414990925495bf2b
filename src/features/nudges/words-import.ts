import { wordsIn } from "../../core/words.ts";

interface ImportedWords {
  /** Before what is said in English alone. */
  readonly onlyEnglish: string;
  readonly caution: string;
  readonly source: (name: string) => string;
}

/** What is said of every prompt that others published. */
export const importedWords = wordsIn<ImportedWords>(
  {
    onlyEnglish: "",
    caution:
      "Try it with something you know well first, and check every fact, name and number in what comes of it. Put in nothing above OFFICIAL.",
    source: (name) => `${name}, under the Open Government Licence v3.0.`,
  },
  {
    onlyEnglish: "Yn Saesneg yn unig y mae hwn.",
    caution:
      "Rhowch gynnig arno yn gyntaf gyda rhywbeth rydych chi’n ei adnabod yn dda, a gwiriwch bob ffaith, enw a rhif yn yr hyn a ddaw ohono. Peidiwch â rhoi dim uwchlaw OFFICIAL i mewn.",
    source: (name) => `${name}, o dan Drwydded Llywodraeth Agored v3.0.`,
  },
);
