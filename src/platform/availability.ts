import type { Availability, Log } from "../core/ports.ts";

/** The same, but it always answers in time: what fails or is late is as if nobody had been asked. */
export function inTime(availability: Availability, limitMs: number, log: Log): Availability {
  return {
    async of(people, run) {
      const { signal, stop } = limitOf(limitMs);
      const late = new Promise<never>((_, fail) =>
        signal.addEventListener("abort", () => fail(signal.reason)),
      );
      try {
        return await Promise.race([availability.of(people, run), late]);
      } catch {
        log.warn({}, "availability couldn't be asked");
        return people.map(() => undefined);
      } finally {
        stop();
      }
    },
  };
}

function limitOf(limitMs: number) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(new Error("late")), limitMs);
  return { signal: control.signal, stop: () => clearTimeout(timer) };
}
