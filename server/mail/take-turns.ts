/** The wait for a turn was longer than anybody waits for a page. */
export class NoTurnError extends Error {
  constructor() {
    super('Too many wait before this one.')
    this.name = 'NoTurnError'
  }
}

/**
 * Runs at most so many tasks at the same time; others wait in the order in which they came.
 * @throws NoTurnError when a task has waited longer than `patience` milliseconds; it is not run then.
 */
export function takeTurns(most: number, patience: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (task) => {
    if (running < most) {
      running++
    }
    else {
      await new Promise<void>((resolve, reject) => {
        let timer: NodeJS.Timeout | undefined
        const turn = () => {
          clearTimeout(timer)
          resolve()
        }
        timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(turn), 1)
          reject(new NoTurnError())
        }, patience)
        waiting.push(turn)
      })
    }
    try {
      return await task()
    }
    finally {
      const next = waiting.shift()
      if (next)
        next()
      else
        running--
    }
  }
}
