// What the outbox says went wrong, as the screens tell it apart.
import { ModelError } from '@isnad/model'
import { OutboxError } from '@isnad/outbox'
import { Trouble, type TroubleCode } from './channel.ts'

const troubles: Partial<Record<OutboxError['code'], TroubleCode>> = {
  offline: 'offline',
  later: 'offline',
  timeout: 'offline',
  refused: 'refused',
  'bad-receipt': 'log-disagrees',
  'bad-directory': 'bad-directory',
  'no-such-desk': 'no-such-desk',
}

/** @throws {Trouble} in place of any other error */
export async function inOurWords<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (cause) {
    if (cause instanceof Trouble) throw cause
    if (cause instanceof OutboxError) throw new Trouble(troubles[cause.code] ?? 'other', { cause })
    throw new Trouble(cause instanceof ModelError && cause.code === 'too-long' ? 'too-long' : 'other', { cause })
  }
}
