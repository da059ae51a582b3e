import type { Context, MiddlewareHandler } from 'hono'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { serveStatic } from '@hono/node-server/serve-static'

type FromFolder = (context: Context, path: string) => Promise<Response | undefined>

/**
 * Answers with a file below a folder, in parts when a part is asked for; undefined when there is none.
 * @param root the folder.
 * @returns a function that takes the path below the folder.
 */
export function filesFrom(root: string): FromFolder {
  const paths = new WeakMap<Context, string>()
  const tags = new WeakMap<Context, string>()
  // Made when it is first asked for something: the folder may not be there yet.
  let serve: ReturnType<typeof serveStatic> | undefined
  const create = () => serveStatic({
    root,
    rewriteRequestPath: (_, context) => paths.get(context)!,
    async onFound(file, context) {
      const { size, mtimeMs } = await stat(file)
      tags.set(context, `W/"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`)
    },
  })
  return async (context, path) => {
    if (!existsSync(root))
      return undefined
    serve ??= create()
    paths.set(context, path)
    const found = await serve(context, async () => {}) ?? undefined
    const tag = tags.get(context)
    if (found && tag) {
      found.headers.set('ETag', tag)
      found.headers.set('Accept-Ranges', 'bytes')
    }
    return found
  }
}

/** Says that nothing has changed to a browser that has the file, and sends parts only of the file that the browser began with. */
export const conditionalRequests: MiddlewareHandler = async (context, next) => {
  // A weak tag cannot vouch that the rest fits to the part that is there (RFC 9110, 13.1.5): all is sent.
  if (context.req.header('if-range'))
    context.req.raw.headers.delete('range')
  await next()
  const { res } = context
  const tag = res.headers.get('etag')
  const known = context.req.header('if-none-match')?.split(',').map(each => each.trim())
  if (res.status !== 200 || !tag || !known?.some(each => each === '*' || each.replace(/^W\//, '') === tag.replace(/^W\//, '')))
    return
  // Closes the file.
  await res.body?.cancel()
  const headers = new Headers(res.headers)
  for (const name of ['content-length', 'content-type', 'last-modified'])
    headers.delete(name)
  context.res = undefined
  context.res = new Response(null, { status: 304, headers })
}
