import type { InjectionKey, Ref } from 'vue'

/** Where a slide's frame keeps the markers of its editor's notes. */
export interface EditorNotesArea {
  /** The element that markers are teleported into; undefined until the frame is mounted. */
  element: Readonly<Ref<HTMLElement | null>>
  /** Tells the frame of a note's ids; returns the call that takes them back. */
  register: (ids: readonly string[]) => () => void
}

export const editorNotesArea: InjectionKey<EditorNotesArea> = Symbol('lectern: editor’s notes of the slide')
