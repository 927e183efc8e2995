// The few public words an app shows before anything is checked (docs/adr/0004-a-few-public-words-before-the-directory.md).
import { type CallAnswer, type Client, getProgramme } from '@isnad/wire'

export type ProgrammeWords = CallAnswer<typeof getProgramme>

/** @throws {WireError} */
export const loadProgramme = (client: Client): Promise<ProgrammeWords> => client.call(getProgramme, {})
