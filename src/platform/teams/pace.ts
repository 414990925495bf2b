/** How long things take or may take, in milliseconds. Tests make them short. */
export interface Pace {
  /** A call to the Bot Connector, or for a token to make it with. */
  readonly outbound: number;
  /** An answer that Teams couldn't take is offered again after this. */
  readonly offerAgain: number;
  /** "Typing" is shown after this, and again at this interval. */
  readonly typingFirst: number;
  readonly typingAgain: number;
}

export const usualPace: Pace = { outbound: 10_000, offerAgain: 500, typingFirst: 1_200, typingAgain: 3_500 };
