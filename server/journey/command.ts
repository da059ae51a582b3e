/** What a learner can ask for. Nothing in it is believed before `decide` has looked at it. */
export type Command
  = | { readonly kind: 'acknowledge', readonly frontMatter: string }
    | { readonly kind: 'answer-pre-test', readonly item: string, readonly response: unknown }
    | { readonly kind: 'finish-pre-test' }
    | { readonly kind: 'progress', readonly slides: readonly number[], readonly seconds: number }
    | { readonly kind: 'start-attempt' }
    | { readonly kind: 'answer', readonly item: string, readonly response: unknown }
    | { readonly kind: 'submit-attempt' }
    | { readonly kind: 'evaluate', readonly responses: Readonly<Record<string, unknown>> }
    | { readonly kind: 'claim', readonly credits: number }
