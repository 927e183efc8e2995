// The few public words an app shows before anything is checked (docs/adr/0004-a-few-public-words-before-the-directory.md).
import { type CallAnswer, type Client, getProgramme } from '@isnad/wire'
import { reach } from './reach.ts'

export type ProgrammeWords = CallAnswer<typeof getProgramme>

/** @throws {OutboxError} `offline`, `later` */
export const loadProgramme = (client: Client): Promise<ProgrammeWords> => reach(() => client.call(getProgramme, {}))
