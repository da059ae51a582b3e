// The child process behind present-deck.ts: serves one deck live, because Slidev keeps the roots of a deck in a module
// singleton. Plain JavaScript, so that Node starts it also from inside node_modules.
//
// Slidev's own command is not used: it asks the internet for this computer's public address, prints addresses with a
// wrong password, and lets everyone on the network write to the slides' files.
import { join } from 'node:path'
import process from 'node:process'
import { isDeepStrictEqual } from 'node:util'

const { entry, cacheDir, host, port, open, remote, privateFolders } = JSON.parse(process.argv[2])

/** Head matter that a running server cannot take over. */
const RESTART_FIELDS = ['addons', 'css', 'editor', 'fonts', 'mdc', 'monaco', 'routerMode', 'seoMeta', 'theme']

// Slidev takes itself for a global installation when the running script lies outside the deck's folder.
process.argv[1] = join(entry, '..', 'slidev')

// The command may be killed at any moment, and its terminal with it. Then nobody is left to tell, which is no error.
const tell = message => process.connected && process.send(message, () => {})
for (const stream of [process.stdout, process.stderr])
  stream.on('error', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => process.exit(0))

/** Lets other computers see the deck and move through it, but neither change files nor read answer keys. */
function guard() {
  const own = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
  return {
    name: 'lectern:guard',
    enforce: 'pre',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (own.has(request.socket.remoteAddress) || isForAll(request))
          return next()
        response.statusCode = 403
        response.end('Only the presenting computer may do this.')
      })
    },
  }
}

function isForAll({ method, url = '' }) {
  let path
  try {
    path = plain(decodeURIComponent(url))
  }
  catch {
    return false
  }
  const isNavigation = /^\/@server-(?:ref|reactive)\//.test(path)
  const isPrivate = /^\/__(?:inspect|mcp|open-in-editor)/.test(path) || privateFolders.some(folder => path.includes(`${plain(folder)}/`))
  return !isPrivate && (isNavigation || ['GET', 'HEAD', 'OPTIONS'].includes(method))
}

/** Some disks take any case and Windows either slash. */
function plain(path) {
  return path.replaceAll('\\', '/').toLowerCase()
}

try {
  const { createServer, parser, resolveOptions } = await import('@slidev/cli')
  const options = await resolveOptions({ entry, remote }, 'dev')
  // The server for programs that edit slides has no place on a stage.
  options.data.config.mcp = false
  const server = await createServer(options, {
    cacheDir,
    clearScreen: false,
    logLevel: 'warn',
    plugins: [guard()],
    server: { host, port, strictPort: true, open },
  }, {
    async loadData(sources) {
      const loaded = await parser.load(options, entry, sources, 'dev')
      const { data } = options
      const config = { ...parser.resolveConfig(loaded.headmatter, data.themeMeta, entry), mcp: false }
      const before = parser.resolveConfig(data.headmatter, data.themeMeta, entry)
      const hasNewFeature = ['katex', 'monaco'].some(feature => loaded.features[feature] && !data.features[feature])
      if (hasNewFeature || RESTART_FIELDS.some(field => !isDeepStrictEqual(config[field], before[field]))) {
        tell({ kind: 'restart' })
        return false
      }
      return { ...loaded, themeMeta: data.themeMeta, config }
    },
  })
  await server.listen()
  tell({ kind: 'listening', routes: options.data.config.routerMode === 'hash' ? 'hash' : 'history' })
}
catch (error) {
  tell({ kind: 'failed', message: error?.message ?? String(error) })
  process.exitCode = 1
  process.disconnect()
}
