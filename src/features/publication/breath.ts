/**
 * Lets others have their turn: dividing half a million people takes seconds, and somebody may be waiting for a card in the
 * same process.
 */
export const breath = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
