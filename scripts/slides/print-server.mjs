// The child process behind print-page.ts: serves one deck, because Slidev keeps the roots of a deck in a module singleton.
// Plain JavaScript, so that Node starts it also from inside node_modules.
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import process from 'node:process'

const { entry, cacheDir } = JSON.parse(process.argv[2])

// Slidev takes itself for a global installation when the running script lies outside the deck's folder.
process.argv[1] = join(entry, '..', 'slidev')

// Whoever asked may be gone, which is no error.
const tell = message => process.connected && process.send(message, () => {})

// Slidev ends its process on some errors after printing them; what it printed is the reason.
let printed = ''
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream)
  stream.write = (chunk, ...rest) => {
    printed = (printed + chunk).slice(-4000)
    return write(chunk, ...rest)
  }
}
process.on('exit', (code) => {
  if (code !== 0)
    tell({ kind: 'failed', message: printed.trim() })
})
process.on('disconnect', () => process.exit(0))

function logger() {
  const reported = new Set()
  const report = (message, options) => {
    const { error } = options ?? {}
    const text = error?.message ?? message
    if (!reported.has(text)) {
      reported.add(text)
      tell({ kind: 'error', message: text, id: error?.id, line: error?.loc?.line, column: error?.loc?.column })
    }
  }
  return { hasWarned: false, info() {}, warn() {}, warnOnce() {}, error: report, clearScreen() {}, hasErrorLogged: () => false }
}

function componentsOf(folders) {
  const files = folders.filter(folder => existsSync(folder)).flatMap(folder => readdirSync(folder, { recursive: true }))
  return files.filter(file => /\.(?:vue|md|[jt]sx?)$/.test(file) && !/\.test\./.test(file)).map(file => basename(file).replace(/\.\w+$/, ''))
}

try {
  const { createServer, resolveOptions } = await import('@slidev/cli')
  const options = await resolveOptions({ entry }, 'export')
  const server = await createServer(options, {
    cacheDir,
    clearScreen: false,
    customLogger: logger(),
    server: { host: '127.0.0.1', port: Number(process.argv[3]), strictPort: true, watch: null, open: false },
  })
  await server.listen()
  const { canvasWidth, aspectRatio, colorSchema, routerMode } = options.data.config
  tell({
    kind: 'listening',
    origin: `http://127.0.0.1:${server.httpServer.address().port}`,
    slideCount: options.data.slides.length,
    width: canvasWidth,
    height: Math.ceil(canvasWidth / aspectRatio),
    dark: colorSchema === 'dark',
    hashRoutes: routerMode === 'hash',
    components: componentsOf([join(options.clientRoot, 'builtin'), ...options.roots.map(root => join(root, 'components'))]),
  })
}
catch (error) {
  tell({ kind: 'failed', message: error?.message ?? String(error) })
  process.exitCode = 1
  process.disconnect()
}
