import type { Feature } from "../core/feature.ts";
import type { House } from "../core/house.ts";
import { onlyForKnown } from "../core/known.ts";
import { admin } from "./admin/index.ts";
import { adoption } from "./adoption/index.ts";
import { benefits } from "./benefits/index.ts";
import { campaigns } from "./campaigns/index.ts";
import { dashboard } from "./dashboard/index.ts";
import { digests } from "./digests/index.ts";
import { experiments } from "./experiments/index.ts";
import { nudges } from "./nudges/index.ts";
import { privacy } from "./privacy/index.ts";
import { publication } from "./publication/index.ts";
import { stories } from "./stories/index.ts";
import { timeSaved } from "./time-saved/index.ts";
import { welcome } from "./welcome/index.ts";

/**
 * Every feature of the product. Adding one is adding a folder and a line here. Those that read the slots of others are
 * handed the whole list, to be read when somebody asks.
 */
export function allFeatures(house: House): readonly Feature[] {
  const all = (): readonly Feature[] => features;
  const meeting = welcome(house, all);
  const features: readonly Feature[] = [
    dashboard(house, all),
    stories(house, all), // before time saved: “stories about saving time” asks for stories
    timeSaved(house, all),
    experiments(house, all), // before the nudges, as a reminder comes instead of a tip
    digests(house, all), // before the nudges: who is to get one gets no tip beside it
    campaigns(house, all), // before the nudges: who is to get one gets no tip beside it
    nudges(house, all),
    privacy(house, all),
    meeting,
    adoption(house, all),
    publication(house, all),
    benefits(house, all),
    admin(house),
  ].map((feature) => onlyForKnown(feature, meeting.host));
  return features;
}
