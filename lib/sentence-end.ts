/** A name at the end of a sentence: "M.D." has its full stop already. */
export function sentenceEnd(name: string): string {
  return `${name}.`.replace(/\.\.$/, '.')
}
