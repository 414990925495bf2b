import restify, { type Request, type Response } from "restify";
import type { PersonKey } from "../../../core/person.ts";

/** Pages that somebody reads in a row, and how many a second in the long run. */
export const USUAL_BURST = 40;
const PER_SECOND = 2;

/** Answers whether somebody asks for more than anybody reads: pages, files and figures of the API together. */
export type TooFast = (request: Request, response: Response, who: PersonKey) => Promise<boolean>;

export function tooFastFrom(burst: number): TooFast {
  const throttle = restify.plugins.throttle({ burst, rate: PER_SECOND, username: true });
  return async (request, response, { tenant, id }) => {
    (request as { username?: string }).username = `${tenant}/${id}`; // what restify counts by
    return (
      (await new Promise<unknown>((resolve) => void throttle(request, response, resolve))) instanceof Error
    );
  };
}
