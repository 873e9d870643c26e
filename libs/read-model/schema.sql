-- The read model as its migrations leave it; written by `npm run schema`, never by hand.

create table change (
  sequence bigint not null,
  series_id bigint not null,
  period text collate "C" not null,
  version integer not null,
  known_at timestamp with time zone not null,
  document text not null,
  constraint change_pkey PRIMARY KEY (sequence)
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=10000);

create table change_cursor (
  only_row boolean not null default true,
  last bigint not null,
  constraint change_cursor_only_row_check CHECK (only_row),
  constraint change_cursor_pkey PRIMARY KEY (only_row)
);

create table change_mark (
  marked_at timestamp with time zone not null default clock_timestamp(),
  sequence bigint not null,
  constraint change_mark_pkey PRIMARY KEY (marked_at)
);

create table change_retention (
  domain text not null,
  scanned_until bigint not null,
  thinned_until bigint not null,
  removed bigint not null,
  constraint change_retention_pkey PRIMARY KEY (domain)
);

create table claim (
  event_id bigint not null,
  series text collate "C" not null,
  compared_to text collate "C",
  period text collate "C" not null,
  due boolean not null default true,
  constraint claim_pkey PRIMARY KEY (event_id)
);

create table consumer_position (
  topic text collate "C" not null,
  partition integer not null,
  epoch bigint not null default 0,
  next_offset bigint not null default 0,
  last_batch json,
  topic_id uuid,
  constraint consumer_position_pkey PRIMARY KEY (topic, partition)
);

create table dead_letter (
  dead_letter_id bigint not null generated always as identity,
  topic text collate "C" not null,
  partition integer not null,
  "offset" bigint not null,
  known_at timestamp with time zone not null,
  rule text not null,
  reason text not null,
  key bytea,
  value bytea,
  headers json not null,
  relayed boolean not null default false,
  constraint dead_letter_pkey PRIMARY KEY (dead_letter_id)
);

create table dead_letter_replay (
  topic text collate "C" not null,
  partition integer not null,
  "offset" bigint not null,
  fix text not null,
  reason text not null,
  actor text not null,
  requested_at timestamp with time zone not null default now(),
  searched_from json not null,
  sent_partition integer,
  sent_offset bigint,
  sent_at timestamp with time zone,
  constraint dead_letter_replay_fix_check CHECK ((fix = ANY (ARRAY['none'::text, 'patch'::text, 'replacement'::text]))),
  constraint dead_letter_replay_pkey PRIMARY KEY (topic, partition, "offset")
);

create table event (
  event_id bigint not null generated always as identity,
  source text collate "C" not null,
  id text collate "C" not null,
  type text not null,
  topic text collate "C" not null,
  partition integer not null,
  "offset" bigint not null,
  known_at timestamp with time zone not null,
  outcome text not null,
  rule text,
  reason text,
  digest bytea,
  "time" text,
  data json,
  constraint event_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'superseded'::text, 'duplicate'::text, 'rejected'::text]))),
  constraint event_pkey PRIMARY KEY (event_id)
);

create table facts_turn (
  only_row boolean not null default true,
  token text not null,
  platform text not null default ''::text,
  constraint facts_turn_only_row_check CHECK (only_row),
  constraint facts_turn_pkey PRIMARY KEY (only_row)
);

create table figure (
  event_id bigint not null,
  series_id bigint not null,
  period text collate "C" not null,
  base_period text collate "C",
  published_until timestamp with time zone not null,
  print json not null,
  withdrawn_by bigint,
  constraint figure_pkey PRIMARY KEY (event_id)
);

create table group_member (
  member_id text not null,
  group_id text not null,
  key integer not null,
  constraint group_member_pkey PRIMARY KEY (member_id)
);

create table growth_state (
  series_id bigint not null,
  period text collate "C" not null,
  period_start date,
  period_end date,
  version integer not null,
  sequence bigint not null,
  known_at timestamp with time zone not null,
  constraint growth_state_pkey PRIMARY KEY (series_id, period)
) with (fillfactor=80);

create table identity_window (
  topic text collate "C" not null,
  partition integer not null,
  first_offset bigint not null,
  known_until timestamp with time zone not null,
  identities bytea not null,
  constraint identity_window_pkey PRIMARY KEY (topic, partition, first_offset)
);

create table incarnation (
  n integer not null,
  system_identifier bigint not null,
  timeline bigint not null,
  started timestamp with time zone not null,
  after_sequence bigint not null,
  until_sequence bigint not null,
  found_at timestamp with time zone not null default clock_timestamp(),
  reason text not null,
  actor text not null,
  constraint incarnation_check CHECK ((until_sequence >= after_sequence)),
  constraint incarnation_pkey PRIMARY KEY (n)
);

