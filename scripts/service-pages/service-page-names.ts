/** Below dist/. No course has this name, and what lists courses passes over it. */
export const SERVICE_FOLDER = '.service'

/** The pages of the service itself: names of their folders below app/ and of their addresses. */
export const servicePageNames = ['office'] as const
