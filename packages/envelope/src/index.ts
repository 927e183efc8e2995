// A report or file to sealed bytes and back; codes, answers, payloads of operations, keyrings and seeds.
export {
  type Code,
  codeDigits,
  type CodeUse,
  codeWords,
  newCode,
  parseCode,
  stretchCode,
  type WordList,
} from './code.ts'
export { EnvelopeError, type EnvelopeErrorCode } from './errors.ts'
export { replyTags, threadKeys, type ThreadKeys } from './thread.ts'
export { type Keyring, type KeyringIds, keyringIds, keyringLength, openKeyring, sealKeyring } from './keyring.ts'
export { openSeeds, type Seeds, type WrapAddress, wrapLength, wrapSeeds } from './seeds.ts'
export { type OpenBy, type OpenedEnvelope, openEnvelope, openPart } from './open.ts'
export { seal, type SealAttachment, type SealDesk, type SealedPart, type SealedReport, type Sealing } from './seal.ts'
export {
  type Answer,
  answerCapacity,
  type Answering,
  type AnsweringDesk,
  type AnswerKind,
  type Heard,
  type Listening,
  maxReplies,
  openAnswers,
  type ReplyDay,
  sealAnswer,
} from './answer.ts'
export { replyLength } from './reply.ts'
export { itemRef, openOperationPayload, type OperationAddress, sealOperationPayload } from './operation.ts'
