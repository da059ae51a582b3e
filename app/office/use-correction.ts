import type { Correction, CorrectionRequest, EnrolmentRecord } from './office-service.ts'
import { ref } from 'vue'
import { ServiceProblem } from '../service/ask.ts'
import { officeService } from './office-service.ts'
import { useOffice } from './office.ts'
import { createUnanswered } from './unanswered.ts'
import { useSend } from './use-send.ts'

/**
 * Corrects a record, each correction once: its idempotency key is kept until the service has answered, so that a second
 * press, a dead network or a reload sends the same request again.
 */
export function useCorrection(enrolment: string, { onRecord, onRefused }: { onRecord: (record: EnrolmentRecord) => void, onRefused: () => void }) {
  const { words, announce, changes } = useOffice()
  const unanswered = createUnanswered<CorrectionRequest>('correction')
  const waiting = ref(unanswered.read(enrolment)?.body)
  const { busy, problem, run } = useSend()

  function send(request: CorrectionRequest): Promise<boolean> {
    return run(async () => {
      try {
        const record = await unanswered.send(enrolment, request, key => officeService.correct(enrolment, request, key))
        changes.value++
        announce(words.value.corrected[request.correction.kind])
        onRecord(record)
      }
      catch (error) {
        // What stands in the page was not what stands in the records.
        if (error instanceof ServiceProblem && error.status === 409)
          onRefused()
        throw error
      }
      finally {
        waiting.value = unanswered.read(enrolment)?.body
      }
    })
  }

  function forget() {
    unanswered.forget(enrolment)
    waiting.value = undefined
  }

  return {
    busy,
    problem,
    /** A correction that was sent and not answered. */
    waiting,
    correct: (correction: Correction, seen: number) => send({ correction, seen }),
    sendAgain: () => send(waiting.value!),
    forget,
  }
}
