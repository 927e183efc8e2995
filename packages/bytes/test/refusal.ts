// How the tests of this package look at a refusal.
import { BytesError } from '../src/errors.ts'

/** The code with which `act` refuses; anything else it throws goes on, and 'nothing' says that it did not refuse. */
export function refusal(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof BytesError) return error.code
    throw error
  }
  return 'nothing'
}
