// Room on the disk and quotas of the day: who may still bring what (docs/spec/delivery.md, "Flooding").
import { statfs } from 'node:fs/promises'
import type { DeskId } from '@isnad/model'
import { WireError } from '@isnad/wire'
import type { Limits, QuotaClass } from './config.ts'
import type { Quotas } from './store/quotas.ts'

/** Parts whose padded bytes are at most this are small: 256 KiB, sealed. */
export const smallPart = 56 + 256 * 1024 + 16

export const classOf = (length: number): QuotaClass => (length <= smallPart ? 'small' : 'large')

export interface Room {
  /** @throws {WireError} `no-room` below the floor, `later` in what is kept for smaller ones or beyond a desk's quota */
  admit(kind: QuotaClass, desks: readonly DeskId[], day: number): Promise<void>
  /** Whether anything at all is taken. */
  state(): Promise<'well' | 'no-room'>
  /** The counts of the day, which the store keeps. */
  readonly quotas: Quotas
}

export function newRoom(folder: string, limits: Limits, quotas: Quotas, clock: () => number): Room {
  let measured = { at: -Infinity, free: 0, reserve: 0 }

  async function measure() {
    const now = clock()
    // Asked of the system once a second: at a full stream a disk loses far less than the floor in that time.
    if (Math.abs(now - measured.at) < 1000) return measured
    const { bavail, blocks, bsize } = await statfs(folder)
    const reserve = Math.min(blocks * bsize * limits.reservedShare, limits.reservedMost)
    measured = { at: now, free: bavail * bsize, reserve }
    return measured
  }

  return {
    quotas,
    async admit(kind, desks, day) {
      const { free, reserve } = await measure()
      if (free < limits.floor) throw new WireError('no-room')
      const kept = { envelope: 0, small: reserve, large: 2 * reserve }
      if (free < kept[kind]) throw new WireError('later')
      if (desks.some((desk) => quotas.count(desk, day, kind) >= limits.quota[kind])) throw new WireError('later')
    },
    state: async () => ((await measure()).free < limits.floor ? 'no-room' : 'well'),
  }
}
