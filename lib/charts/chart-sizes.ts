/** Sizes in px of the 980 × 552 canvas; they follow styles/tokens.css. */

/** Width of a slide's body. */
export const BODY_WIDTH = 892

/** Smallest size of a label. */
export const LABEL = 20

/** Distance between the baselines of a label's lines. */
export const LABEL_LINE = 25

/** Numbers on an axis. */
export const TICK = 16
