import type { Feature } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import { myPage, overviewPage, worksPage } from "./page.ts";

/** The tab's own pages: they are made of what every feature has to say. */
export function dashboard(_house: House, all: () => readonly Feature[]): Feature {
  return {
    name: "dashboard",
    pages: [myPage(all), overviewPage(all), worksPage(all)],
    personalData: { summary: async () => [], export: async () => undefined },
  };
}
