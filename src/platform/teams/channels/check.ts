import type { Check } from "../../../core/house.ts";
import type { ChannelTable } from "./table.ts";

const RECENT_MS = 8 * 86_400_000;

/** What “doctor” says of it: a post that failed within the last week is somebody's to look at. */
export async function channelCheck(table: Pick<ChannelTable, "count">, now: Date): Promise<Check> {
  const { channels, failed } = await table.count(new Date(now.getTime() - RECENT_MS));
  const detail = `${channels} asked for something${failed === 0 ? "" : `; ${failed} posts failed`}`;
  return { name: "channels", ok: failed === 0, detail };
}
