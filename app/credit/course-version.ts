import type { ModuleData } from '../module-data.ts'
import type { Journey } from './service.ts'
import { ServiceProblem } from '../service/ask.ts'

/**
 * Lets the page show the version of the course that the learner is in: its front matter, questions and slides. They are asked for
 * by that version's own address, so that a course that is built again meanwhile changes nothing for who has begun. The page and its
 * address stay.
 * @returns false when the server has not kept that version, and the learner still needs it.
 * @throws ServiceProblem when the server cannot be reached.
 */
export async function showVersion(data: ModuleData, { version, steps, term }: Journey): Promise<boolean> {
  const base = `../versions/${encodeURIComponent(version)}/module`
  if (data.base === base)
    return true
  const response = await fetch(`${base}/module.json`).catch(() => undefined)
  if (!response || response.status >= 500)
    throw new ServiceProblem(response?.status ?? 0, { code: 'not-reached' })
  if (response.ok) {
    Object.assign(data, await response.json(), { base })
    return true
  }
  // Files of a version go when nobody can go on in it: whoever is done sees the course as it is now.
  return term.state === 'ended' || steps.every(step => step.state === 'done')
}
