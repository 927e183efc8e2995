// A desk: unlocking, its items and operations, opening, answering, proving, hearing that something is new.
export { answerCapacity } from '@isnad/envelope'
export * from './codes.ts'
export * from './errors.ts'
export type { Proof } from './proof.ts'
export * from './session.ts'
export type { Stretch, UnlockRequest } from './unlock.ts'
export type { World } from './world.ts'
