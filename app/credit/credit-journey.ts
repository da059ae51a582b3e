import type { InjectionKey, Ref, ShallowRef } from 'vue'
import type { ModuleData } from '../module-data.ts'
import type { Answers, EvaluationDraft } from './evaluation-draft.ts'
import type { Outbox } from './outbox.ts'
import type { Command, Journey, Profile } from './service.ts'
import type { TabMessage } from './tabs.ts'
import type { Words } from './words/words.ts'
import { inject, ref, shallowRef } from 'vue'
import { sessionStorageOrNone } from '../local-storage.ts'
import { ServiceProblem } from '../service/ask.ts'
import { showVersion } from './course-version.ts'
import { forgetDrafts, forgetSavedDrafts, openDraft, openSavedDraft } from './drafts.ts'
import { createEvaluationDraft } from './evaluation-draft.ts'
import { createOutbox } from './outbox.ts'
import { service } from './service.ts'
import { joinTabs } from './tabs.ts'
import { chooseWords } from './words/words.ts'

/** What every part of the credit pages works on. */
export interface CreditJourney {
  readonly data: ModuleData
  readonly words: Ref<Words>
  /** Who is signed in. */
  readonly person: Ref<Person | undefined>
  readonly profile: Ref<Profile | undefined>
  /** Names what the profile said when this window last asked. */
  readonly profileVersion: Ref<string | undefined>
  /** The name and degrees as a certificate that is issued now bears them; undefined when the service has not said. */
  readonly printedName: Ref<string | undefined>
  readonly journey: Ref<Journey | undefined>
  readonly outbox: ShallowRef<Outbox | undefined>
  /** The evaluation that is being filled in, once it was opened. */
  readonly evaluation: ShallowRef<EvaluationDraft | undefined>
  readonly openEvaluation: () => EvaluationDraft
  /** The session has ended while the learner was at work: they sign in again without leaving the page. */
  readonly mustSignIn: Ref<boolean>
  /** The server has not kept the version of the course that the learner is in. */
  readonly versionMissing: Ref<boolean>
  /** Why the learner cannot begin the course: it is over, or not offered any more. */
  readonly notEnrolled: Ref<ServiceProblem | undefined>
  /** Why something was refused that an earlier page had kept. */
  readonly refused: Ref<ServiceProblem | undefined>
  /** What is said to somebody whose account is gone. */
  readonly farewell: Ref<string>
  /** Asks the service who is signed in and how far they are. */
  readonly refresh: () => Promise<void>
  /** The same, when the window is shown again; a dead network changes nothing. */
  readonly refreshQuietly: () => Promise<void>
  /** The same, after somebody has signed in; other windows hear of it. */
  readonly signIn: () => Promise<void>
  readonly send: (command: Command) => Promise<Journey>
  /** `seen`: the version of the profile that is changed. A change that is late must not undo one that came after it. */
  readonly saveProfile: (profile: Profile, seen: string | undefined) => Promise<void>
  /** `discard`: what is not sent yet, and drafts, are removed from this browser. */
  readonly signOut: (options?: { discard?: boolean }) => Promise<void>
  /** After the account is gone: nothing of it stays in this browser. */
  readonly forget: () => void
}

export interface Person {
  /** Random; what the browser keeps is kept under it. */
  id: string
  email: string
}

export const creditJourneyKey: InjectionKey<CreditJourney> = Symbol('credit journey')

export function useCreditJourney(): CreditJourney {
  const creditJourney = inject(creditJourneyKey)
  if (!creditJourney)
    throw new Error('no credit journey was provided')
  return creditJourney
}

