// The desk's operations: fetched, checked and folded; and this device's own, posted one on top of the other
// (docs/spec/directory.md §6, docs/spec/report.md §9).
import { type Bytes, equal } from '@isnad/bytes'
import {
  claimedDevice,
  type Directory,
  DirectoryError,
  noPrevious,
  openOperation,
  type Operation,
  operationDigest,
  signOperation,
} from '@isnad/directory'
import { itemRef, openOperationPayload, sealOperationPayload } from '@isnad/envelope'
import {
  type DeskOperation,
  type DeskState,
  type DeviceId,
  emptyDeskState,
  fold,
  type OperationPayload,
  type ReportId,
  stepOf,
} from '@isnad/model'
import { type CallAnswer, listOperations, postOperation, WireError } from '@isnad/wire'
import { VaultError } from './errors.ts'
import { reach } from './network.ts'
import type { Keys } from './unlock.ts'
import type { World } from './world.ts'

type ListedOperation = CallAnswer<typeof listOperations>[number]

/** A reply as it is posted beside its operation. */
export interface Reply {
  readonly shard: number
  readonly reply: Bytes
}

/** What is to be posted, made anew whenever the desk has moved on in between. */
export interface Post {
  /** Two posts of one purpose are the same act, done once. */
  readonly purpose: string
  readonly reportId: ReportId
  /** The epoch the envelope was sealed to, which names the item. */
  readonly epoch: number
  /** True for an item's first step but *opened*: the server then settles the arrival. */
  readonly settles: boolean
  /** @param attempt 0, and one more each time a reply's tag was found taken */
  make(state: DeskState, attempt: number): Promise<{ payload: OperationPayload; replies: readonly Reply[] }>
}

interface Pending {
  readonly purpose: string
  readonly body: { operation: Bytes; reportId?: ReportId; replies?: Reply[] }
}

const mostAttempts = 8

export class Journal {
  readonly #keys: Keys
  readonly #world: World
  readonly #refetch: (before: Directory) => Promise<Directory>
  #directory: Directory
  #state: DeskState = emptyDeskState()
  #seq = 0
  /** Of each device, the digest of its newest operation. */
  readonly #newest = new Map<DeviceId, Bytes>()
  #pending: Pending | null = null

  /** @param refetch the directory anew, never older than the one before, when an operation names a device not known yet */
  constructor(keys: Keys, world: World, refetch: (before: Directory) => Promise<Directory>) {
    this.#keys = keys
    this.#world = world
    this.#refetch = refetch
    this.#directory = keys.directory
  }

  get state(): DeskState {
    return this.#state
  }

