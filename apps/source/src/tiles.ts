// The ten tiles of the home screen: every category of the domain stands under exactly one.
import type { Category } from '@isnad/model'
import { box, correct, eye, help, history, link, personPlus, personSearch, scale, threat } from '@isnad/ui/icons'

export type TileName =
  'people' | 'threat' | 'recruit' | 'weapons' | 'past' | 'missing' | 'online' | 'abuse' | 'service' | 'other'

export interface TileEntry {
  readonly name: TileName
  readonly icon: string
  readonly categories: readonly Category[]
}

export const tiles: readonly TileEntry[] = [
  { name: 'people', icon: eye, categories: ['SIG', 'MOV', 'GAT', 'CHK'] },
  { name: 'threat', icon: threat, categories: ['THR', 'EXT', 'FIN'] },
  { name: 'recruit', icon: personPlus, categories: ['CHI', 'REC'] },
  { name: 'weapons', icon: box, categories: ['WEP', 'HAZ'] },
  { name: 'past', icon: history, categories: ['KIL', 'GRV', 'TOR', 'SGB', 'SLV', 'PRP', 'HER', 'ATK'] },
  { name: 'missing', icon: personSearch, categories: ['MIS', 'KID'] },
  { name: 'online', icon: link, categories: ['ONL'] },
  { name: 'abuse', icon: scale, categories: ['COL'] },
  { name: 'service', icon: help, categories: ['SVC'] },
  { name: 'other', icon: correct, categories: ['RED', 'OTH'] },
]

/** What "danger now" may be; each has its place under a tile too. */
export const dangers: readonly Category[] = ['HAZ', 'THR', 'ATK', 'KID']
