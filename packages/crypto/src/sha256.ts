// SHA-256 at once; which code does it is decided by the package's `imports`.
export { newSha256, sha256, type Sha256 } from '#sha256'
