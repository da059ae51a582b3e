import { z } from '@hono/zod-openapi'
import { symbolsIn } from '../../lib/name-characters.ts'
import { isUsState } from '../../lib/us-states.ts'
import { isVisible } from '../../lib/visible-text.ts'
import { isBirthday } from './birthday.ts'
import { isNpi } from './npi.ts'

export const professions = ['physician', 'nurse-practitioner', 'physician-assistant', 'nurse', 'pharmacist', 'pharmacy-technician', 'other'] as const

/** What stands on a certificate must be what is seen: nothing turns letters around or hides between them. */
const visible = z.string().trim().refine(isVisible, 'has characters that are not seen; type it anew')

/** No certificate bears a picture, and none is silently left out of a name. */
function refuseSymbols(text: string, context: z.RefinementCtx): void {
  const symbols = symbolsIn(text)
  if (symbols.length)
    context.addIssue({ code: 'custom', message: `has ${symbols.join(' ')}, which a certificate cannot bear` })
}

const name = visible.min(1, 'must not be empty').max(200).regex(/\p{L}/u, 'must have a letter').superRefine(refuseSymbols)

const latin = name.regex(/^[\p{Script=Latin}\p{M}\s.,'’‘ʻ-]+$/u, 'must be in Latin letters')

/** What a learner says of themselves. Only the name and the profession are asked of everybody. */
export const profileSchema = z.strictObject({
  givenName: name.describe('As on the license'),
  familyName: name.describe('As on the license'),
  latinName: z.strictObject({ givenName: latin, familyName: latin }).optional().describe('The name in Latin letters, for a certificate whose fonts lack those of the name'),
  profession: z.enum(professions),
  credentials: visible.max(100).superRefine(refuseSymbols).optional().describe('Degrees, for example M.D.'),
  npi: z.string().trim().refine(isNpi, 'is not a National Provider Identifier: ten digits, the last a check digit').optional(),
  licences: z.array(z.strictObject({
    state: z.string().trim().regex(/^[A-Z]{2}$/, 'must be two letters, for example NJ').refine(isUsState, 'is no state or territory of the United States'),
    number: visible.min(1).max(40),
  })).max(20).default([]),
  boards: z.array(visible.min(1).max(100)).max(20).default([]),
  eProfileId: z.string().trim().regex(/^\d{1,10}$/, 'is not an e-Profile ID of NABP: it has digits alone').optional().describe('Of pharmacists and pharmacy technicians, with the birthday, for reports to CPE Monitor'),
  birthMonthDay: z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'must be a month and a day, for example 04-30').refine(isBirthday, 'is no day of the calendar').optional().describe('Only for reports to a board or to CPE Monitor'),
}).openapi('Profile')

export type Profile = z.infer<typeof profileSchema>
