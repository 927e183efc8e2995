// The questions each category asks beyond the common ones (docs/spec/report.md §5). All may be left out; none asks for a
// person's family tie, ethnicity or faith. A key is the field's number on the wire: add with a new key, never reuse one.
import type { Category } from './taxonomies.ts'

/** One question: free text, or one of `codes`. */
export interface DetailField {
  readonly key: number
  readonly name: string
  readonly codes?: readonly string[]
}

const yesNo = ['yes', 'no', 'unknown']
const reach = ['in-person', 'phone', 'letter', 'online', 'other']
const text = (key: number, name: string): DetailField => ({ key, name })
const one = (key: number, name: string, codes: readonly string[]): DetailField => ({ key, name, codes })

const hazards = [
  ...['uxo', 'uxo-artillery', 'uxo-mortar', 'uxo-air', 'uxo-grenade', 'uxo-submunition', 'uxo-rocket'],
  ...['mine', 'mine-person', 'mine-vehicle', 'mine-improvised'],
  ...['ied', 'ied-victim', 'ied-wire', 'ied-remote', 'ied-timed', 'ied-vehicle', 'ied-worn', 'ied-house', 'ied-drone'],
  ...['cache', 'toxic', 'unknown'],
]
const services = [
  ...[
    'debris',
    'water',
    'legal',
    'electricity',
    'health',
    'psychosocial',
    'school',
    'documents',
    'shelter',
    'demining',
  ],
  'other',
]

/** The own questions of every category, in the order a form asks them. */
export const categoryFields: Readonly<Record<Category, readonly DetailField[]>> = {
  SIG: [text(0, 'doing'), one(1, 'stillThere', yesNo)],
  MOV: [
    text(0, 'from'),
    text(1, 'towards'),
    one(2, 'means', ['foot', 'motorcycle', 'car', 'lorry', 'animal', 'boat', 'other']),
  ],
  GAT: [text(0, 'purpose'), one(1, 'size', ['under-5', '5-to-20', 'over-20', 'unknown']), one(2, 'stillThere', yesNo)],
  CHK: [
    text(0, 'worn'),
    one(1, 'demand', ['search', 'money', 'papers', 'taking-people', 'other']),
    one(2, 'stillThere', yesNo),
  ],
  REC: [one(0, 'how', reach), text(1, 'offered')],
  CHI: [
    one(0, 'how', reach),
    one(1, 'age', ['under-12', '12-to-14', '15-to-17', 'unknown']),
    one(2, 'inDangerNow', yesNo),
    text(3, 'offered'),
  ],
  EXT: [text(0, 'demand'), one(1, 'how', reach), text(2, 'due'), one(3, 'paid', ['yes', 'no', 'part', 'unknown'])],
  FIN: [
    one(0, 'kind', ['transfer', 'cash', 'goods', 'oil', 'antiquities', 'people', 'weapons', 'other']),
    text(1, 'route'),
  ],
  KID: [text(0, 'whom'), text(1, 'lastSeen'), text(2, 'demand'), one(3, 'authorityTold', yesNo)],
  KIL: [text(0, 'whom'), text(1, 'how'), text(2, 'burial')],
  TOR: [text(0, 'whom'), text(1, 'heldAt'), text(2, 'injuries'), one(3, 'stillHeld', yesNo)],
  SGB: [
    one(0, 'about', ['self', 'other', 'not-said']),
    one(1, 'safeNow', yesNo),
    one(2, 'need', ['health', 'shelter', 'legal', 'talk', 'none', 'other']),
  ],
  SLV: [text(0, 'whom'), text(1, 'heldAt'), one(2, 'stillHeld', yesNo)],
  THR: [one(0, 'against', ['me', 'another', 'place', 'other']), one(1, 'how', reach), text(2, 'due')],
  PRP: [
    one(0, 'kind', ['house', 'land', 'shop', 'vehicle', 'farm', 'public', 'other']),
    one(1, 'act', ['taken', 'destroyed', 'looted', 'burned', 'sold', 'other']),
  ],
  ATK: [
    one(0, 'means', ['shooting', 'bomb', 'drone', 'rocket', 'vehicle', 'fire', 'blade', 'other']),
    text(1, 'harm'),
    one(2, 'goingOn', yesNo),
  ],
  WEP: [
    one(0, 'kind', ['rifles', 'heavy', 'ammunition', 'explosives', 'drone', 'other', 'unknown']),
    text(1, 'hidden'),
    one(2, 'guarded', yesNo),
  ],
  HAZ: [
    one(0, 'hazard', hazards),
    one(1, 'peopleReachIt', ['children', 'road', 'field', 'building', 'nobody', 'unknown']),
    one(2, 'marked', yesNo),
  ],
  GRV: [text(0, 'signs'), one(1, 'disturbed', yesNo)],
  HER: [
    one(0, 'kind', ['archaeological', 'religious', 'museum', 'library', 'other']),
    one(1, 'act', ['looted', 'destroyed', 'dug', 'sold', 'other']),
  ],
  ONL: [text(0, 'platform'), text(1, 'account'), one(2, 'stillUp', yesNo)],
  COL: [
    text(0, 'force'),
    one(1, 'act', ['beating', 'detention', 'money', 'killing', 'taking', 'search', 'property', 'other']),
    text(2, 'heldAt'),
    one(3, 'stillHeld', yesNo),
  ],
  MIS: [
    text(0, 'whom'),
    text(1, 'lastSeen'),
    text(2, 'wearing'),
    one(3, 'age', ['child', 'adult', 'older', 'unknown']),
  ],
  SVC: [one(0, 'service', services), one(1, 'forWhom', ['one-person', 'house', 'street', 'village', 'unknown'])],
  RED: [text(0, 'about'), text(1, 'wrong'), text(2, 'right')],
  OTH: [text(0, 'about')],
}
