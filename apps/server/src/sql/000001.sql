-- Tables of the blind server (docs/spec/delivery.md, docs/ops/tables.md).
-- No sequence, default or column tells a time finer than a day, but arrivals.quarter and what it says of itself.
-- Order within a desk is kept by counters on the desk's row, which whoever gives out a number holds locked.

create table records (
  seq integer primary key,
  record bytea not null,
  nonce bytea not null check (length(nonce) = 32)
);

create table desks (
  desk_id bytea primary key check (length(desk_id) = 8),
  change bigint not null default 0,
  operation bigint not null default 0
);

create table keyrings (
  id bytea primary key check (length(id) = 16),
  auth_hash bytea not null check (length(auth_hash) = 32),
  keyring bytea not null
);

create table seeds (
  desk_id bytea not null,
  device_id bytea not null,
  epoch bigint not null,
  wrap bytea not null,
  primary key (desk_id, device_id, epoch)
);

-- An envelope as it came. The first arrival fixes day and nonce, so that its receipt has the same bytes for ever.
-- Random bytes do not compress; most rows stay whole in their page, without a second table and its index.
create table envelopes (
  report_id bytea primary key check (length(report_id) = 16),
  day integer not null,
  nonce bytea not null check (length(nonce) = 32),
  bytes bytea not null
) with (toast_tuple_target = 8160);
alter table envelopes alter column bytes set storage external;

-- Parts held whole, by their place in the header.
create table parts (
  report_id bytea not null references envelopes,
  place smallint not null,
  primary key (report_id, place)
);

-- What a desk has: an envelope for each desk it is sealed to.
create table items (
  desk_id bytea not null,
  report_id bytea not null,
  change bigint not null,
  leaf_index bigint,
  met boolean,
  primary key (desk_id, report_id)
);
create index items_change on items (desk_id, change);

-- Until its first step, or for 72 hours, the quarter hour in which an item came; then the row goes, and items.met says
-- whether the promise was kept.
create table arrivals (
  desk_id bytea not null,
  report_id bytea not null,
  quarter integer not null,
  primary key (desk_id, report_id)
);

-- How much a desk took on a day, by class.
create table quotas (
  desk_id bytea not null,
  day integer not null,
  class text not null,
  count integer not null,
  primary key (desk_id, day, class)
);

create table operations (
  desk_id bytea not null,
  seq bigint not null,
  device_id bytea not null,
  digest bytea not null unique check (length(digest) = 32),
  day integer not null,
  nonce bytea not null check (length(nonce) = 32),
  leaf_index bigint,
  bytes bytea not null,
  primary key (desk_id, seq)
);
alter table operations alter column bytes set storage external;

-- The newest operation of each device.
create table devices (
  device_id bytea primary key check (length(device_id) = 8),
  newest bytea not null check (length(newest) = 32)
);

-- Replies and what they are padded with: nothing here tells one from the other. Without a day: not yet published.
create table replies (
  tag bytea primary key check (length(tag) = 8),
  day integer,
  shard integer not null,
  reply bytea not null check (length(reply) = 1024)
);
create index replies_day on replies (day);

create table reply_days (
  day integer primary key,
  shards integer not null,
  published integer not null,
  remove_on integer not null
);

-- Leaves that wait for the next checkpoint, written with what they stand for: an envelope by its id, an operation by its
-- number, with the desks (8 bytes each) whose rows are to be told the place. A record of the directory has neither.
create table leaves (
  leaf bytea not null check (length(leaf) = 32),
  report_id bytea,
  seq bigint,
  desks bytea not null
);

create table tiles (
  level smallint not null,
  index bigint not null,
  hashes bytea not null,
  primary key (level, index)
);
alter table tiles alter column hashes set storage external;

-- One row once anything was published.
create table checkpoints (
  slot smallint primary key default 1 check (slot = 1),
  size bigint not null,
  note text not null
);
