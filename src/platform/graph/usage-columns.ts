import type { UsageApp } from "../../core/adoption-source.ts";

/**
 * What a column of a usage report is, by its heading: in any order, case and punctuation, as reports of several versions,
 * JSON and the admin centre's downloads spell the same thing differently.
 */
export type Column =
  | { readonly is: "refreshedOn" | "day" | "period" | "signInName" | "prompts" | "activeDays" | "known" }
  | { readonly is: "last" | "enabled" | "active"; readonly app: UsageApp };

const fixed: Readonly<Record<string, Exclude<Column["is"], "last" | "enabled" | "active">>> = {
  reportrefreshdate: "refreshedOn",
  reportdate: "day",
  reportperiod: "period",
  userprincipalname: "signInName",
  username: "signInName",
  displayname: "known",
  copilotactivityuserdetailsbyperiod: "known",
  promptssubmitted: "prompts",
  promptssubmittedforallapps: "prompts",
  totalpromptssubmitted: "prompts",
  averagepromptssubmitted: "known",
  promptssubmittedforcopilotchatwork: "known",
  promptssubmittedforcopilotchatweb: "known",
  copilotchatworkpromptssubmitted: "known",
  copilotchatwebpromptssubmitted: "known",
  activeusagedays: "activeDays",
  activeusagedaysforallapps: "activeDays",
};

const names: Readonly<Record<string, UsageApp>> = {
  "": "any",
  any: "any",
  anyapp: "any",
  allapps: "any",
  microsoftteams: "teams",
  teams: "teams",
  word: "word",
  excel: "excel",
  powerpoint: "powerpoint",
  outlook: "outlook",
  onenote: "onenote",
  loop: "loop",
  chat: "chat",
  chatwork: "chat-work",
  chatweb: "chat-web",
  edge: "edge",
  microsoft365: "m365",
  m365: "m365",
  microsoft365app: "m365",
  agent: "agent",
  agents: "agent",
};

export function columnOf(heading: string): Column | undefined {
  const plain = plainly(heading);
  const is = fixed[plain];
  if (is !== undefined) return { is };
  const last = /^lastactivitydateof(.+)$/.exec(plain)?.[1] ?? /^(.*)lastactivitydate$/.exec(plain)?.[1];
  if (last !== undefined) return of("last", last);
  const enabled = /^(.+)enabledusers$/.exec(plain)?.[1];
  if (enabled !== undefined) return of("enabled", enabled);
  const active = /^(.+)activeusers$/.exec(plain)?.[1];
  return active === undefined ? undefined : of("active", active);
}

/** Every app is "Copilot in Word", "Word Copilot" or just "Word" somewhere. */
function of(is: "last" | "enabled" | "active", name: string): Column | undefined {
  const app = names[name.replace(/copilot(in)?/, "")];
  return app === undefined ? undefined : { is, app };
}

const plainly = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/\(utc\)/, "")
    .replace(/[^a-z0-9]/g, "");