create table notice (
  notice text collate "C" not null,
  event_id bigint not null,
  withdrawn boolean not null,
  data json,
  constraint notice_pkey PRIMARY KEY (notice)
);

create table position_skip (
  topic text collate "C" not null,
  partition integer not null,
  from_offset bigint not null,
  next_offset bigint not null,
  found text not null,
  cause text not null,
  reason text not null,
  actor text not null,
  skipped_at timestamp with time zone not null default now(),
  constraint position_skip_check CHECK (((found = 'log-replaced'::text) OR (next_offset > from_offset))),
  constraint position_skip_found_check CHECK ((found = ANY (ARRAY['record'::text, 'unreadable'::text, 'gone'::text, 'log-replaced'::text]))),
  constraint position_skip_pkey PRIMARY KEY (topic, partition, from_offset)
);

create table rebuild (
  rebuild_id bigint not null generated always as identity,
  reason text not null,
  actor text not null,
  begun_at timestamp with time zone not null,
  switched_at timestamp with time zone not null default clock_timestamp(),
  digest_before text not null,
  digest text not null,
  after_sequence bigint not null,
  changes bigint not null,
  constraint rebuild_pkey PRIMARY KEY (rebuild_id)
);

create table rebuilt_fold (
  series_id bigint not null,
  period text collate "C" not null,
  version integer not null,
  folds json not null,
  constraint rebuilt_fold_pkey PRIMARY KEY (series_id, period, version)
);

create table register_floor (
  kind text not null,
  key text collate "C" not null,
  version integer not null,
  constraint register_floor_kind_check CHECK ((kind = ANY (ARRAY['notice'::text, 'claim'::text]))),
  constraint register_floor_pkey PRIMARY KEY (kind, key)
);

create table register_version (
  sequence bigint not null,
  kind text not null,
  key text collate "C" not null,
  version integer not null,
  known_at timestamp with time zone not null,
  document text not null,
  constraint register_version_kind_check CHECK ((kind = ANY (ARRAY['notice'::text, 'claim'::text]))),
  constraint register_version_pkey PRIMARY KEY (sequence)
);

create table relay_position (
  relay text not null,
  sequence bigint not null,
  constraint relay_position_pkey PRIMARY KEY (relay)
);

create table sale_month (
  platform text collate "C" not null,
  month text collate "C" not null,
  sequence bigint not null,
  known_at timestamp with time zone not null,
  constraint sale_month_pkey PRIMARY KEY (platform, month)
);

create table sale_total (
  series_id bigint not null,
  period text collate "C" not null,
  total numeric not null,
  events bigint not null,
  units numeric not null,
  last_ordered text,
  constraint sale_total_pkey PRIMARY KEY (series_id, period)
) with (fillfactor=80);

create table series (
  series_id bigint not null generated always as identity,
  key text collate "C" not null,
  domain text not null,
  reporter text collate "C" not null,
  area text collate "C" not null,
  indicator text collate "C" not null,
  coverage text collate "C" not null,
  flow text collate "C" not null,
  mode text collate "C" not null,
  product text collate "C" not null,
  counterpart text collate "C" not null,
  currency text collate "C" not null,
  constraint series_domain_check CHECK ((domain = ANY (ARRAY['customs'::text, 'platform'::text]))),
  constraint series_pkey PRIMARY KEY (series_id)
);

create table thinned_fold (
  series_id bigint not null,
  period text collate "C" not null,
  hour timestamp with time zone not null,
  topic text collate "C" not null,
  partition integer not null,
  from_offset bigint not null,
  to_offset bigint not null,
  events bigint not null,
  versions bigint not null,
  until_version integer not null,
  rebuilt_version integer not null default 0,
  constraint thinned_fold_pkey PRIMARY KEY (series_id, period, hour, topic, partition, rebuilt_version)
);

create table version_floor (
  series_id bigint not null,
  period text collate "C" not null,
  version integer not null,
  constraint version_floor_pkey PRIMARY KEY (series_id, period)
);

create table withdrawal (
  ref_source text collate "C" not null,
  ref_id text collate "C" not null,
  event_id bigint not null,
  topic text collate "C" not null,
  constraint withdrawal_pkey PRIMARY KEY (ref_source, ref_id, topic)
);

CREATE UNIQUE INDEX change_version ON change USING btree (series_id, period, version);

CREATE INDEX claim_compared ON claim USING btree (compared_to, period) WHERE (compared_to IS NOT NULL);

CREATE INDEX claim_due ON claim USING btree (event_id) WHERE due;

