import type { IAdaptiveCard } from "@microsoft/teams.cards";

/** The root that the card schema is made from. */
export type TeamsCard = IAdaptiveCard;
