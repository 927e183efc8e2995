// What the desk asks of the vault. The app knows this much and nothing of keys, envelopes or the network.
export type { Attached, ItemState, ItemView, OpenedReport, Proof, Session, Told } from '@isnad/vault'
