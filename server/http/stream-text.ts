import type { Context } from 'hono'
import type { RequestContext } from './service.ts'
import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'

/**
 * Answers with texts as they come. The first is waited for, so that a database that is away is a clear answer and not a file
 * that breaks off. One that breaks off all the same is logged here: the server under it would write the whole error to the terminal.
 */
export async function streamText(context: Context<RequestContext>, texts: AsyncGenerator<string>, { mime, file }: { mime: string, file: string }): Promise<Response> {
  const first = await texts.next()
  const bytes = Readable.from((async function* () {
    if (!first.done)
      yield Buffer.from(first.value)
    try {
      for await (const text of texts)
        yield Buffer.from(text)
    }
    catch (error) {
      context.get('service').log({ level: 'error', message: 'file broke off', id: context.get('requestId'), name: (error as Error).name })
      throw new Error('the file broke off')
    }
  })())
  return context.body(Readable.toWeb(bytes) as ReadableStream, 200, { 'content-type': mime, 'content-disposition': `attachment; filename="${file}"` })
}
