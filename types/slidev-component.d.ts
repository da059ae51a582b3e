import type { DefineComponent } from 'vue'

/** A component from inside Slidev's client; its props are not checked. */
declare const component: DefineComponent<Record<string, any>>
export default component
