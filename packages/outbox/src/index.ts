// A phone: sealing a draft, carrying it to the server, checking the receipt, hearing back.
export * from './directory.ts'
export * from './errors.ts'
export * from './hear.ts'
export * from './programme.ts'
export * from './receipt-file.ts'
export * from './seal-report.ts'
export * from './send.ts'
export * from './strip-jpeg.ts'
