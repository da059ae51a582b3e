import type { Plugin } from 'vite'
import { cpSync, createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'

/** Slidev's default would be asked from the internet. */
const SLIDEV_FAVICON = 'https://cdn.jsdelivr.net/gh/slidevjs/slidev/assets/favicon.png'

const MEDIA_TYPES: Record<string, string> = {
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
}

/**
 * Finds "/picture.svg" also in the folders that all courses share; Vite knows one public folder, the course's own.
 * @param folders The first that has a file wins.
 */
export function sharedPublicPlugin(folders: readonly string[]): Plugin {
  let merged: string | undefined
  return {
    name: 'lectern:shared-public',
    enforce: 'pre',
    config(_, { command }) {
      if (command !== 'build')
        return
      merged = mkdtempSync(join(tmpdir(), 'lectern-public-'))
      for (const folder of folders.filter(folder => existsSync(folder)).reverse())
        cpSync(folder, merged, { recursive: true })
      return { publicDir: merged }
    },
    closeBundle() {
      if (merged !== undefined)
        rmSync(merged, { recursive: true, force: true })
    },
    // A slide imports the picture that it names. The build finds it in the merged folder.
    resolveId: id => merged === undefined ? findShared(id, folders) : undefined,
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = request.method === 'GET' ? findShared(request.url ?? '', folders) : undefined
        if (file === undefined)
          return next()
        response.setHeader('Content-Type', MEDIA_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream')
        createReadStream(file).pipe(response)
      })
    },
  }
}

/**
 * Gives the page the kit's icon where the head matter names none.
 * @param html Slidev's index.html.
 */
export function withLocalFavicon(html: string): string {
  return html.replace(SLIDEV_FAVICON, '/favicon.svg')
}

/** The file that an address means; undefined when the course's own folder, the first, has it, or when none has. */
export function findShared(url: string, folders: readonly string[]): string | undefined {
  const path = pathOf(url)
  if (!/^\/[^/@]/.test(path) || path.includes('..'))
    return undefined
  const found = folders.findIndex(folder => isFile(join(folder, path)))
  return found > 0 ? join(folders[found]!, path) : undefined
}

function pathOf(url: string): string {
  const path = url.replace(/[?#].*$/, '')
  try {
    return decodeURIComponent(path)
  }
  catch {
    return path
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