export function createCreditJourney(data: ModuleData): CreditJourney {
  const person = ref<Person>()
  const profile = ref<Profile>()
  const journey = shallowRef<Journey>()
  const outbox = shallowRef<Outbox>()
  const evaluation = shallowRef<EvaluationDraft>()
  const mustSignIn = ref(false)
  const versionMissing = ref(false)
  const notEnrolled = ref<ServiceProblem>()
  const refused = ref<ServiceProblem>()
  const farewell = ref('')
  const profileVersion = ref<string>()
  const printedName = ref<string>()
  const tabs = joinTabs(hear)
  /** Answers of the service in their order, so that an old one does not replace a newer one. */
  let answers = 0

  function hear(message: TabMessage): void {
    if (message.kind === 'signed-out')
      return reset()
    if (message.kind === 'signed-in' || (message.person === person.value?.id && message.course === data.name))
      void refreshQuietly()
  }

  function reset(): void {
    outbox.value?.close()
    evaluation.value?.close()
    person.value = profile.value = journey.value = outbox.value = evaluation.value = refused.value = notEnrolled.value = undefined
    mustSignIn.value = false
  }

  function leave(discard: boolean): void {
    forgetDrafts(person.value!.id, sessionStorageOrNone())
    if (discard) {
      outbox.value?.discard()
      forgetDrafts(person.value!.id)
    }
    else {
      forgetSavedDrafts(person.value!.id)
    }
    reset()
    tabs.tell({ kind: 'signed-out' })
  }

  async function refresh(): Promise<void> {
    const asked = ++answers
    try {
      const { profile: known, profileVersion: version, printedName: printed, ...me } = await service.me()
      // What one person has begun here is not the next one's.
      if (person.value && person.value.id !== me.id)
        reset()
      if (person.value?.id !== me.id)
        person.value = me
      profile.value = known ?? undefined
      profileVersion.value = version
      printedName.value = printed ?? undefined
      mustSignIn.value = false
    }
    catch (error) {
      if (!(error instanceof ServiceProblem) || error.status !== 401)
        throw error
      if (journey.value)
        mustSignIn.value = true
      else
        reset()
      return
    }
    if (profile.value)
      await enrol(asked)
  }

  async function refreshQuietly(): Promise<void> {
    try {
      await refresh()
    }
    catch (error) {
      if (!(error instanceof ServiceProblem))
        throw error
    }
  }

  /** Whoever is enrolled goes on in the version of the course that they began. */
  async function enrol(asked: number): Promise<void> {
    const { id } = person.value!
    let found: Journey
    try {
      found = await (journey.value ? service.journey(data.name, id) : service.enrol(data.name, id))
      notEnrolled.value = undefined
    }
    catch (error) {
      if (!(error instanceof ServiceProblem) || error.passes || error.needsSignIn)
        throw error
      notEnrolled.value = error
      return
    }
    versionMissing.value = !await showVersion(data, found)
    if (asked === answers)
      journey.value = found
    if (evaluation.value?.state.status === 'signed-out')
      evaluation.value.flush()
    if (outbox.value)
      return outbox.value.retry()
    outbox.value = createOutbox({
      name: `${id}:${data.name}`,
      send: (command, key) => service.command(data.name, command, key, id),
      onAnswer(answer) {
        answers++
        journey.value = answer
        tabs.tell({ kind: 'changed', person: id, course: data.name })
      },
      onRefused(problem) {
        refused.value = problem
        void refreshQuietly()
      },
      onSignInNeeded: () => void refreshQuietly(),
    })
  }

  function openEvaluation(): EvaluationDraft {
    const { id } = person.value!
    const name = `${data.name}:evaluation`
    evaluation.value ??= createEvaluationDraft({
      local: openDraft<Answers>(id, name),
      saved: openSavedDraft<Answers>(id, name),
      read: () => service.evaluationDraft(data.name, id),
      write: changes => service.keepEvaluationDraft(data.name, changes, id),
      onSaved: () => tabs.tell({ kind: 'changed', person: id, course: data.name }),
      onSignInNeeded: () => void refreshQuietly(),
      onRefused: () => void refreshQuietly(),
    })
    return evaluation.value
  }

  return {
    data,
    evaluation,
    openEvaluation,
    words: chooseWords(data.meta.language),
    person,
    profile,
    profileVersion,
    printedName,
    journey,
    outbox,
    mustSignIn,
    versionMissing,
    notEnrolled,
    refused,
    farewell,
    refresh,
    refreshQuietly,
    async signIn() {
      farewell.value = ''
      await refresh()
      // The service took the code, and knows nobody by the next request: its cookie was not kept.
      if (!person.value || mustSignIn.value)
        throw new ServiceProblem(401, { code: 'no-cookie' })
      tabs.tell({ kind: 'signed-in', person: person.value.id })
    },
    async send(command) {
      try {
        return await outbox.value!.send(command)
      }
      catch (error) {
        // A window that was behind says so, and shows how it is.
        void refreshQuietly()
        throw error
      }
    },
    async saveProfile(value, seen) {
      profile.value = await service.saveProfile(value, person.value!.id, seen)
      // It is saved, whether this is answered or not.
      const me = await service.me().catch(() => undefined)
      profileVersion.value = me?.profileVersion
      printedName.value = me?.printedName ?? undefined
      await enrol(++answers)
      tabs.tell({ kind: 'changed', person: person.value!.id, course: data.name })
    },
    async signOut({ discard = false } = {}) {
      await service.signOut()
      leave(discard)
    },
    forget: () => leave(true),
  }
}
