/** Sizes in px of the 980 × 552 canvas; they follow styles/tokens.css. */

/** Width of a slide's body. */
export const BODY_WIDTH = 892

/** Size of every label, those of the axes too: nothing in a chart is smaller. */
export const LABEL = 20

/** Distance between the baselines of a label's lines. */
export const LABEL_LINE = 25

/** From an axis down to the baseline of its numbers. */
export const TICK_BASELINE = 26
