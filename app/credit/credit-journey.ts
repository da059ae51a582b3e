import type { InjectionKey, Ref } from 'vue'
import type { ModuleData } from '../module-data.ts'
import type { Outbox } from './outbox.ts'
import type { Command, Journey, Profile } from './service.ts'
import type { Words } from './words/words.ts'
import { inject, ref, shallowRef } from 'vue'
import { ServiceProblem } from '../service/ask.ts'
import { createOutbox } from './outbox.ts'
import { service } from './service.ts'
import { chooseWords } from './words/words.ts'

/** What every part of the credit pages works on. */
export interface CreditJourney {
  readonly data: ModuleData
  readonly words: Ref<Words>
  /** Who is signed in. */
  readonly email: Ref<string | undefined>
  readonly profile: Ref<Profile | undefined>
  readonly journey: Ref<Journey | undefined>
  readonly outbox: Ref<Outbox | undefined>
  /** Asks the service who is signed in and how far they are. */
  readonly refresh: () => Promise<void>
  readonly send: (command: Command) => Promise<Journey>
  readonly saveProfile: (profile: Profile) => Promise<void>
  readonly signOut: () => Promise<void>
}

export const creditJourneyKey: InjectionKey<CreditJourney> = Symbol('credit journey')

export function useCreditJourney(): CreditJourney {
  const creditJourney = inject(creditJourneyKey)
  if (!creditJourney)
    throw new Error('no credit journey was provided')
  return creditJourney
}

export function createCreditJourney(data: ModuleData): CreditJourney {
  const email = ref<string>()
  const profile = ref<Profile>()
  const journey = shallowRef<Journey>()
  const outbox = shallowRef<Outbox>()

  async function refresh(): Promise<void> {
    try {
      const me = await service.me()
      email.value = me.email
      profile.value = me.profile ?? undefined
    }
    catch (error) {
      if (!(error instanceof ServiceProblem) || error.status !== 401)
        throw error
      email.value = profile.value = journey.value = outbox.value = undefined
      return
    }
    if (profile.value)
      await enrol()
  }

  async function enrol(): Promise<void> {
    journey.value = await service.enrol(data.name)
    outbox.value ??= createOutbox({
      name: `${email.value}:${data.name}`,
      send: (command, key) => service.command(data.name, command, key),
      onAnswer: (answer) => {
        journey.value = answer
      },
    })
  }

  return {
    data,
    words: chooseWords(data.meta.language),
    email,
    profile,
    journey,
    outbox,
    refresh,
    send: command => outbox.value!.send(command),
    async saveProfile(value) {
      profile.value = await service.saveProfile(value)
      await enrol()
    },
    async signOut() {
      await service.signOut()
      await refresh()
    },
  }
}
