import type { Feature } from "../core/feature.ts";
import type { House } from "../core/house.ts";
import { admin } from "./admin/index.ts";
import { nudges } from "./nudges/index.ts";
import { privacy } from "./privacy/index.ts";
import { timeSaved } from "./time-saved/index.ts";
import { welcome } from "./welcome/index.ts";

/** Every feature of the product. Adding one is adding a folder and a line here. */
export function allFeatures(house: House): readonly Feature[] {
  const own = [timeSaved(house)];
  const asking = [...own, nudges(house, own), admin(house)];
  // These two read the slots of all the others: what can be said, and what is kept.
  const meeting = privacy(house, [...asking, welcome(house, asking)]);
  return [...asking, welcome(house, [...asking, meeting]), meeting];
}
