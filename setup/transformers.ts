import { defineTransformersSetup } from '@slidev/types'
import { transformCitations } from '../scripts/slides/citation-transformer.ts'
import { transformDoses } from '../scripts/slides/dose-transformer.ts'

export default defineTransformersSetup(() => ({
  pre: [transformCitations, transformDoses],
  preCodeblock: [],
  postCodeblock: [],
  post: [],
}))
