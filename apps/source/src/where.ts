// A place as precisely as the sender chooses, and no more.
/** What may be chosen, in metres: a point, a street, a village, a subdistrict, a district. */
export const precisions = [10, 100, 1000, 5000, 20000] as const
export type Precision = `m${(typeof precisions)[number]}`

export interface FoundPlace {
  readonly id: string
  readonly label: string
  /** What it lies in, in the reader's language. */
  readonly within: string | undefined
  readonly precisionM: number
}
