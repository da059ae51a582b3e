import type { Certificate } from '../certificates/certificate.ts'
import type { Profile } from '../learners/profile.ts'
import type { ParsSettings } from './pars-settings.ts'
import { isUsState } from '../../lib/us-states.ts'
import { isBirthday } from '../learners/birthday.ts'
import { isNpi } from '../learners/npi.ts'

/**
 * A learner record for PARS, after the ACCME's draft v0.5 of May 2025. CreditID ("ccid:x:y") is left out: nothing here knows
 * its parts, and nothing is made up.
 */
export interface ParsLearnerRecord {
  readonly ReportingOrganization: string
  readonly Member: { readonly Name: { readonly GivenName: string, readonly FamilyName: string } }
  /** Month and day: the year is asked of nobody. */
  readonly PersonalInfo: { readonly BirthDate: string }
  readonly Activity: { readonly ProviderOrganization: string }
  readonly Module: { readonly ModuleName: { readonly value: string, readonly moduleID: string } }
  readonly Status: 'Completed'
  readonly CompletedDateTime: string
  readonly CreditCertificate: readonly {
    readonly UniqueID: { readonly value: string, readonly domain: string }
    readonly CreditReceived: { readonly activityCertification: string, readonly creditUnit: 'Point', readonly numberOfCredits: number }
  }[]
  readonly LearnerRecordAction: 'add' | 'delete'
}

/** What is known of a completion. */
export interface Completion {
  readonly certificate: Certificate
  readonly profile: Profile | undefined
  /** ISO time. */
  readonly completedAt: string
}

export interface ParsProblem {
  /** Stable, for programs. */
  readonly code: 'profile-missing' | 'birth-date-missing' | 'birth-date-wrong' | 'licence-wrong' | 'identifier-missing' | 'npi-wrong' | 'credits-unfit'
  readonly message: string
  readonly mend: string
}

const STEP = 0.25

/** The record of a completion, or everything that keeps it from being one. */
export function parsRecord({ certificate, profile, completedAt }: Completion, { organization, provider, module }: ParsSettings): { record: ParsLearnerRecord } | { problems: ParsProblem[] } {
  const problems = parsProblems({ certificate, profile })
  if (problems.length || !profile)
    return { problems }
  const { learner, course, credits, creditType } = certificate
  const { givenName, familyName } = learner.latinName ?? learner
  // Certificates print the mark and slope the name; a field of data has neither.
  const activityCertification = creditType.replaceAll(/[*™]/g, '').trim()
  const identifiers = [
    ...profile.npi === undefined ? [] : [{ value: profile.npi, domain: 'NPI' }],
    ...profile.licences.map(({ state, number }) => ({ value: number, domain: state })),
  ]
  return {
    record: {
      ReportingOrganization: organization,
      Member: { Name: { GivenName: givenName, FamilyName: familyName } },
      PersonalInfo: { BirthDate: profile.birthMonthDay! },
      Activity: { ProviderOrganization: provider },
      Module: { ModuleName: { value: course.title, moduleID: module } },
      Status: 'Completed',
      CompletedDateTime: completedAt,
      CreditCertificate: identifiers.map(UniqueID => ({ UniqueID, CreditReceived: { activityCertification, creditUnit: 'Point', numberOfCredits: credits } })),
      LearnerRecordAction: 'add',
    },
  }
}

/** What a completion lacks for PARS, and how to mend it. Learners mend their profiles themselves; the office cannot. */
export function parsProblems({ certificate, profile }: Pick<Completion, 'certificate' | 'profile'>): ParsProblem[] {
  if (!profile)
    return [{ code: 'profile-missing', message: 'There is no profile.', mend: 'Ask the learner to sign in and save the profile.' }]
  const problems: ParsProblem[] = []
  if (profile.birthMonthDay === undefined)
    problems.push({ code: 'birth-date-missing', message: 'Month and day of birth are missing.', mend: 'Ask the learner to add them to the profile, if the credit shall be reported.' })
  else if (!isBirthday(profile.birthMonthDay))
    problems.push({ code: 'birth-date-wrong', message: `${profile.birthMonthDay} is no day of the calendar.`, mend: 'Ask the learner to correct it in the profile.' })
  for (const { state } of profile.licences.filter(({ state }) => !isUsState(state)))
    problems.push({ code: 'licence-wrong', message: `${state} is no state or territory of the United States.`, mend: 'Ask the learner to correct the license in the profile.' })
  if (profile.npi === undefined && !profile.licences.length)
    problems.push({ code: 'identifier-missing', message: 'There is neither an NPI nor a state license.', mend: 'Ask the learner to add one to the profile.' })
  if (profile.npi !== undefined && !isNpi(profile.npi))
    problems.push({ code: 'npi-wrong', message: `The NPI ${profile.npi} does not pass its check digit.`, mend: 'Ask the learner to correct it in the profile.' })
  if (!(certificate.credits > 0) || certificate.credits % STEP !== 0)
    problems.push({ code: 'credits-unfit', message: `${certificate.credits} credits are not in steps of ${STEP}.`, mend: 'Correct the claim.' })
  return problems
}

/** True when nothing is known by which a board knows the learner. */
export function isMissingIdentity({ profile }: Pick<Completion, 'profile'>): boolean {
  return profile !== undefined && profile.birthMonthDay === undefined && profile.npi === undefined && !profile.licences.length
}

/** Who a record says that the learner is, and when they were done. */
export function identityIn({ PersonalInfo, CreditCertificate, CompletedDateTime }: ParsLearnerRecord, profile: Profile | undefined): Pick<Completion, 'profile' | 'completedAt'> {
  const ids = CreditCertificate.map(({ UniqueID }) => UniqueID)
  return {
    profile: profile && { ...profile, birthMonthDay: PersonalInfo.BirthDate, npi: ids.find(({ domain }) => domain === 'NPI')?.value, licences: ids.filter(({ domain }) => domain !== 'NPI').map(({ value, domain }) => ({ number: value, state: domain })) },
    completedAt: CompletedDateTime,
  }
}
