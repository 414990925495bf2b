/** Under this many, people aren't counted for whoever runs the product. */
const FEWEST = 10;
const STEP = 5;
const FEW = "[c]";

/**
 * How many people, for the command line: of whole organisations, to the nearest five, and nothing under ten. So nobody can
 * be worked out by taking one count from another, on one line, from line to line or from day to day. None is shown as 0.
 */
export function people(count: number): number | string {
  if (count === 0) return 0;
  return count < FEWEST ? FEW : Math.round(count / STEP) * STEP;
}

/** How many did something: that it was nobody at all would tell of each of them. */
export const doing = (count: number): number | string => (count < FEWEST ? FEW : people(count));

/** What is left of some where others have theirs: no more exact than what it is left of. `all` is as it is shown. */
export function without(all: number | string, counts: { readonly of: number; readonly used: number }) {
  const given = people(counts.used);
  if (counts.of === counts.used) return 0;
  if (typeof all === "string" || typeof given === "string") return FEW;
  return all - given < FEWEST ? FEW : all - given;
}

/** A share in steps of five of a hundred. Where few are missing it isn't told how many. */
export function share(count: number, of: number): string {
  const told = sharing(count, of);
  if (typeof told === "number") return `about ${told} %`;
  return { nobody: "none", few: FEW, "nearly all": "all or nearly all" }[told];
}

export type Sharing = number | "nobody" | "few" | "nearly all";

export function sharing(count: number, of: number): Sharing {
  if (of === 0) return "nobody";
  if (count < FEWEST) return "few";
  if (of - count < FEWEST) return "nearly all";
  return Math.min(95, Math.max(STEP, Math.round((100 * count) / of / STEP) * STEP));
}

type Counts = Readonly<Record<string, number | boolean>>;
export type Shown = Readonly<Record<string, number | string | boolean>>;

/** Pages, products and what was bought are no people. */
const plain = new Set(["pages", "products", "purchased", "unknown columns", "figures"]);

/** Counts of a step as whoever runs the product may see them. What is left over is taken from what is shown. */
export function shown(counts: Counts): Shown {
  const number = (name: string) => Number(counts[name] ?? 0);
  const left: Readonly<Record<string, () => number | string>> = {
    "not joined": () => without(people(number("rows")), { of: number("rows"), used: number("joined") }),
    unassigned: () => without(number("purchased"), { of: number("purchased"), used: number("assigned") }),
  };
  return Object.fromEntries(
    Object.entries(counts).map(([name, value]) => {
      if (typeof value === "boolean" || plain.has(name)) return [name, value];
      return [name, left[name]?.() ?? people(value)];
    }),
  );
}

export function counted(counts: Counts): string {
  const parts = Object.entries(shown(counts)).map(([name, value]) =>
    typeof value === "boolean" ? (value ? name : `not ${name}`) : `${value} ${name}`,
  );
  return parts.length === 0 ? "done." : `${parts.join(", ")}.`;
}
