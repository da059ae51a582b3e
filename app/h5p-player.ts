import { ensureLocalStorage } from './local-storage.ts'

/** An xAPI statement, as far as the page reads it. */
export interface XapiStatement {
  verb: { id: string }
  object: { id: string }
  result?: { score?: { raw: number, max: number }, success?: boolean, completion?: boolean, response?: string }
}

export interface H5pInstance {
  contentId: string
  getCurrentState: () => unknown
}

export interface PlayOptions {
  /** Where the quiz goes; emptied first. */
  place: HTMLElement
  /** Folder of the unpacked package. */
  folder: string
  /** Name of the content, the same at every visit. */
  id: string
  /** What getCurrentState gave at the last visit. */
  state?: unknown
  /** The quiz has begun; nothing need have been said yet. */
  onStart?: (instance: H5pInstance) => void
  /** Every statement of the quiz and its items. */
  onStatement: (statement: XapiStatement, instance: H5pInstance) => void
}

interface H5pCore {
  instances: H5pInstance[]
  externalDispatcher: {
    on: (type: 'xAPI', listener: (event: { data: { statement: XapiStatement } }) => void) => void
    off: (type: 'xAPI', listener: (event: { data: { statement: XapiStatement } }) => void) => void
  }
}

type Player = new (place: HTMLElement, options: object) => Promise<string>

const PLAYER = './player'
const PATIENCE = 30_000

let player: Promise<Player> | undefined

/**
 * Plays an unpacked H5P package in the page itself.
 * @returns a function that stops listening.
 * @throws Error that names for developers what of it could not be loaded.
 */
export async function playH5p(options: PlayOptions): Promise<() => void> {
  const { place, folder, id, state, onStart, onStatement } = options
  place.textContent = ''
  ensureLocalStorage()
  await Promise.all(['h5p.json', 'content/content.json'].map(file => assertLoads(`${folder}/${file}`)))
  player ??= loadPlayer()
  const Player = await player.catch((error) => {
    player = undefined
    throw error
  })
  await withoutFailure(() => new Player(place, {
    id,
    h5pJsonPath: folder,
    frameJs: `${PLAYER}/frame.bundle.js`,
    frameCss: `${PLAYER}/frame.css`,
    embedType: 'div',
    // H5P hands a state over only when it has a saving interval; the page itself saves after every answer.
    saveFreq: 24 * 60 * 60,
    contentUserData: state === undefined ? undefined : [{ state: JSON.stringify(state) }],
  }))

  const core = (window as unknown as { H5P?: H5pCore }).H5P
  const instance = core?.instances.findLast(instance => instance.contentId === id)
  if (!core || !instance)
    throw new Error('The quiz was loaded but did not start.')
  onStart?.(instance)
  const listener = (event: { data: { statement: XapiStatement } }) => onStatement(event.data.statement, instance)
  core.externalDispatcher.on('xAPI', listener)
  return () => core.externalDispatcher.off('xAPI', listener)
}

/** The last word of a verb's address, for example "completed". */
export function verbOf(statement: XapiStatement): string {
  return statement.verb.id.split('/').at(-1)!
}

async function assertLoads(url: string): Promise<void> {
  const response = await fetch(url).catch(() => undefined)
  if (!response?.ok)
    throw new Error(`A file of the quiz could not be loaded (${url.replace(/^\.\//, '')}).`)
}

/** H5P's bundle overwrites window.H5PStandalone when it starts, so the constructor is taken once, before. */
function loadPlayer(): Promise<Player> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = `${PLAYER}/main.bundle.js`
    script.onload = () => resolve((window as unknown as { H5PStandalone: { H5P: Player } }).H5PStandalone.H5P)
    script.onerror = () => {
      script.remove()
      reject(new Error('The quiz player could not be loaded.'))
    }
    document.head.append(script)
  })
}

/** The player waits for ever when one of its scripts fails to load; errors of its scripts are caught here instead. */
function withoutFailure<T>(start: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const failed = (event: Event) => {
      const { dataset } = event.target as HTMLElement
      if (dataset?.h5p) {
        forgetScripts(event.target as HTMLElement)
        reject(new Error('A script of the quiz could not be loaded.'))
      }
    }
    const timer = setTimeout(() => reject(new Error('The quiz takes too long to load.')), PATIENCE)
    document.addEventListener('error', failed, true)
    start().then(resolve, () => reject(new Error('The quiz could not be started.'))).finally(() => {
      clearTimeout(timer)
      document.removeEventListener('error', failed, true)
    })
  })
}

/**
 * The player takes a script for loaded when its element is in the page. The one that failed has to go, and all of them
 * when H5P's core is missing: what ran without the core did nothing.
 */
function forgetScripts(failed: HTMLElement): void {
  failed.remove()
  const core = (window as unknown as { H5P?: Partial<H5pCore> }).H5P
  if (!core?.externalDispatcher)
    document.querySelectorAll('script[data-h5p]').forEach(script => script.remove())
}
