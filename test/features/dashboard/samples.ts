/** The tab's pages are made of what other features show: there are no cards of its own. */
export const samples = {};
