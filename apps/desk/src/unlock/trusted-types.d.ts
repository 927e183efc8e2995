// As far as the desk uses it: https://w3c.github.io/trusted-types. TypeScript does not know it yet.
export {}

interface ScriptUrlPolicy {
  createScriptURL(url: string): string
}

declare global {
  var trustedTypes: { createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy } | undefined
}
