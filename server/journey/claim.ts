/** What a course lets a learner claim. */
export interface CreditPolicy {
  /** Most that can be claimed. */
  readonly maximum: number
  /** 0.25: AMA PRA Category 1 Credit is claimed in quarters. */
  readonly step: number
}

/**
 * Why credit cannot be claimed, or undefined when it can. A physician claims what corresponds to the participation, in
 * steps of 0.25, up to the maximum that the provider designated (AMA PRA Credit System).
 */
export function refuseClaim(credits: unknown, policy: CreditPolicy): string | undefined {
  if (typeof credits !== 'number' || !Number.isFinite(credits))
    return 'Say how much credit you claim, as a number.'
  if (credits < policy.step)
    return `The least that can be claimed is ${policy.step}.`
  if (credits > policy.maximum)
    return `The most that can be claimed is ${policy.maximum}.`
  // Quarters are exact in binary; a step that isn't would need rounding here.
  if (credits % policy.step !== 0)
    return `Credit is claimed in steps of ${policy.step}.`
  return undefined
}

/** Everything that can be claimed, from the least to the most. */
export function claimable(policy: CreditPolicy): number[] {
  return Array.from({ length: Math.floor(policy.maximum / policy.step) }, (_, index) => (index + 1) * policy.step)
}
