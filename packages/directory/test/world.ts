// A small programme for the tests: two desks, a member each, and one who is removed.
import { compare, u32 } from '@isnad/bytes'
import { type Signer, newSigner } from '@isnad/crypto'
import { type DeskId, type MemberId, deskIdOf, memberIdOf } from '@isnad/model'
import {
  type Appended,
  type ChainState,
  type DeskRecord,
  type Epoch,
  type Head,
  type MemberRecord,
  type Programme,
  type RecordBodies,
  type RecordKind,
  type Roots,
  appendRecord,
  signHead,
  startChain,
} from '../src/index.ts'

const fill = (length: number, value: number) => new Uint8Array(length).fill(value)
export const signerOf = (value: number): Promise<Signer> => newSigner(fill(32, value))
export const root = await signerOf(1)
export const headKey = await signerOf(2)
export const logKey = await signerOf(3)
export const desk = (n: number): DeskId => deskIdOf(fill(8, n))
export const member = (n: number): MemberId => memberIdOf(fill(8, n))

/** Ascending by bytes, as records ask. */
export function sortedRoots(signers: readonly Signer[], threshold: number): Roots {
  return { keys: signers.map((signer) => signer.publicKey).sort(compare), threshold }
}
export const programme = (roots: Roots = sortedRoots([root], 1), part: Partial<Programme> = {}): Programme => ({
  names: { ar: 'برنامج', en: 'Programme' },
  appName: { ar: 'دليل', en: 'Guide' },
  roots,
  demo: true,
  hosts: { source: 'a.example', desk: 'b.example:8443', site: '' },
  emergency: [{ number: '122', label: { ar: 'الإسعاف', en: 'Ambulance' } }],
  languages: ['ar', 'en'],
  intervals: { reply: 3600, log: 21_600, live: 60 },
  timeZone: 'Asia/Baghdad',
  ...part,
})
export const service = {
  origin: 'log.example/n',
  log: logKey.publicKey,
  head: headKey.publicKey,
  transport: fill(1216, 9),
}
export const deskBody = (n: number, part: Partial<DeskRecord> = {}): DeskRecord => ({
  id: desk(n),
  names: { ar: `مكتب ${n}`, en: `Desk ${n}` },
  kind: 'team',
  organisation: { en: 'A team' },
  recipientClass: 'none',
  dueDiligenceDay: null,
  categories: ['SIG', 'HAZ'],
  places: ['mos', 'qay'],
  readers: { ar: 'فريق', en: 'The team' },
  neverReaders: { en: 'The police' },
  hours: [{ weekday: 7, from: 480, to: 960 }],
  smsIntake: false,
  ...part,
})
export const epochBody = (n: number, number: number, part: Partial<Epoch> = {}): Epoch => ({
  ...{
    deskId: desk(n),
    number,
    fromDay: 100,
    suite1: fill(1216, number),
    suite2: fill(32, number),
    answer: fill(32, 50),
  },
  ...part,
})
export const memberBody = async (n: number, ofDesk: number, keys: number[]): Promise<MemberRecord> => ({
  memberId: member(n),
  deskId: desk(ofDesk),
  name: `member ${n}`,
  roles: ['triage', 'coordinator'],
  devices: await Promise.all(
    keys.map(async (key) => ({ ed25519: (await signerOf(key)).publicKey, xwing: fill(1216, key) })),
  ),
})

type Step = { [K in RecordKind]: readonly [K, RecordBodies[K], day?: number, signers?: readonly Signer[]] }[RecordKind]
export interface Made {
  readonly records: Appended['record'][]
  readonly state: ChainState
}
/** Records of the steps, signed by `root` on day 100 unless said. */
export async function make(steps: readonly Step[], from?: Made): Promise<Made> {
  const records = [...(from?.records ?? [])]
  let state = from?.state ?? startChain()
  for (const [kind, body, day = 100, signers = [root]] of steps) {
    const appended = await appendRecord(state, signers, kind, body, day)
    records.push(appended.record)
    state = appended.state
  }
  return { records, state }
}
export const headOf = (state: ChainState, part: Partial<Head> = {}, signer = headKey) =>
  signHead(signer, { size: state.size, chain: state.chain, memberRecords: state.memberRecords, day: 101, ...part })
export const shown = (made: Made) => made.records.map((record) => ({ record }))
export const numbered = (n: number) => Uint8Array.from([...fill(28, 0), ...u32(n)])

export const small = await make([
  ['programme', programme()],
  ['service', service],
  ['desk', deskBody(1)],
  ['epoch', epochBody(1, 1)],
  ['desk', deskBody(2, { kind: 'authority', recipientClass: 'police' })],
  ['epoch', epochBody(2, 1)],
  ['member', await memberBody(1, 1, [11, 12])],
  ['member', await memberBody(2, 2, [21])],
  ['epoch', epochBody(1, 2)],
])