CREATE INDEX claim_series ON claim USING btree (series, period);

CREATE UNIQUE INDEX dead_letter_place ON dead_letter USING btree (topic, partition, "offset");

CREATE INDEX dead_letter_waiting ON dead_letter USING btree (dead_letter_id) WHERE (NOT relayed);

CREATE UNIQUE INDEX event_identity ON event USING btree (source, id) WHERE (outcome = ANY (ARRAY['applied'::text, 'superseded'::text]));

CREATE UNIQUE INDEX event_place ON event USING btree (topic, partition, "offset");

CREATE INDEX event_refused ON event USING btree (source, id) WHERE (outcome <> ALL (ARRAY['applied'::text, 'superseded'::text]));

CREATE INDEX event_register ON event USING btree (type, event_id) WHERE ((outcome = ANY (ARRAY['applied'::text, 'superseded'::text])) AND (type <> 'silkgauge.figure.reported.v1'::text));

CREATE INDEX figure_period ON figure USING btree (series_id, period);

CREATE UNIQUE INDEX register_version_key ON register_version USING btree (kind, key, version);

CREATE INDEX register_version_kind ON register_version USING btree (kind, sequence);

CREATE INDEX series_area ON series USING btree (area);

CREATE UNIQUE INDEX series_key ON series USING btree (key);

alter table claim add constraint claim_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(event_id);

alter table figure add constraint figure_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(event_id);

alter table figure add constraint figure_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id);

alter table figure add constraint figure_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES event(event_id);

alter table notice add constraint notice_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(event_id);

alter table rebuilt_fold add constraint rebuilt_fold_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id);

alter table thinned_fold add constraint thinned_fold_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id);

alter table version_floor add constraint version_floor_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id);

alter table withdrawal add constraint withdrawal_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(event_id);

CREATE OR REPLACE FUNCTION commit_batch(known_platform text, topics text[], partitions integer[], epochs bigint[], expecteds bigint[], nexts bigint[], last_batches text[], sizes integer[], known_untils timestamp with time zone[], keep_froms bigint[], identities bytea, seen_series bigint[], seen_periods text[], seen_events bigint[], total_series bigint[], total_periods text[], total_amounts numeric[], total_events bigint[], total_units numeric[], total_lasts text[], total_befores bigint[], state_series bigint[], state_periods text[], state_starts date[], state_ends date[], state_versions integer[], state_known_ats timestamp with time zone[], state_documents text[], state_newest boolean[], register_kinds text[], register_keys text[], register_versions integer[], register_known_ats timestamp with time zone[], register_documents text[], month_platforms text[], month_months text[], month_places integer[])
 RETURNS bigint
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  touched int;
  states int := cardinality(state_series);
  before_this bigint;
