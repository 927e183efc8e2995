// Which desks a sender is offered for a category, best first (docs/spec/report.md §7).
import type { Category, DeskKind, RecipientClass } from './taxonomies.ts'

/** What of a desk's record decides whether it fits. */
export interface FittingDesk {
  readonly kind: DeskKind
  readonly recipientClass: RecipientClass
  /** The categories it takes; empty for all. An oversight desk takes only those it lists. */
  readonly categories: readonly Category[]
}

/** Whose duty the category is; such desks come first. */
const dutyOf: Partial<Record<Category, readonly RecipientClass[]>> = {
  CHI: ['child-protection'],
  SGB: ['survivors-service'],
  SLV: ['survivors-service'],
  GRV: ['mass-graves'],
  HAZ: ['demining', 'civil-defence'],
  WEP: ['demining'],
  COL: ['human-rights-commission'],
  MIS: ['tracing'],
  TOR: ['human-rights-commission'],
}
const kindOrder: Record<DeskKind, number> = { team: 1, verification: 2, oversight: 3, authority: 4 }
const offered = 3

/**
 * At most three desks that take the category, best first: those whose duty it is, then teams, verification, oversight,
 * authorities; within a kind, in the order given. Abuse by security forces (COL) is never offered to an authority's desk.
 */
export function fittingDesks<D extends FittingDesk>(category: Category, desks: readonly D[]): D[] {
  const rank = (desk: D): number => {
    const duty = dutyOf[category]?.indexOf(desk.recipientClass) ?? -1
    return duty < 0 ? kindOrder[desk.kind] : duty - 10
  }
  return desks
    .filter((desk) => takes(desk, category))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, offered)
}

/** True where a desk may be offered reports of the category at all. */
export function takes(desk: FittingDesk, category: Category): boolean {
  if (category === 'COL' && desk.kind === 'authority') return false
  if (desk.categories.length > 0) return desk.categories.includes(category)
  return desk.kind !== 'oversight'
}
