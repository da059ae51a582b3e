declare module '#slidev/slides' {
  export const slides: import('vue').Ref<import('@slidev/types').SlideRoute[]>
}
