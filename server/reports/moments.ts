/** Means, variances and the covariance of pairs that come one after the other (Welford, 1962), without keeping them. */
export interface Moments {
  readonly add: (x: number, y: number) => void
  readonly n: () => number
  readonly mean: () => number
  /** Of the population. */
  readonly variance: () => number
  /** Pearson's; undefined when either does not vary. */
  readonly correlation: () => number | undefined
}

export function createMoments(): Moments {
  let n = 0
  let [meanX, meanY, squaresX, squaresY, products] = [0, 0, 0, 0, 0]
  return {
    add(x, y) {
      n++
      const [fromX, fromY] = [x - meanX, y - meanY]
      meanX += fromX / n
      meanY += fromY / n
      squaresX += fromX * (x - meanX)
      squaresY += fromY * (y - meanY)
      products += fromX * (y - meanY)
    },
    n: () => n,
    mean: () => meanX,
    variance: () => n ? squaresX / n : 0,
    correlation: () => squaresX > 0 && squaresY > 0 ? products / Math.sqrt(squaresX * squaresY) : undefined,
  }
}
