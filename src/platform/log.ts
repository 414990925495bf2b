import pino from "pino";
import type { Log } from "../core/ports.ts";

/** One line of JSON for each event on standard error, so that the command line's answers stay clean on standard output. */
export function openLog(level: string): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
  return {
    info: (facts, event) => logger.info(plain(facts), event),
    warn: (facts, event) => logger.warn(plain(facts), event),
    error: (facts, event) => logger.error(plain(facts), event),
  };
}

/** Of an error only its kind and place are kept: messages may quote what a person wrote. */
export function plain(facts: object): object {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      value instanceof Error || key === "error" ? placeOf(value) : value,
    ]),
  );
}

function placeOf(error: unknown): object {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const { code } = error as { code?: unknown };
  return { name: error.name, ...(code === undefined ? {} : { code }), at: placesIn(error) };
}

/** A message may have lines of its own that look like a place, so it is taken off first. */
function placesIn({ stack = "", message }: Error): readonly string[] {
  const after = stack.indexOf(message) + message.length;
  return stack
    .slice(after)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => PLACE.test(line))
    .slice(0, 6);
}

const PLACE = /^at .{1,300}:\d+:\d+\)?$/;

/** The SDK writes refused tokens and whole errors to the console; what matters of them reaches us as errors. */
export function silenceLibraries(): void {
  for (const way of ["debug", "log", "info", "warn", "error", "trace"] as const) {
    console[way] = () => {};
  }
}
