// How PostgreSQL runs: durable, on one socket in a private folder, and silent about what passes through it.

/** The settings given at every start. None of them trades durability. */
export function settingsOf(major: number, socketFolder: string): readonly string[] {
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '40',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // No statement, parameter, key or row ever stands in a line; each line begins with its code.
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '%e ',
    log_statement: 'none',
    log_min_duration_statement: '-1',
    log_min_error_statement: 'panic',
    log_min_messages: 'warning',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_connections: 'off',
    log_disconnections: 'off',
    log_checkpoints: 'off',
    log_hostname: 'off',
    track_activities: 'off',
    // What was written is overwritten or removed soon: no segment is kept to be used again.
    wal_recycle: 'off',
    wal_keep_size: '0',
    min_wal_size: '32MB',
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',
    wal_level: 'minimal',
    max_wal_senders: '0',
    // One server with short statements: no parallel workers, no compiling.
    jit: 'off',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    shared_buffers: '128MB',
    huge_pages: 'off',
    ...(major >= 18 ? { io_method: 'sync' } : {}),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
