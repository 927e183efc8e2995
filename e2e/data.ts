// Where the data for tests lies: photographs, places, public vectors. Tests that need it say so when it is not there.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const beside = fileURLToPath(new URL('../../shared/data', import.meta.url))
export const dataFolder = process.env['ISNAD_TEST_DATA'] ?? beside
export const photosFolder = join(dataFolder, 'photos')
