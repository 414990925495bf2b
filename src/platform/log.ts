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
    Object.entries(facts).map(([key, value]) => [key, value instanceof Error ? placeOf(value) : value]),
  );
}

function placeOf(error: Error): object {
  const { code } = error as { code?: unknown };
  const at = error.stack
    ?.split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 6);
  return { name: error.name, ...(code === undefined ? {} : { code }), at: at?.map((line) => line.trim()) };
}
