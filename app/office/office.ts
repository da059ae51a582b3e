import type { InjectionKey, Ref } from 'vue'
import type { Me } from './office-service.ts'
import type { Words } from './words/words.ts'
import { inject, ref, shallowRef } from 'vue'
import { ServiceProblem } from '../service/ask.ts'
import { officeService } from './office-service.ts'
import { forgetUnanswered } from './unanswered.ts'
import { chooseWords } from './words/words.ts'

/** What every part of the office's pages works on. */
export interface Office {
  readonly words: Ref<Words>
  /** Who is signed in. */
  readonly me: Ref<Me | undefined>
  /** Whose session has ended while the page was open. */
  readonly expired: Ref<string | undefined>
  /** Asks the service who is signed in. */
  readonly refresh: () => Promise<void>
  readonly signOut: () => Promise<void>
  /** What the service refused because nobody is signed in any more leads to the sign-in, and back to the same page. */
  readonly sessionEnded: () => void
  /** Says for a moment that something was done. */
  readonly announce: (text: string) => void
  readonly announcements: Ref<readonly Announcement[]>
  /** How many records were changed here: what was loaded before is out of date. */
  readonly changes: Ref<number>
}

export interface Announcement { id: number, text: string }

export const officeKey: InjectionKey<Office> = Symbol('office')

export function useOffice(): Office {
  const office = inject(officeKey)
  if (!office)
    throw new Error('no office was provided')
  return office
}

export function createOffice(): Office {
  const me = shallowRef<Me>()
  const expired = ref<string>()
  const announcements = shallowRef<readonly Announcement[]>([])
  const changes = ref(0)
  let announced = 0

  return {
    words: chooseWords(),
    me,
    expired,
    announcements,
    changes,
    async refresh() {
      try {
        me.value = await officeService.me()
        expired.value = undefined
      }
      catch (error) {
        if (!(error instanceof ServiceProblem) || error.status !== 401)
          throw error
        me.value = undefined
      }
    },
    async signOut() {
      await officeService.signOut()
      // What one person sent and got no answer to is not the next person's to send again.
      forgetUnanswered()
      me.value = expired.value = undefined
    },
    sessionEnded() {
      expired.value = me.value?.email
      me.value = undefined
    },
    announce(text) {
      announcements.value = [...announcements.value, { id: ++announced, text }]
    },
  }
}
