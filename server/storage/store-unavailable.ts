/** The database cannot be reached, or stays locked. Nothing was written; the request can be made again. */
export class StoreUnavailableError extends Error {
  constructor(cause: unknown) {
    super('The records cannot be reached at the moment.', { cause })
    this.name = 'StoreUnavailableError'
  }
}
