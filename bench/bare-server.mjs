// The least a server in Node can do: take the bytes by HTTP, digest them, write and sync them, sign, and answer. It checks
// nothing, keeps no index and has no database. What ours costs is printed beside what this one costs.
import { createHash, generateKeyPairSync, hash, sign } from 'node:crypto'
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'

const folder = String(process.argv[2])
const { privateKey } = generateKeyPairSync('ed25519')
const reports = await open(join(folder, 'reports'), 'a')

/** @type {Map<string, {file: import('node:fs/promises').FileHandle, state: import('node:crypto').Hash}>} */
const parts = new Map()

/** One sync for all that was written before it began. @type {Promise<void> | undefined} */
let syncing
/** @type {Promise<void> | undefined} */
let next
function synced() {
  next ??= (async () => {
    await syncing
    ;[syncing, next] = [reports.datasync(), undefined]
    await syncing
  })()
  return next
}

/** @param {Buffer} body */
async function report(body) {
  const digests = [body.subarray(0, 37), body.subarray(37, 1239), body.subarray(1239)].map((part) =>
    hash('sha256', part, 'buffer'),
  )
  await reports.write(body)
  await synced()
  return { receipt: sign(null, Buffer.concat(digests), privateKey).toString('base64url'), missing: [] }
}

/** @param {string} name @param {number} offset @param {Buffer} body */
async function piece(name, offset, body) {
  const part = parts.get(name) ?? { file: await open(join(folder, name), 'w'), state: createHash('sha256') }
  parts.set(name, part)
  await part.file.write(body, 0, body.length, offset)
  part.state.update(body)
  await part.file.datasync()
  return { have: offset + body.length }
}

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', async () => {
    const body = Buffer.concat(chunks)
    const [, , name = '', , sha256] = String(request.url).split('/')
    const offset = Number(request.headers['upload-offset'] ?? 0)
    const answer = JSON.stringify(sha256 ? await piece(`${name}-${sha256}`, offset, body) : await report(body))
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' && address !== null ? address.port : 0)
})
