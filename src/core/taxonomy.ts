import type { InLanguages } from "./words.ts";

/**
 * The lists that features share: apps, tasks, professions, grades. An id is stored and never changes; a label is shown.
 * Sources: the task list is ours, drawn from published diary studies; professions and grades are those of One Big Thing
 * 2023 (i-dot-ai, MIT licence).
 */
type Labels = Readonly<Record<string, InLanguages<string>>>;

const list = <const T extends Labels>(labels: T) => labels;

export const apps = list({
  teams: { en: "Teams", cy: "Teams" },
  word: { en: "Word", cy: "Word" },
  outlook: { en: "Outlook", cy: "Outlook" },
  excel: { en: "Excel", cy: "Excel" },
  powerpoint: { en: "PowerPoint", cy: "PowerPoint" },
  onenote: { en: "OneNote", cy: "OneNote" },
  loop: { en: "Loop", cy: "Loop" },
  "chat-work": { en: "Copilot Chat (work)", cy: "Copilot Chat (gwaith)" },
  "chat-web": { en: "Copilot Chat (web)", cy: "Copilot Chat (y we)" },
  other: { en: "Another app", cy: "Ap arall" },
});
export type App = keyof typeof apps;

export const tasks = list({
  find: { en: "Finding information", cy: "Dod o hyd i wybodaeth" },
  "summarise-documents": { en: "Summarising documents", cy: "Crynhoi dogfennau" },
  "summarise-meetings": { en: "Meeting notes and actions", cy: "Nodiadau a chamau cyfarfodydd" },
  email: { en: "Writing email", cy: "Ysgrifennu e-bost" },
  draft: { en: "Drafting a document", cy: "Drafftio dogfen" },
  edit: { en: "Editing and simplifying", cy: "Golygu a symleiddio" },
  presentation: { en: "Making slides", cy: "Creu sleidiau" },
  analysis: { en: "Working with data", cy: "Gweithio gyda data" },
  ideas: { en: "Ideas and planning", cy: "Syniadau a chynllunio" },
  learn: { en: "Learning or explaining", cy: "Dysgu neu egluro" },
  translate: { en: "Translating or making accessible", cy: "Cyfieithu neu wneud yn hygyrch" },
  code: { en: "Writing code", cy: "Ysgrifennu cod" },
  admin: { en: "Scheduling and admin", cy: "Trefnu a gweinyddu" },
  images: { en: "Making images", cy: "Creu delweddau" },
  other: { en: "Something else", cy: "Rhywbeth arall" },
});
export type Task = keyof typeof tasks;

export const professions = list({
  analysis: { en: "Analysis", cy: "Dadansoddi" },
  commercial: { en: "Commercial", cy: "Masnachol" },
  communications: { en: "Communications", cy: "Cyfathrebu" },
  "corporate-finance": { en: "Corporate finance", cy: "Cyllid corfforaethol" },
  "counter-fraud": { en: "Counter fraud", cy: "Gwrth-dwyll" },
  digital: { en: "Digital, data and technology", cy: "Digidol, data a thechnoleg" },
  economics: { en: "Economics", cy: "Economeg" },
  finance: { en: "Finance", cy: "Cyllid" },
  "fraud-error-debt-grants": {
    en: "Fraud, error, debts and grants",
    cy: "Twyll, gwall, dyledion a grantiau",
  },
  "human-resources": { en: "Human resources", cy: "Adnoddau dynol" },
  "intelligence-analysis": { en: "Intelligence analysis", cy: "Dadansoddi cudd-wybodaeth" },
  "internal-audit": { en: "Internal audit", cy: "Archwilio mewnol" },
  "international-trade": { en: "International trade", cy: "Masnach ryngwladol" },
  knowledge: { en: "Knowledge and information management", cy: "Rheoli gwybodaeth" },
  legal: { en: "Legal", cy: "Y gyfraith" },
  medical: { en: "Medical", cy: "Meddygol" },
  "occupational-psychology": { en: "Occupational psychology", cy: "Seicoleg alwedigaethol" },
  "operational-delivery": { en: "Operational delivery", cy: "Cyflawni gweithredol" },
  "operational-research": { en: "Operational research", cy: "Ymchwil weithredol" },
  planning: { en: "Planning", cy: "Cynllunio" },
  "planning-inspection": { en: "Planning inspection", cy: "Arolygu cynllunio" },
  policy: { en: "Policy", cy: "Polisi" },
  "project-delivery": { en: "Project delivery", cy: "Cyflawni prosiectau" },
  property: { en: "Property", cy: "Eiddo" },
  science: { en: "Science and engineering", cy: "Gwyddoniaeth a pheirianneg" },
  security: { en: "Security", cy: "Diogelwch" },
  "social-research": { en: "Social research", cy: "Ymchwil gymdeithasol" },
  statistics: { en: "Statistics", cy: "Ystadegau" },
  tax: { en: "Tax", cy: "Treth" },
  veterinary: { en: "Veterinary", cy: "Milfeddygol" },
  other: { en: "Another profession", cy: "Proffesiwn arall" },
});
export type Profession = keyof typeof professions;

export const grades = list({
  aa: { en: "AA", cy: "AA" },
  ao: { en: "AO", cy: "AO" },
  eo: { en: "EO", cy: "EO" },
  heo: { en: "HEO", cy: "HEO" },
  seo: { en: "SEO", cy: "SEO" },
  g7: { en: "Grade 7", cy: "Gradd 7" },
  g6: { en: "Grade 6", cy: "Gradd 6" },
  scs: { en: "SCS", cy: "SCS (Uwch-wasanaeth Sifil)" },
  other: { en: "Another grade", cy: "Gradd arall" },
});
export type Grade = keyof typeof grades;

/** Tips speak to bands, so that a tip never needs to know an exact grade. */
export const gradeBands = ["aa-ao", "eo", "heo-seo", "g7-g6", "scs"] as const;
export type GradeBand = (typeof gradeBands)[number];

const bandOf: Readonly<Record<Grade, GradeBand | undefined>> = {
  aa: "aa-ao",
  ao: "aa-ao",
  eo: "eo",
  heo: "heo-seo",
  seo: "heo-seo",
  g7: "g7-g6",
  g6: "g7-g6",
  scs: "scs",
  other: undefined,
};
export const bandOfGrade = (grade: Grade): GradeBand | undefined => bandOf[grade];

/** The four strands of learning, in the order they build on one another. */
export const strands = list({
  demystify: { en: "What AI is and isn't", cy: "Beth yw AI a beth nad yw" },
  practice: { en: "Practical skills", cy: "Sgiliau ymarferol" },
  security: { en: "Using it safely", cy: "Ei ddefnyddio'n ddiogel" },
  "keep-learning": { en: "Keep learning", cy: "Dal i ddysgu" },
});
export type Strand = keyof typeof strands;

/** The ids of a list, as the tuple that a zod enum wants. */
export const idsOf = <T extends object>(labels: T): [keyof T & string, ...(keyof T & string)[]] =>
  Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];
