// Stretches a code in a worker, so that the page stays alive for the second it takes.
import type { Stretch } from '@isnad/vault'
import workerUrl from './stretch-worker.ts?worker&url'

/** A worker's address must pass a policy of its own (Trusted Types); this one lets the one worker through. */
const workers = globalThis.trustedTypes?.createPolicy('isnad-worker', {
  createScriptURL(url) {
    if (url !== workerUrl) throw new TypeError('not the worker of this app')
    return url
  },
})

export const stretchInWorker: Stretch = (code, programmeId) =>
  new Promise((done, refuse) => {
    const worker = new Worker(workers?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module' })
    const end = (): void => worker.terminate()
    worker.onmessage = ({ data }: MessageEvent<Awaited<ReturnType<Stretch>> | null>) => {
      end()
      if (data) done(data)
      else refuse(new Error('the code could not be stretched'))
    }
    worker.onerror = (event) => {
      end()
      refuse(new Error('the worker did not start', { cause: event.error }))
    }
    worker.postMessage({ code, programmeId })
  })
