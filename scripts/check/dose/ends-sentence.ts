/** Whether the point at the end of an abbreviation also ends the sentence: "4.5 mg q.d. Then stop." */
export function endsSentence(match: RegExpExecArray, text: string): boolean {
  return match[0].endsWith('.') && /^(?:\s+\p{Lu}|\s*$)/u.test(text.slice(match.index + match[0].length, match.index + match[0].length + 10))
}
