// The real channel, thin: everything heavy is fetched when it is first asked for, and asked for again if it did not come.
import type { Channel } from './channel.ts'
import { fetchProgramme } from './programme.ts'

export function liveChannel(fetch: typeof globalThis.fetch): Channel {
  let coming: Promise<Channel> | undefined
  const whole = (): Promise<Channel> =>
    (coming ??= import('./whole-channel.ts').then(
      ({ wholeChannel }) => wholeChannel(fetch),
      (error: unknown) => {
        coming = undefined
        throw error
      },
    ))
  return {
    programme: () => fetchProgramme(fetch),
    desks: async () => (await whole()).desks(),
    newCode: async () => (await whole()).newCode(),
    stretch: async (code) => (await whole()).stretch(code),
    seal: async (request) => (await whole()).seal(request),
    parseCode: async (text) => (await whole()).parseCode(text),
    hear: async (code) => (await whole()).hear(code),
  }
}
