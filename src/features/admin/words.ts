import type { Role } from "../../core/ports.ts";
import { wordsIn } from "../../core/words.ts";

export const adminWords = wordsIn(
  {
    roles: "What you do for others here",
    done: "What you did that stands on record",
    doneValue: (n: number) =>
      `${n === 1 ? "1 line" : `${n} lines`}: figures you looked at or took away, and what you changed for others. Administrators see them. When you are forgotten, the lines stay without your id.`,
    names: {
      champion: "Champion: you review stories",
      analyst: "Analyst: you see figures on groups",
      administrator: "Administrator: you look after Uptake",
    } satisfies Record<Role, string>,
  },
  {
    roles: "Yr hyn a wnewch dros eraill yma",
    done: "Yr hyn a wnaethoch sydd ar gofnod",
    doneValue: (n) =>
      `${n} llinell: ffigurau yr edrychoch arnynt neu y cymeroch ymaith, a'r hyn a newidioch dros eraill. Mae gweinyddwyr yn eu gweld. Pan gewch eich anghofio, mae'r llinellau'n aros heb eich id.`,
    names: {
      champion: "Hyrwyddwr: rydych yn adolygu straeon",
      analyst: "Dadansoddwr: rydych yn gweld ffigurau am grwpiau",
      administrator: "Gweinyddwr: rydych yn gofalu am Uptake",
    },
  },
);
