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
