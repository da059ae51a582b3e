declare module 'virtual:lectern/findings' {
  const findings: import('../scripts/check/findings-plugin.ts').SlideFindings
  export default findings
}
