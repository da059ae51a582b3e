import { z } from '@hono/zod-openapi'

/**
 * By what PARS knows the provider and the activity. The ACCME gives these numbers; nothing here makes them up, and a course
 * does not carry them: an activity that is registered later changes no content.
 */
export const parsSettingsSchema = z.strictObject({
  organization: z.string().trim().min(1).max(200).optional().describe('ReportingOrganization; the provider of course.yaml when left out'),
  provider: z.string().regex(/^\d{7}$/, 'must be the 7 digits by which the ACCME knows the provider').describe('ProviderOrganization: the ACCME’s number of the provider, 7 digits'),
  module: z.string().regex(/^\d{9}$/, 'must be the 9 digits that PARS gave the activity').describe('moduleID: the number that PARS gave the activity, 9 digits'),
}).openapi('ParsSettings')

export interface ParsSettings {
  readonly organization: string
  readonly provider: string
  readonly module: string
}
