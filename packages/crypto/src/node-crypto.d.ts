// The two calls of Node's that this package makes. Its other files see no platform but the web's.
declare module 'node:crypto' {
  interface Hash {
    update(data: Uint8Array): Hash
    digest(): Uint8Array<ArrayBuffer>
  }
  export function createHash(algorithm: 'sha256'): Hash
  export function hash(algorithm: 'sha256', data: Uint8Array, encoding: 'buffer'): Uint8Array<ArrayBuffer>
}
