import { defineTransformersSetup } from '@slidev/types'
import { transformCitations } from '../scripts/slides/citation-transformer.ts'

export default defineTransformersSetup(() => ({
  pre: [transformCitations],
  preCodeblock: [],
  postCodeblock: [],
  post: [],
}))
