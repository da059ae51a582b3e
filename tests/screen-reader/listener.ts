import type { Orca } from './orca.ts'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOrca } from './orca.ts'

/** A busy machine speaks late: so long is waited for words that have to come. */
const MOST_PATIENCE_MS = 20_000

export interface Listener {
  orca: Orca
  /** Acts, writes what is said, and notes what somebody should have heard and did not, or heard and should not have. */
  hear: (what: string, act: (orca: Orca) => Promise<string[]>, ...wanted: (RegExp | { never: RegExp })[]) => Promise<void>
  /** The next code that the service prints: without a mail server codes are printed. Each is given once. */
  code: () => Promise<string>
  note: (line: string) => void
}

/**
 * Lets a script act and listen: `node <script> [firefox|chromium] [file]`. Ends the process with 1 when something was not heard.
 * `address`: called before the browser starts, with the terminal taken over.
 */
export async function listen(name: string, serve: () => Promise<{ address: string, remove: () => Promise<void> }>, script: (listener: Listener) => Promise<void>): Promise<never> {
  const browser = process.argv[2] === 'chromium' ? 'chromium' : 'firefox'
  const file = resolve(process.argv[3] ?? `${name}-${browser}.txt`)
  await mkdir(dirname(file), { recursive: true })
  const transcript = createWriteStream(file)
  const print = console.log
  const codes: string[] = []
  console.log = (...words: unknown[]) => {
    codes.push(.../: (\d{6,8}) is your code/.exec(words.join(' '))?.slice(1) ?? [])
  }
  const note = (line: string) => {
    transcript.write(`${line}\n`)
    print(line)
  }

  const served = await serve()
  const orca = await startOrca(browser, served.address)
  const missed: string[] = []
  const miss = (words: string) => {
    missed.push(words)
    note(`!! ${words}`)
  }
  try {
    await script({
      orca,
      note,
      async code() {
        for (const end = Date.now() + MOST_PATIENCE_MS; codes.length === 0 && Date.now() < end;)
          await sleep(100)
        return codes.splice(0).at(-1) ?? ''
      },
      async hear(what, act, ...wanted) {
        note(`\n# ${what}`)
        const said = await act(orca)
        const lacking = () => wanted.filter(words => words instanceof RegExp && !words.test(said.join('\n')))
        const begun = Date.now()
        do
          said.push(...await orca.listen(1500))
        while (lacking().length && Date.now() - begun < MOST_PATIENCE_MS)
        said.forEach(line => note(line))
        lacking().forEach(words => miss(`${what}: not heard: ${String(words)}`))
        for (const words of wanted) {
          if (!(words instanceof RegExp) && words.never.test(said.join('\n')))
            miss(`${what}: heard: ${words.never}`)
        }
      },
    })
  }
  catch (error) {
    miss((error as Error).message)
    await orca.picture(`${file}.png`).catch(() => {})
  }
  finally {
    await orca.close()
    await served.remove()
  }
  note(missed.length ? `\n${missed.length} not heard as it should be:\n${missed.join('\n')}` : '\nEverything was heard')
  process.exit(missed.length ? 1 : 0)
}

/** Goes on with Tab to what is called so, and presses it. */
export const go = (to: RegExp, key = 'Return') => async (orca: Orca) => [...await orca.pressUntil('Tab', to), '   (pressed)', ...await orca.press(key)]

/** Reads by lines from the top until the page ends, or all that is looked for was read. */
export function read(lines: number, ...until: RegExp[]) {
  return async (orca: Orca) => {
    const said = await orca.press('ctrl+Home')
    let silent = 0
    for (let line = 0; line < lines && silent < 8; line++) {
      const now = await orca.press('Down')
      silent = now.length ? 0 : silent + 1
      said.push(...now)
      if (until.length && until.every(words => words.test(said.join('\n'))))
        break
    }
    return said
  }
}

/** Signs in by the form that is shown. */
export function signIn(email: string, { code }: Pick<Listener, 'code'>) {
  return async (orca: Orca) => {
    const said = [...await orca.pressUntil('Tab', /E-mail address entry/), ...await orca.type(email), ...await orca.pressUntil('Return', /is on its way|Code entry/, 1)]
    return [...said, ...await orca.type(await code()), ...await orca.press('Return')]
  }
}
