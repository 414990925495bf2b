import type { Feature } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import { html } from "../../core/html.ts";
import type { Page } from "../../core/page.ts";
import { inEach } from "../../core/words.ts";
import { dashboardWords } from "./words.ts";

/** The tab's own pages: they are made of what every feature has to say. */
export function dashboard(_house: House, all: () => readonly Feature[]): Feature {
  const both = inEach(dashboardWords);
  const my: Page = {
    path: "my",
    title: both("my"),
    for: ["reader"],
    async show(view) {
      const w = dashboardWords(view.person.language);
      if (!view.person.known) return { body: html`<p class="lead">${w.unknown}</p>` };
      const parts = await Promise.all(all().map((feature) => feature.mine?.(view) ?? ""));
      return { body: html`<p class="lead">${w.onlyYou}</p>${parts}` };
    },
  };
  return {
    name: "dashboard",
    pages: [my],
    personalData: { summary: async () => [], export: async () => undefined },
  };
}
