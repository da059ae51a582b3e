/** Freezes plain objects and arrays all the way down; maps, sets and functions are left as they are. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || value instanceof Map || value instanceof Set)
    return value
  Object.freeze(value)
  for (const part of Object.values(value))
    deepFreeze(part)
  return value
}
