// The slow part of unlocking, a door of its own so that a worker loads nothing else.
import type { Bytes } from '@isnad/bytes'
import { type Code, stretchCode } from '@isnad/envelope'

/** Half a second to several of work. @param programmeId 32 bytes */
export const stretchMember = (code: Code, programmeId: Bytes): Promise<Bytes> =>
  stretchCode(code, 'member', programmeId)
