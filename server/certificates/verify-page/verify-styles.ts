import { readFileSync } from 'node:fs'

const RULES = `* { box-sizing: border-box; }
body { margin: 0; background: var(--lectern-paper); color: var(--lectern-ink); font: 1.0625rem/1.5 var(--lectern-font-text); overflow-wrap: anywhere; }
header, main { max-width: 42rem; margin: 0 auto; padding: var(--lectern-space-4); }
header { display: flex; justify-content: space-between; gap: var(--lectern-space-4); color: var(--lectern-muted); border-bottom: 1px solid var(--lectern-rule); }
h1, h2 { font-family: var(--lectern-font-title); font-weight: 600; line-height: 1.2; }
h1 { font-size: 1.9rem; margin: var(--lectern-space-5) 0 var(--lectern-space-4); }
h2 { font-size: 1.3rem; margin: var(--lectern-space-6) 0 var(--lectern-space-2); }
a { color: var(--lectern-accent); display: inline-block; padding: 0.2rem 0; }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--lectern-info-mark); outline-offset: 2px; }
.note { border-left: 4px solid; border-radius: var(--lectern-radius); padding: var(--lectern-space-3) var(--lectern-space-4); margin: var(--lectern-space-3) 0; }
.note .mark { font-weight: 700; margin-right: 0.25em; }
.note.good { background: var(--lectern-good-tint); border-color: var(--lectern-good-mark); }
.note.caution { background: var(--lectern-caution-tint); border-color: var(--lectern-caution-mark); }
.note.danger { background: var(--lectern-danger-tint); border-color: var(--lectern-danger-mark); }
#status, #result { font-weight: 600; font-size: 1.15rem; }
dl { margin: var(--lectern-space-5) 0; border-top: 1px solid var(--lectern-rule); }
dl div { display: grid; grid-template-columns: minmax(8rem, 1fr) 3fr; gap: var(--lectern-space-3); padding: var(--lectern-space-2) 0; border-bottom: 1px solid var(--lectern-rule); }
dt { color: var(--lectern-muted); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
label { display: block; font-weight: 600; }
.hint { margin: 0 0 var(--lectern-space-2); color: var(--lectern-muted); }
input[type="text"], input[type="file"] { width: 100%; font: inherit; color: inherit; background: var(--lectern-surface); border: 1px solid var(--lectern-rule-strong); border-radius: var(--lectern-radius); padding: var(--lectern-space-3); }
button { font: inherit; font-weight: 600; margin-top: var(--lectern-space-3); min-height: 2.75rem; padding: var(--lectern-space-2) var(--lectern-space-5); color: var(--lectern-on-accent); background: var(--lectern-accent); border: 0; border-radius: var(--lectern-radius); cursor: pointer; }
ul { padding-left: 1.2rem; }
li a { display: inline; line-height: 1.8; }
@media (max-width: 30rem) { dl div { grid-template-columns: 1fr; gap: 0; } }
@media print { header nav, form, #file-hint { display: none; } }
`

/** Without scripts, and with no style that the content security policy would have to let through. */
export function verifyStyles(): string {
  return `${tokens()}\n${RULES}`
}

/** The design tokens as CSS; dark where the reader's system is, as nothing can be switched without scripts. */
export function tokens(): string {
  const css = readFileSync(new URL('../../../styles/tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  return css.replace(/^html\.dark \{([^}]*)\}/m, '@media (prefers-color-scheme: dark) {\n:root {$1}\n}').replace(/\n\s*\n/g, '\n')
}
