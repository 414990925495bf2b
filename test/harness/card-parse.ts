import { createRequire } from "node:module";

interface Parser {
  readonly AdaptiveCard: new () => {
    parse(json: unknown, context: unknown): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
  readonly SerializationContext: new () => {
    readonly eventCount: number;
    getEventAt(at: number): { readonly message: string };
  };
}

// Its main needs a browser; this build is the same parser.
const parser = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js") as Parser;

/** What Microsoft's own parser says of a card. */
export function cardProblems(json: object): readonly string[] {
  const card = new parser.AdaptiveCard();
  const context = new parser.SerializationContext();
  card.parse(JSON.parse(JSON.stringify(json, asItKnows)), context);
  const parsing = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...parsing, ...card.validateProperties().validationEvents].map(({ message }) => message);
}

/**
 * It knows no charts, and takes their fallback. Languages are kept from it: it checks them with one RegExp for all that
 * remembers where it stopped, and so refuses every second one.
 */
function asItKnows(key: string, value: unknown): unknown {
  if (key === "lang") return undefined;
  const { type, fallback } = (value ?? {}) as { type?: unknown; fallback?: unknown };
  return typeof type === "string" && type.startsWith("Chart.") ? fallback : value;
}
