// The closed lists of codes in reports and desks (docs/glossary.md). Words for them stand in the interface.
// A code's place in its list is its number on the wire where the spec says so: add at the end, never reorder.

/** What a report is about. */
export const categories = [
  ...['SIG', 'MOV', 'GAT', 'CHK', 'REC', 'CHI', 'EXT', 'FIN', 'KID', 'KIL', 'TOR', 'SGB', 'SLV'],
  ...['THR', 'PRP', 'ATK', 'WEP', 'HAZ', 'GRV', 'HER', 'ONL', 'COL', 'MIS', 'SVC', 'RED', 'OTH'],
] as readonly Category[]
export type Category =
  | 'SIG'
  | 'MOV'
  | 'GAT'
  | 'CHK'
  | 'REC'
  | 'CHI'
  | 'EXT'
  | 'FIN'
  | 'KID'
  | 'KIL'
  | 'TOR'
  | 'SGB'
  | 'SLV'
  | 'THR'
  | 'PRP'
  | 'ATK'
  | 'WEP'
  | 'HAZ'
  | 'GRV'
  | 'HER'
  | 'ONL'
  | 'COL'
  | 'MIS'
  | 'SVC'
  | 'RED'
  | 'OTH'

/** How the sender knows: saw it, was told, a rumour. */
export const certainties = ['SAW', 'TOLD', 'RUMOUR'] as const
export type Certainty = (typeof certainties)[number]

/** How exactly a time is known. */
export const timePrecisions = ['minute', 'hour', 'day', 'week', 'month', 'year', 'unknown'] as const
export type TimePrecision = (typeof timePrecisions)[number]

/**
 * What a report may be used for, each agreed to apart: CS1 keep · CS2 check inside the desk · CS3 named partner teams ·
 * CS4 police · CS5 judge or prosecutor · CS6 court · CS7 UN or third State · CS8 a forum with the death penalty ·
 * CS9 anonymous statistics · CS10 publication without a name · CS11 contact again · CS12 name to the defence.
 */
export const purposes = [
  ...(['CS1', 'CS2', 'CS3', 'CS4', 'CS5', 'CS6'] as const),
  ...(['CS7', 'CS8', 'CS9', 'CS10', 'CS11', 'CS12'] as const),
] as const
export type Purpose = (typeof purposes)[number]
export const consentAnswers = ['no', 'yes', 'ask'] as const
export type ConsentAnswer = (typeof consentAnswers)[number]
export type Consent = Readonly<Record<Purpose, ConsentAnswer>>

/** What an attachment is: the bytes as they were, a copy without metadata, a voice note, a saved web page. */
export const attachmentRoles = ['original', 'field-copy', 'voice', 'link-capture'] as const
export type AttachmentRole = (typeof attachmentRoles)[number]

/** What a desk is: takes reports and answers; checks for others; may act by law; sees that rules are kept. */
export const deskKinds = ['team', 'verification', 'authority', 'oversight'] as const
export type DeskKind = (typeof deskKinds)[number]

/** Who a referral may go to; `none` for a desk that receives no referrals. */
export const recipientClasses = [
  'none',
  'investigative-judge',
  'prosecutor',
  'police',
  'counter-terrorism',
  'child-protection',
  'survivors-service',
  'mass-graves',
  'demining',
  'civil-defence',
  'human-rights-commission',
  'un-procedure',
  'third-state-unit',
  'tracing',
  'legal-aid',
] as const
export type RecipientClass = (typeof recipientClasses)[number]

/** What a member does at a desk. */
export const memberRoles = [
  'collector',
  'triage',
  'verifier',
  'reviewer',
  'case-lead',
  'legal-officer',
  'safeguards-officer',
  'referral-officer',
  'coordinator',
  'key-custodian',
  'auditor',
] as const
export type MemberRole = (typeof memberRoles)[number]

/** What a desk's operation is in clear; its place is its number on the wire. */
export const operationSteps = [
  ...(['opened', 'step', 'acknowledged', 'answered', 'shared', 'exported'] as const),
  ...(['gate-1', 'gate-2', 'refused', 'retracted', 'disposed', 'closed'] as const),
] as const
export type OperationStep = (typeof operationSteps)[number]

/** Keep and check are why a report is sent; everything else is asked first or refused until the sender says otherwise. */
export function defaultConsent(): Consent {
  return {
    ...{ CS1: 'yes', CS2: 'yes', CS3: 'ask', CS4: 'ask', CS5: 'ask', CS6: 'ask' },
    ...{ CS7: 'ask', CS8: 'no', CS9: 'ask', CS10: 'no', CS11: 'no', CS12: 'no' },
  }
}
