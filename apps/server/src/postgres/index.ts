// A real PostgreSQL of our own (docs/adr, docs/ops): found, made, started, revived, stopped.
export { type Postgres, type PostgresEvent, type PostgresOptions, startPostgres, findRunning } from './supervisor.ts'
