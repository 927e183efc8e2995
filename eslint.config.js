// What the compiler does not see. No rule can be switched off in a file: change the code, or the rule for everyone.
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

/** @param {string} selector @param {string} message */
const never = (selector, message) => ({ selector, message })

const everywhere = [
  never("MemberExpression[object.name='Math'][property.name='random']", 'Randomness comes from packages/crypto.'),
  never('AssignmentExpression > MemberExpression[property.name=/^(inner|outer)HTML$/]', 'Text is set as text.'),
  never("CallExpression[callee.property.name='insertAdjacentHTML']", 'Text is set as text.'),
]
const clock = [
  never("NewExpression[callee.name='Date'][arguments.length=0]", 'The clock is an argument.'),
  never("CallExpression[callee.name='Date']", 'The clock is an argument.'),
  never("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'The clock is an argument.'),
  never("MemberExpression[object.name='performance']", 'The clock is an argument.'),
]
const primitive = never(
  "MemberExpression[object.name='globalThis'][property.name='crypto']",
  'Enter through packages/crypto.',
)
const inTests = [
  never("ExpressionStatement > CallExpression[callee.name='expect']", 'An expect without a matcher cannot fail.'),
  never("AwaitExpression > CallExpression[callee.name='expect']", 'An expect without a matcher cannot fail.'),
  never('MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(only|todo)$/]', 'Every test runs.'),
]

/** @param {string[]} names @returns {['error', ...{name: string, message: string}[]]} */
const notGlobal = (names) => [
  'error',
  ...names.map((name) => ({
    name,
    message: name === 'crypto' ? 'Enter through packages/crypto.' : 'It is an argument.',
  })),
]
const world = [
  'fetch',
  'setTimeout',
  'setInterval',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'localStorage',
  'indexedDB',
]
const pure = ['bytes', 'crypto', 'model', 'tlog', 'directory', 'envelope', 'wire', 'outbox', 'vault'].map(
  (name) => `packages/${name}/src/**/*.ts`,
)
const shipped = ['packages/*/src/**/*.{ts,svelte}', 'apps/*/src/**/*.{ts,svelte}']

export default ts.config(
  { ignores: ['**/node_modules/', '**/dist/', 'data/', 'vectors/'] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    linterOptions: { noInlineConfig: true },
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-check': false, 'ts-expect-error': true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    files: shipped,
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...everywhere, primitive],
      'no-restricted-globals': notGlobal(['crypto']),
    },
  },
  { files: ['**/words-*.ts', '**/*.svelte'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/words-*.ts'], rules: { 'max-lines': 'off' } },
  {
    files: pure,
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, primitive, ...clock],
      'no-restricted-globals': notGlobal(['crypto', ...world]),
    },
  },
  {
    files: ['packages/crypto/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...clock],
      'no-restricted-globals': notGlobal(world),
    },
  },
  {
    files: ['**/test/**/*.ts', 'e2e/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...inTests] },
  },
  { files: ['apps/cli/**', 'scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
)
