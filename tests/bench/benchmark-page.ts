/*
 * docs/benchmarks.md is written by people. What a benchmark says stands in it between two comments, and the first names the command:
 *
 * <!-- bench: node tests/bench/model.ts -->
 * … its output, when and where, and how to repeat it …
 * <!-- /bench -->
 *
 * Nothing else on the page is ever touched.
 */

const BLOCK = /<!-- bench: (.+?) -->\n[\s\S]*?<!-- \/bench -->/g

/** What is measured on a page: its commands, in their order. */
export function commandsOf(page: string): string[] {
  return [...page.matchAll(BLOCK)].map(([, command]) => command!)
}

/** The page with another result in the place of a command's. @throws when the page has no such place. */
export function withResult(page: string, command: string, output: string, conditions: string): string {
  if (!commandsOf(page).includes(command))
    throw new Error(`The page has no place for: ${command}`)
  return page.replaceAll(BLOCK, (block, of: string) => of === command ? blockOf(command, output, conditions) : block)
}

function blockOf(command: string, output: string, conditions: string): string {
  return `<!-- bench: ${command} -->\n${output.trim()}\n\n${conditions} Repeat: \`${command}\`\n<!-- /bench -->`
}