begin
  -- 1. Sales go beside other sales, but not beside figures and notices that work on the same states; none may have come meanwhile.
  if known_platform is not null then
    perform pg_advisory_xact_lock_shared(7401002, hashtext(current_schema()));
    perform from facts_turn f where f.platform = known_platform;
    if not found then
      raise exception 'figures or notices have come' using errcode = 'SG002';
    end if;
  end if;

  -- 2. Claim the batches.
  if cardinality(topics) > 0 then
    update consumer_position p set next_offset = a.next, last_batch = coalesce(a.last_batch::json, p.last_batch)
      from unnest(topics, partitions, epochs, expecteds, nexts, last_batches) as a(topic, partition, epoch, expected, next, last_batch)
      where p.topic = a.topic and p.partition = a.partition and p.epoch = a.epoch and p.next_offset = a.expected;
    get diagnostics touched = row_count;
    if touched <> cardinality(topics) then
      raise exception 'moved on already' using errcode = 'SG001';
    end if;
  end if;

  -- 3. Totals. A series is in one partition, which has one owner; where partitions were added it is not, so all that was counted
  -- on is compared. One that is there though it was not seen breaks the key.
  if cardinality(seen_series) > 0 and exists (
    select from unnest(seen_series, seen_periods, seen_events) as s(series_id, period, events)
    left join sale_total t on t.series_id = s.series_id and t.period = s.period
    where t.events is distinct from s.events
  ) then
    raise exception 'totals are others by now' using errcode = 'SG002';
  end if;
  if cardinality(total_series) > 0 then
    update sale_total t set total = n.total, events = n.events, units = n.units, last_ordered = n.last_ordered
      from unnest(total_series, total_periods, total_amounts, total_events, total_units, total_befores, total_lasts)
        as n(series_id, period, total, events, units, before, last_ordered)
      where t.series_id = n.series_id and t.period = n.period and t.events = n.before;
    get diagnostics touched = row_count;
    if touched <> cardinality(array_remove(total_befores, null)) then
      raise exception 'totals are others by now' using errcode = 'SG002';
    end if;
    insert into sale_total (series_id, period, total, events, units, last_ordered)
      select n.series_id, n.period, n.total, n.events, n.units, n.last_ordered
      from unnest(total_series, total_periods, total_amounts, total_events, total_units, total_befores, total_lasts)
        as n(series_id, period, total, events, units, before, last_ordered)
      where n.before is null;
  end if;

  -- 4. Identities, one packed row for each batch; all came in one piece, for an array of bytes would go as text.
  if length(identities) > 0 then
    insert into identity_window (topic, partition, first_offset, known_until, identities)
      select s.topic, s.partition, s.first_offset, s.known_until, substr(identities, s.till - s.size + 1, s.size)
      from (
        select w.*, (sum(w.size) over (order by w.place))::int as till
        from unnest(topics, partitions, expecteds, known_untils, sizes) with ordinality
          as w(topic, partition, first_offset, known_until, size, place)) s
      where s.size > 0;
  end if;
  if array_length(array_remove(keep_froms, null), 1) > 0 then
    delete from identity_window i using unnest(topics, partitions, keep_froms) as k(topic, partition, keep_from)
      where i.topic = k.topic and i.partition = k.partition and i.first_offset < k.keep_from;
  end if;

  -- 5. Last the change log: its cursor is locked from here to the commit, so sequences follow commit order, without gaps, and a
  -- reader that has seen n has seen everything up to n.
  if states + cardinality(register_keys) = 0 then
    return null;
  end if;
  update change_cursor c set last = c.last + states + cardinality(register_keys)
    returning c.last - states - cardinality(register_keys) into before_this;
  if states > 0 then
    insert into growth_state as g (series_id, period, period_start, period_end, version, sequence, known_at)
      select n.series_id, n.period, n.period_start, n.period_end, n.version, before_this + n.place, n.known_at
      from unnest(state_series, state_periods, state_starts, state_ends, state_versions, state_known_ats, state_newest) with ordinality
        as n(series_id, period, period_start, period_end, version, known_at, newest, place)
      where n.newest is not false
      on conflict (series_id, period) do update
        set version = excluded.version, sequence = excluded.sequence, known_at = excluded.known_at
        -- Sales write one version of a key at a time, and have read the one before.
        where g.version < excluded.version and (known_platform is null or g.version = excluded.version - 1);
    get diagnostics touched = row_count;
    if touched <> states - coalesce(cardinality(array_positions(state_newest, false)), 0) then
      raise exception 'states have other versions by now' using errcode = 'SG002';
    end if;
    insert into change (sequence, series_id, period, version, known_at, document)
      select before_this + n.place, n.series_id, n.period, n.version, n.known_at, n.document
      from unnest(state_series, state_periods, state_versions, state_known_ats, state_documents) with ordinality
        as n(series_id, period, version, known_at, document, place);
  end if;
  if cardinality(register_keys) > 0 then
    insert into register_version (sequence, kind, key, version, known_at, document)
      select before_this + states + r.place, r.kind, r.key, r.version, r.known_at, r.document
      from unnest(register_kinds, register_keys, register_versions, register_known_ats, register_documents) with ordinality
        as r(kind, key, version, known_at, document, place);
  end if;
  if cardinality(month_months) > 0 then
    insert into sale_month (platform, month, sequence, known_at)
      select m.platform, m.month, before_this + m.place, state_known_ats[m.place]
      from unnest(month_platforms, month_months, month_places) as m(platform, month, place)
      on conflict do nothing;
  end if;
  return before_this + states + cardinality(register_keys);
end $function$;

CREATE OR REPLACE FUNCTION is_known_server()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return exists (
    select from (select * from incarnation order by n desc limit 1) i, this_server() s
    where (i.system_identifier, i.timeline, i.started) = (s.system_identifier, s.timeline, s.started));
end $function$;

CREATE OR REPLACE FUNCTION require_known_server()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not is_known_server() then
    raise exception 'the database has started anew, and the topics were not looked at since' using errcode = 'SG003';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION this_server(OUT system_identifier bigint, OUT timeline bigint, OUT started timestamp with time zone)
 RETURNS record
 LANGUAGE sql
 STABLE
AS $function$
  select s.system_identifier, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint, pg_postmaster_start_time()
  from pg_control_system() s
$function$;

CREATE TRIGGER known_server BEFORE UPDATE OF next_offset ON consumer_position FOR EACH STATEMENT EXECUTE FUNCTION require_known_server();
