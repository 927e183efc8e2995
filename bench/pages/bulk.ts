// In the page: seals, or digests, the same file again and again. Bundled by bench/bulk.bench.ts.
import { type Bytes, label } from '@isnad/bytes'
import { digest, random } from '@isnad/crypto'
import { bulkLength, bulkSaltLength, sealBulk } from '@isnad/crypto/seal'

const mib = 1024 * 1024
const size = 8 * mib
const chunk = 256 * 1024

declare global {
  var work: (what: 'seal' | 'SHA-256' | 'SHA-512', mebibytes: number) => Promise<void>
}

const plaintext = new Uint8Array(size)
for (let at = 0; at < size; at += 65_536) plaintext.set(random(65_536), at)
const into: Bytes = new Uint8Array(bulkLength(size, chunk))

globalThis.work = async (what, mebibytes) => {
  for (let done = 0; done < mebibytes; done += size / mib) {
    if (what !== 'seal') await digest(what, plaintext)
    else await sealBulk({ ...key(), salt: random(bulkSaltLength), plaintext, into })
  }
}

const key = () => ({ objectKey: random(32), info: label('isnad/v1/blob'), aad: new Uint8Array(0), chunk })
