import { type SourceCheck, SourceRefused } from "../../core/adoption-source.ts";
import type { TenantId } from "../../core/person.ts";
import type { Graph, Question } from "./client.ts";
import { membersQuestion, usersQuestion } from "./directory.ts";
import { type AppId, catalogueQuestion } from "./install.ts";
import { licencesQuestion, settingsQuestion } from "./licences.ts";
import { presenceQuestion, repliesQuestion } from "./presence.ts";
import { reportQuestion } from "./usage-reports.ts";

/** Nobody and no group has it. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

interface Probe {
  readonly name: string;
  readonly question: Question;
  /** What doesn't work without it. */
  readonly without: string;
  readonly optional?: true;
}

const probes: readonly Probe[] = [
  {
    name: "directory",
    question: usersQuestion,
    without: "departments, managers and who has a licence come only from staff lists",
  },
  {
    name: "usage reports",
    question: reportQuestion("report-detail", "D7", "v1"),
    without: "nobody can be told how Copilot is used here",
  },
  {
    name: "report settings",
    question: settingsQuestion,
    without: "whether names are concealed is judged by what the reports show",
    optional: true,
  },
  {
    name: "licences",
    question: licencesQuestion,
    without: "how many licences were bought isn't known",
    optional: true,
  },
  {
    name: "groups",
    question: membersQuestion(NOBODY),
    without: "pilot groups can't be followed",
    optional: true,
  },
];

/** What is asked only where whoever runs the product wants it. */
export interface Wanted {
  readonly presence: boolean;
  readonly automaticReplies: boolean;
  readonly teamsApp: AppId;
}

function probesFor({ presence, automaticReplies, teamsApp }: Wanted): readonly Probe[] {
  const presenceProbe: Probe = {
    name: "presence",
    question: presenceQuestion([NOBODY]),
    without: "tips also go to people who are in a meeting",
    optional: true,
  };
  const repliesProbe: Probe = {
    name: "automatic replies",
    question: repliesQuestion(NOBODY),
    without: "tips also go to people who are away",
    optional: true,
  };
  const catalogueProbe: Probe = {
    name: "app catalogue",
    question: catalogueQuestion(teamsApp.manifestId),
    without: "the app can't be put into people's Teams, unless TEAMS_APP_CATALOGUE_ID is set",
    optional: true,
  };
  return [
    ...probes,
    ...(presence ? [presenceProbe] : []),
    ...(automaticReplies ? [repliesProbe] : []),
    ...(teamsApp.manifestId !== "" && teamsApp.catalogueId === "" ? [catalogueProbe] : []),
  ];
}

/** Each thing asked once. What Graph says of a group or a person that don't exist shows that we may ask. */
export async function checksOf(
  graph: Graph,
  tenant: TenantId,
  wanted: Wanted,
): Promise<readonly SourceCheck[]> {
  const found: SourceCheck[] = [];
  for (const probe of probesFor(wanted)) found.push(await checked(graph, tenant, probe));
  return found;
}

async function checked(graph: Graph, tenant: TenantId, probe: Probe): Promise<SourceCheck> {
  const { name, question, without, optional } = probe;
  const base = { name, ...(optional === undefined ? {} : { optional }) };
  try {
    const answer = await graph.ask(tenant, { ...question, also: [...(question.also ?? []), 302, 400, 404] });
    for await (const _piece of answer.bytes()) break; // a report may be long, and what is in it is nobody's business here
    return { ...base, ok: true, detail: "answers" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    const consequence = error instanceof SourceRefused ? `${reason}; ${without}` : reason;
    return { ...base, ok: false, detail: consequence };
  }
}
