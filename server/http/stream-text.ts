import type { Context } from 'hono'
import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'

/**
 * Answers with texts as they come. The first is waited for, so that a database that is away is a clear answer and not a file
 * that breaks off.
 */
export async function streamText(context: Context, texts: AsyncGenerator<string>, { mime, file }: { mime: string, file: string }): Promise<Response> {
  const first = await texts.next()
  const bytes = Readable.from((async function* () {
    if (!first.done)
      yield Buffer.from(first.value)
    for await (const text of texts)
      yield Buffer.from(text)
  })())
  return context.body(Readable.toWeb(bytes) as ReadableStream, 200, { 'content-type': mime, 'content-disposition': `attachment; filename="${file}"` })
}