  /** Fetches and folds what is new. True where something was. @throws {VaultError} */
  async sync(): Promise<boolean> {
    let changed = false
    for (;;) {
      const page = await reach(() => this.#keys.client.call(listOperations, { query: { after: this.#seq } }))
      if (page.length === 0) return changed
      const taken: DeskOperation[] = []
      try {
        for (const listed of page) taken.push(await this.#take(listed))
      } finally {
        this.#state = fold(taken, this.#state)
      }
      changed = true
    }
  }

  /** What was posted without an answer is posted again, byte for byte. @throws {VaultError} `offline`, `server-away`, `refused` */
  async flush(): Promise<string | null> {
    const pending = this.#pending
    if (pending === null) return null
    const outcome = await this.#send(pending)
    return outcome === 'stored' ? pending.purpose : null
  }

  /**
   * Signs and posts. Without an answer from the network it is kept, goes first next time, and the same purpose is not posted twice.
   * @throws {VaultError} `offline`, `server-away`, `refused`, and what `make` throws
   */
  async post(post: Post): Promise<void> {
    if ((await this.flush()) === post.purpose) return void (await this.sync())
    await this.sync()
    let taken = 0
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const outcome = await this.#send(await this.#sign(post, taken))
      const isBehind = await this.sync()
      if (outcome === 'stored') return
      // Where a colleague answered in between, the next tag is known; a gap would look like a reply withheld.
      taken = outcome === 'tag-held' && !isBehind ? taken + 1 : 0
    }
    throw new VaultError('refused')
  }

  async #send(pending: Pending): Promise<'stored' | 'stale' | 'tag-held'> {
    this.#pending = pending
    try {
      await reach(() => this.#keys.client.call(postOperation, { body: pending.body }))
      this.#pending = null
      return 'stored'
    } catch (error) {
      if (error instanceof VaultError && (error.code === 'offline' || error.code === 'server-away')) throw error
      this.#pending = null
      const cause = error instanceof VaultError ? error.cause : error
      if (cause instanceof WireError && cause.code === 'stale-previous') return 'stale'
      if (cause instanceof WireError && cause.code === 'tag-held') return 'tag-held'
      throw error
    }
  }

  async #sign(post: Post, attempt: number): Promise<Pending> {
    const { keyring, seeds, signer } = this.#keys
    const { payload, replies } = await post.make(this.#state, attempt)
    const to = this.#directory.newestEpoch(keyring.deskId)
    const seed = seeds.get(post.epoch)
    if (seed === undefined) throw new VaultError('not-opened')
    const address = { deskId: keyring.deskId, epoch: to.number }
    const operation = await signOperation(signer, {
      ...{
        desk: keyring.deskId,
        device: keyring.deviceId,
        previous: this.#newestOf(keyring.deviceId),
        seen: this.#seq,
      },
      ...{ itemRef: await itemRef(seed.kem, post.reportId), step: stepOf(payload.kind), digest: null, to: null },
      epoch: to.number,
      sealed: await sealOperationPayload(payload, { ...address, publicKey: to.suite1, random: this.#world.random }),
    })
    const body = {
      operation,
      ...(post.settles ? { reportId: post.reportId } : {}),
      ...(replies.length > 0 ? { replies: [...replies] } : {}),
    }
    return { purpose: post.purpose, body }
  }

  async #take({ seq, day, operation }: ListedOperation): Promise<DeskOperation> {
    const signed = await this.#verify(operation)
    // The server numbers without a gap, nobody has seen what comes later, and each device names its own last.
    const follows = equal(signed.previous, this.#newestOf(signed.device))
    if (seq !== this.#seq + 1 || signed.seen >= seq || !follows) throw new VaultError('bad-operations')
    const payload = await this.#open(signed)
    this.#seq = seq
    this.#newest.set(signed.device, operationDigest(operation))
    return { seq, day, device: signed.device, step: signed.step, payload }
  }

  #newestOf(device: DeviceId): Bytes {
    return this.#newest.get(device) ?? noPrevious()
  }

  async #verify(bytes: Bytes): Promise<Operation> {
    try {
      const claimed = claimedDevice(bytes)
      if (this.#directory.findDevice(claimed) === undefined) this.#directory = await this.#refetch(this.#directory)
      const device = this.#directory.findDevice(claimed)
      if (device === undefined || device.deskId !== this.#keys.keyring.deskId) throw new VaultError('bad-operations')
      return await openOperation(bytes, device.ed25519)
    } catch (cause) {
      if (cause instanceof DirectoryError) throw new VaultError('bad-operations', { cause })
      throw cause
    }
  }

  /** Null where it does not open here, or names another item in clear than inside. */
  async #open(operation: Operation): Promise<OperationPayload | null> {
    const seed = this.#keys.seeds.get(operation.epoch)
    if (seed === undefined) return null
    try {
      const address = { deskId: operation.desk, epoch: operation.epoch }
      const payload = await openOperationPayload(operation.sealed, { ...address, seed: seed.kem })
      return (await this.#names(operation.itemRef, payload.reportId)) ? payload : null
    } catch {
      return null
    }
  }

  async #names(ref: Bytes, reportId: ReportId): Promise<boolean> {
    for (const { kem } of this.#keys.seeds.values()) if (equal(await itemRef(kem, reportId), ref)) return true
    return false
  }
}
