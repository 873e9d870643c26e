-- The read model as its migrations leave it; written by `npm run schema`, never by hand.

create table change (
  sequence bigint not null,
  series_id bigint not null,
  period text collate "C" not null,
  version integer not null,
  known_at timestamp with time zone not null,
  document text not null,
  words text[] not null default '{}'::text[],
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

create table desk_position (
  single boolean not null default true,
  sequence bigint not null,
  constraint desk_position_pkey PRIMARY KEY (single),
  constraint desk_position_single_check CHECK (single)
);

create table embargoed (
  topic text not null,
  partition integer not null,
  "offset" bigint not null,
  until timestamp with time zone,
  release text collate "C",
  jwe text not null,
  generation integer,
  pushed_by text collate "C" not null default ''::text,
  publishers json,
  constraint embargoed_check CHECK ((num_nonnulls(until, release, generation) = 1)),
  constraint embargoed_pkey PRIMARY KEY (topic, partition, "offset")
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
  pushed_by text,
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
  database bigint not null default 0,
  written_by xid not null default (pg_current_xact_id())::xid,
  token uuid not null default gen_random_uuid(),
  read_again jsonb not null default '[]'::jsonb,
  constraint incarnation_check CHECK ((until_sequence >= after_sequence)),
  constraint incarnation_pkey PRIMARY KEY (n)
);

create table job (
  job text collate "C" not null,
  source text collate "C" not null,
  file text not null,
  sha256 text not null,
  sequence bigint not null,
  state text not null,
  reason text,
  counts json not null,
  faults json not null,
  started_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint job_pkey PRIMARY KEY (job),
  constraint job_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
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
  constraint register_floor_kind_check CHECK ((kind = ANY (ARRAY['notice'::text, 'claim'::text, 'bulletin'::text, 'alert'::text, 'release'::text]))),
  constraint register_floor_pkey PRIMARY KEY (kind, key)
);

create table register_version (
  sequence bigint not null,
  kind text not null,
  key text collate "C" not null,
  version integer not null,
  known_at timestamp with time zone not null,
  document text not null,
  constraint register_version_kind_check CHECK ((kind = ANY (ARRAY['notice'::text, 'claim'::text, 'order'::text, 'statement'::text, 'bulletin'::text, 'alert'::text, 'release'::text]))),
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
  key bytea,
  value bytea,
  headers json,
  constraint withdrawal_pkey PRIMARY KEY (event_id)
);

CREATE OR REPLACE FUNCTION commit_batch(known_platform text, topics text[], partitions integer[], epochs bigint[], expecteds bigint[], nexts bigint[], last_batches text[], sizes integer[], known_untils timestamp with time zone[], keep_froms bigint[], identities bytea, seen_series bigint[], seen_periods text[], seen_events bigint[], total_series bigint[], total_periods text[], total_amounts numeric[], total_events bigint[], total_units numeric[], total_lasts text[], total_befores bigint[], state_series bigint[], state_periods text[], state_starts date[], state_ends date[], state_versions integer[], state_known_ats timestamp with time zone[], state_documents text[], state_words text[], state_newest boolean[], register_kinds text[], register_keys text[], register_versions integer[], register_known_ats timestamp with time zone[], register_documents text[], month_platforms text[], month_months text[], month_places integer[])
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
    insert into change (sequence, series_id, period, version, known_at, document, words)
      select before_this + n.place, n.series_id, n.period, n.version, n.known_at, n.document, string_to_array(n.words, ' ')
      from unnest(state_series, state_periods, state_versions, state_known_ats, state_documents, state_words) with ordinality
        as n(series_id, period, version, known_at, document, words, place);
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
    select from (select *, xmin from incarnation order by n desc limit 1) i, this_server() s
    where (i.system_identifier, i.timeline, i.started, i.database) = (s.system_identifier, s.timeline, s.started, s.database)
      and i.xmin = i.written_by);
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

CREATE OR REPLACE FUNCTION this_server(OUT system_identifier bigint, OUT timeline bigint, OUT started timestamp with time zone, OUT database bigint)
 RETURNS record
 LANGUAGE sql
 STABLE
AS $function$
  select s.system_identifier, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint, pg_postmaster_start_time(),
    (select oid::bigint from pg_database where datname = current_database())
  from pg_control_system() s
$function$;

CREATE INDEX change_known ON change USING btree (known_at, sequence);

CREATE UNIQUE INDEX change_version ON change USING btree (series_id, period, version);

CREATE INDEX change_words ON change USING gin (array_remove(array_remove(array_remove(words, 'unchecked'::text), 'reported'::text), 'sales'::text)) WHERE (array_remove(array_remove(array_remove(words, 'unchecked'::text), 'reported'::text), 'sales'::text) <> '{}'::text[]);

CREATE INDEX claim_compared ON claim USING btree (compared_to, period) WHERE (compared_to IS NOT NULL);

CREATE INDEX claim_due ON claim USING btree (event_id) WHERE due;

CREATE INDEX claim_series ON claim USING btree (series, period);

CREATE UNIQUE INDEX dead_letter_place ON dead_letter USING btree (topic, partition, "offset");

CREATE INDEX dead_letter_waiting ON dead_letter USING btree (dead_letter_id) WHERE (NOT relayed);

CREATE INDEX embargoed_generation ON embargoed USING btree (generation) WHERE (generation IS NOT NULL);

CREATE INDEX embargoed_pushed_by ON embargoed USING btree (pushed_by);

CREATE INDEX embargoed_release ON embargoed USING btree (release) WHERE (release IS NOT NULL);

CREATE INDEX embargoed_until ON embargoed USING btree (until) WHERE (until IS NOT NULL);

CREATE UNIQUE INDEX event_identity ON event USING btree (source, id) WHERE (outcome = ANY (ARRAY['applied'::text, 'superseded'::text]));

CREATE UNIQUE INDEX event_place ON event USING btree (topic, partition, "offset");

CREATE INDEX event_refused ON event USING btree (source, id) WHERE (outcome <> ALL (ARRAY['applied'::text, 'superseded'::text]));

CREATE INDEX event_register ON event USING btree (type, event_id) WHERE ((outcome = ANY (ARRAY['applied'::text, 'superseded'::text])) AND (type <> 'silkgauge.figure.reported.v1'::text));

CREATE INDEX figure_of_period ON figure USING btree (period);

CREATE INDEX figure_period ON figure USING btree (series_id, period);

CREATE INDEX growth_state_period ON growth_state USING btree (period);

CREATE INDEX growth_state_start ON growth_state USING btree (COALESCE(period_start, '-infinity'::date), period);

CREATE INDEX job_newest ON job USING btree (started_at DESC, job DESC);

CREATE UNIQUE INDEX register_version_key ON register_version USING btree (kind, key, version);

CREATE INDEX register_version_kind ON register_version USING btree (kind, sequence);

CREATE INDEX series_area ON series USING btree (area);

CREATE UNIQUE INDEX series_key ON series USING btree (key);

CREATE INDEX withdrawal_ref ON withdrawal USING btree (ref_source, ref_id);

alter table claim add constraint claim_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(event_id);

alter table figure add constraint figure_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(event_id);

alter table figure add constraint figure_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id);

alter table figure add constraint figure_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES event(event_id);

alter table notice add constraint notice_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(event_id);

alter table rebuilt_fold add constraint rebuilt_fold_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id);

alter table thinned_fold add constraint thinned_fold_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id);

alter table version_floor add constraint version_floor_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id);

alter table withdrawal add constraint withdrawal_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(event_id);

CREATE TRIGGER known_server BEFORE UPDATE OF next_offset ON consumer_position FOR EACH STATEMENT EXECUTE FUNCTION require_known_server();

CREATE TRIGGER known_server BEFORE UPDATE ON desk_position FOR EACH STATEMENT EXECUTE FUNCTION require_known_server();

create schema api;

create view api.growth as
 SELECT s.key AS series,
    s.reporter,
    s.area,
    s.indicator,
    s.coverage,
    s.flow,
    s.mode,
    s.product,
    s.counterpart,
    s.currency,
    s.domain,
    g.period,
    g.period_start,
    g.period_end,
    m.measure,
    m.comparison,
    (m.sides ->> 'comparedWith'::text) AS compared_with,
    b.side,
    (r.figure ->> 'reading'::text) AS reading,
    ((r.figure ->> 'value'::text))::numeric AS value,
    (r.figure ->> 'value'::text) AS value_text,
    ((r.figure ->> 'low'::text))::numeric AS low,
    (r.figure ->> 'low'::text) AS low_text,
    ((r.figure ->> 'high'::text))::numeric AS high,
    (r.figure ->> 'high'::text) AS high_text,
    (b.measurement ->> 'absence'::text) AS absence,
    (b.measurement ->> 'unit'::text) AS unit,
    (b.measurement ->> 'status'::text) AS status,
    (b.measurement #>> '{from,source}'::text[]) AS source,
    (b.measurement #>> '{from,id}'::text[]) AS id,
    (b.measurement #>> '{from,document}'::text[]) AS document,
    (b.measurement #>> '{from,publishedAt}'::text[]) AS published_at,
    (b.measurement ->> 'formula'::text) AS formula,
    (m.sides ->> 'verdict'::text) AS verdict,
    ((m.sides ->> 'gap'::text))::numeric AS gap,
    (m.sides ->> 'gap'::text) AS gap_text,
    ARRAY( SELECT jsonb_array_elements_text((d.document -> 'flags'::text)) AS jsonb_array_elements_text) AS flags,
    g.version,
    g.sequence,
    g.known_at,
    (b.measurement #>> '{from,kind}'::text[]) AS kind,
    (b.measurement #>> '{from,publisher,code}'::text[]) AS publisher_code,
    (b.measurement #>> '{from,publisher,name,en}'::text[]) AS publisher_en,
    (b.measurement #>> '{from,publisher,name,zh}'::text[]) AS publisher_zh
   FROM ((((((growth_state g
     JOIN series s ON ((s.series_id = g.series_id)))
     JOIN change c ON ((c.sequence = g.sequence)))
     CROSS JOIN LATERAL ( SELECT (c.document)::jsonb AS document
         OFFSET 0) d)
     CROSS JOIN LATERAL ( SELECT 'level'::text AS measure,
            NULL::text AS comparison,
            (d.document -> 'level'::text) AS sides
        UNION ALL
         SELECT 'growth'::text AS measure,
            e.key AS comparison,
            e.value AS sides
           FROM jsonb_each((d.document -> 'growth'::text)) e(key, value)
        UNION ALL
         SELECT e.key AS measure,
                CASE
                    WHEN (e.key <> 'share'::text) THEN 'GY'::text
                    ELSE NULL::text
                END AS comparison,
            e.value AS sides
           FROM jsonb_each((d.document -> 'other'::text)) e(key, value)) m)
     CROSS JOIN LATERAL ( SELECT n.side,
            (m.sides -> n.side) AS measurement
           FROM ( VALUES ('reported'::text), ('computed'::text), ('implied'::text), ('forecast'::text)) n(side)) b)
     CROSS JOIN LATERAL jsonb_array_elements(COALESCE((b.measurement -> 'readings'::text), jsonb_build_array(b.measurement))) r(figure))
  WHERE (b.measurement IS NOT NULL);

create view api.notices as
 SELECT n.notice,
    (n.data ->> 'issuer'::text) AS issuer,
    (n.data ->> 'title'::text) AS title,
        CASE length((n.data ->> 'announcedOn'::text))
            WHEN 4 THEN (((n.data ->> 'announcedOn'::text) || '-01-01'::text))::date
            WHEN 7 THEN (((n.data ->> 'announcedOn'::text) || '-01'::text))::date
            ELSE ((n.data ->> 'announcedOn'::text))::date
        END AS announced_on,
    (n.data ->> 'announcedOn'::text) AS announced_on_text,
        CASE length((n.data ->> 'effectiveFrom'::text))
            WHEN 4 THEN (((n.data ->> 'effectiveFrom'::text) || '-01-01'::text))::date
            WHEN 7 THEN (((n.data ->> 'effectiveFrom'::text) || '-01'::text))::date
            ELSE ((n.data ->> 'effectiveFrom'::text))::date
        END AS effective_from,
    (n.data ->> 'effectiveFrom'::text) AS effective_from_text,
        CASE length((n.data ->> 'effectiveTo'::text))
            WHEN 4 THEN (((n.data ->> 'effectiveTo'::text) || '-12-31'::text))::date
            WHEN 7 THEN (((((n.data ->> 'effectiveTo'::text) || '-01'::text))::date + '1 mon -1 days'::interval))::date
            ELSE ((n.data ->> 'effectiveTo'::text))::date
        END AS effective_to,
    (n.data ->> 'effectiveTo'::text) AS effective_to_text,
    ARRAY( SELECT json_array_elements_text(
                CASE json_typeof((n.data #> '{scope,areas}'::text[]))
                    WHEN 'array'::text THEN (n.data #> '{scope,areas}'::text[])
                    ELSE NULL::json
                END) AS json_array_elements_text) AS areas,
    ARRAY( SELECT json_array_elements_text(
                CASE json_typeof((n.data #> '{scope,modes}'::text[]))
                    WHEN 'array'::text THEN (n.data #> '{scope,modes}'::text[])
                    ELSE NULL::json
                END) AS json_array_elements_text) AS modes,
    (n.data #>> '{scope,flow}'::text[]) AS flow,
    ARRAY( SELECT json_array_elements_text(
                CASE json_typeof((n.data #> '{scope,products}'::text[]))
                    WHEN 'array'::text THEN (n.data #> '{scope,products}'::text[])
                    ELSE NULL::json
                END) AS json_array_elements_text) AS products,
    n.withdrawn,
    e.known_at,
    (n.data #>> '{evidence,document}'::text[]) AS document,
    e.source,
    e.id
   FROM (notice n
     JOIN event e ON ((e.event_id = n.event_id)));

create view api.observations as
 SELECT s.key AS series,
    s.reporter,
    s.area,
    s.indicator,
    s.coverage,
    s.flow,
    s.mode,
    s.product,
    s.counterpart,
    s.currency,
    s.domain,
    f.period,
    g.period_start,
    g.period_end,
    (f.print ->> 'measure'::text) AS measure,
    (f.print ->> 'comparison'::text) AS comparison,
    f.base_period AS compared_with,
    ((f.print ->> 'value'::text))::numeric AS value,
    (f.print ->> 'value'::text) AS value_text,
    ((f.print ->> 'valueHigh'::text))::numeric AS value_high,
    (f.print ->> 'valueHigh'::text) AS value_high_text,
    ((f.print ->> 'multiplier'::text))::numeric AS multiplier,
    (f.print ->> 'multiplier'::text) AS multiplier_text,
    (f.print ->> 'absence'::text) AS absence,
    (f.print ->> 'unit'::text) AS unit,
    (f.print ->> 'wording'::text) AS wording,
    (f.print ->> 'qualifier'::text) AS qualifier,
    (f.print ->> 'status'::text) AS status,
    (f.print ->> 'publishedAt'::text) AS published_at,
        CASE
            WHEN ((f.print ->> 'publishedAt'::text) <> '_U'::text) THEN f.published_until
            ELSE NULL::timestamp with time zone
        END AS published_until,
    e.known_at,
    w.known_at AS withdrawn_at,
    (f.print #>> '{corrects,source}'::text[]) AS corrects_source,
    (f.print #>> '{corrects,id}'::text[]) AS corrects_id,
    (f.print ->> 'break'::text) AS break,
    (e.data #>> '{evidence,document}'::text[]) AS document,
    (e.data #>> '{evidence,quote}'::text[]) AS quote,
    e.source,
    e.id,
    (f.print ->> 'kind'::text) AS kind,
    (p.publisher #>> '{code}'::text[]) AS publisher_code,
    (p.publisher #>> '{name,en}'::text[]) AS publisher_en,
    (p.publisher #>> '{name,zh}'::text[]) AS publisher_zh
   FROM (((((figure f
     JOIN series s ON ((s.series_id = f.series_id)))
     JOIN event e ON ((e.event_id = f.event_id)))
     LEFT JOIN growth_state g ON (((g.series_id = f.series_id) AND (g.period = f.period))))
     LEFT JOIN event w ON ((w.event_id = f.withdrawn_by)))
     CROSS JOIN LATERAL ( SELECT COALESCE(((e.data #> '{evidence,publisher}'::text[]))::jsonb, ( SELECT (jsonb_path_query_first((c.document)::jsonb, '$.**."from"?(@."source" == $"source" && @."id" == $"id")'::jsonpath, jsonb_build_object('source', e.source, 'id', e.id)) -> 'publisher'::text)
                   FROM change c
                  WHERE (c.sequence = g.sequence))) AS publisher
         OFFSET 0) p);

create view api.revisions as
 SELECT s.key AS series,
    s.reporter,
    s.area,
    s.indicator,
    s.coverage,
    s.flow,
    s.mode,
    s.product,
    s.counterpart,
    s.currency,
    s.domain,
    c.period,
    g.period_start,
    g.period_end,
    c.version,
    c.sequence,
    c.known_at,
    (d.document #>> '{change,reason}'::text[]) AS reason,
    m.measure,
    m.comparison,
    b.side,
    ((b.now ->> 'value'::text))::numeric AS value,
    (b.now ->> 'value'::text) AS value_text,
    ((b.now ->> 'low'::text))::numeric AS low,
    (b.now ->> 'low'::text) AS low_text,
    ((b.now ->> 'high'::text))::numeric AS high,
    (b.now ->> 'high'::text) AS high_text,
    ((b.before ->> 'value'::text))::numeric AS previous_value,
    (b.before ->> 'value'::text) AS previous_value_text,
    ((b.before ->> 'low'::text))::numeric AS previous_low,
    (b.before ->> 'low'::text) AS previous_low_text,
    ((b.before ->> 'high'::text))::numeric AS previous_high,
    (b.before ->> 'high'::text) AS previous_high_text,
    (COALESCE(b.now, b.before) ->> 'unit'::text) AS unit,
    (b.now ->> 'status'::text) AS status,
    (b.now -> 'readings'::text) AS readings,
    (b.before -> 'readings'::text) AS previous_readings,
    (b.now #>> '{from,publishedAt}'::text[]) AS published_at,
    (b.now #>> '{from,kind}'::text[]) AS kind,
    (b.now #>> '{from,publisher,code}'::text[]) AS publisher_code,
    (b.now #>> '{from,publisher,name,en}'::text[]) AS publisher_en,
    (b.now #>> '{from,publisher,name,zh}'::text[]) AS publisher_zh,
    (b.before #>> '{from,publishedAt}'::text[]) AS previous_published_at,
    (b.before #>> '{from,kind}'::text[]) AS previous_kind,
    (b.before #>> '{from,publisher,code}'::text[]) AS previous_publisher_code,
    (b.before #>> '{from,publisher,name,en}'::text[]) AS previous_publisher_en,
    (b.before #>> '{from,publisher,name,zh}'::text[]) AS previous_publisher_zh
   FROM (((((change c
     JOIN series s ON ((s.series_id = c.series_id)))
     JOIN growth_state g ON (((g.series_id = c.series_id) AND (g.period = c.period))))
     CROSS JOIN LATERAL ( SELECT j.document,
            NULLIF((j.document #> '{change,previous}'::text[]), 'null'::jsonb) AS previous
           FROM ( SELECT (c.document)::jsonb AS document
                 OFFSET 0) j
         OFFSET 0) d)
     CROSS JOIN LATERAL ( SELECT 'level'::text AS measure,
            NULL::text AS comparison,
            (d.document -> 'level'::text) AS now,
            (d.previous -> 'level'::text) AS before
          WHERE ((d.previous IS NULL) OR (d.previous ? 'level'::text))
        UNION ALL
         SELECT 'growth'::text AS measure,
            k.name AS comparison,
            (d.document #> ARRAY['growth'::text, k.name]) AS now,
            (d.previous #> ARRAY['growth'::text, k.name]) AS before
           FROM jsonb_object_keys(
                CASE
                    WHEN (d.previous IS NULL) THEN (d.document -> 'growth'::text)
                    WHEN (jsonb_typeof((d.previous -> 'growth'::text)) = 'object'::text) THEN (d.previous -> 'growth'::text)
                    ELSE '{}'::jsonb
                END) k(name)
        UNION ALL
         SELECT k.name AS measure,
                CASE
                    WHEN (k.name <> 'share'::text) THEN 'GY'::text
                    ELSE NULL::text
                END AS comparison,
            (d.document #> ARRAY['other'::text, k.name]) AS now,
            (d.previous #> ARRAY['other'::text, k.name]) AS before
           FROM jsonb_object_keys((COALESCE((d.document -> 'other'::text), '{}'::jsonb) ||
                CASE
                    WHEN (jsonb_typeof((d.previous -> 'other'::text)) = 'object'::text) THEN (d.previous -> 'other'::text)
                    ELSE '{}'::jsonb
                END)) k(name)
          WHERE ((d.previous IS NULL) OR (d.previous ? 'other'::text))) m)
     CROSS JOIN LATERAL ( SELECT n.side,
            (m.now -> n.side) AS now,
            (m.before -> n.side) AS before
           FROM ( VALUES ('reported'::text), ('computed'::text), ('implied'::text), ('forecast'::text)) n(side)) b)
  WHERE (b.now IS DISTINCT FROM b.before);

create view api.sales as
 SELECT s.key AS series,
    s.reporter,
    s.area,
    s.indicator,
    s.coverage,
    s.flow,
    s.mode,
    s.product,
    s.counterpart,
    s.currency,
    s.domain,
    t.period,
    g.period_start,
    g.period_end,
    t.total,
    (t.total)::text AS total_text,
    t.events,
    t.units,
    (t.units)::text AS units_text,
    (t.last_ordered)::timestamp with time zone AS last_ordered,
    g.known_at
   FROM ((sale_total t
     JOIN series s ON ((s.series_id = t.series_id)))
     JOIN growth_state g ON (((g.series_id = t.series_id) AND (g.period = t.period))));

comment on schema api is 'Figures for clients of SQL. The column _text beside a number has its digits as text.';

comment on view api.growth is 'Growth as known now: one row for each side of a measure, or for each reading where a side has several. The rows of /v1/growth.csv.';

comment on column api.growth.series is 'Series key: the codes of all dimensions, joined by dots.';

comment on column api.growth.reporter is 'Who says the figure.';

comment on column api.growth.area is 'Area whose trade the figure is about.';

comment on column api.growth.indicator is 'What is measured.';

comment on column api.growth.coverage is 'By which count.';

comment on column api.growth.flow is 'X exports, M imports, _T both. Of a notice: the flow it is limited to; null for none.';

comment on column api.growth.mode is 'Customs supervision mode; _T all.';

comment on column api.growth.product is 'Product; _T all.';

comment on column api.growth.counterpart is 'Trade partner; _T all.';

comment on column api.growth.currency is 'Currency; _Z where things are counted.';

comment on column api.growth.domain is 'customs or platform.';

comment on column api.growth.period is 'Period in SDMX form: 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-01-01/P5M; _U where none is stated.';

comment on column api.growth.period_start is 'First day of the period; null for _U.';

comment on column api.growth.period_end is 'Last day of the period, inclusive; null for _U.';

comment on column api.growth.measure is 'level, growth, share, contribution, growth-gap, growth-change or share-change.';

comment on column api.growth.comparison is 'What growth and changes compare with: GY the year before, G1 the period before, a period, _U not stated; null for levels and shares.';

comment on column api.growth.compared_with is 'Period that growth compares with, where that is known.';

comment on column api.growth.side is 'reported as printed, computed from other figures, implied by other prints, forecast.';

comment on column api.growth.reading is 'Which reading the row is, where a figure has several; none of them is the figure by itself.';

comment on column api.growth.value is 'Plain units; of observations as printed. Null where only the ends are known, or readings differ.';

comment on column api.growth.value_text is 'Digits of value.';

comment on column api.growth.low is 'Lower end of the interval, inclusive.';

comment on column api.growth.low_text is 'Digits of low.';

comment on column api.growth.high is 'Upper end of the interval, exclusive; equal to low where the value is exact.';

comment on column api.growth.high_text is 'Digits of high.';

comment on column api.growth.absence is 'Why the reporter gives no number: not-collected, not-applicable, confidential, suppressed.';

comment on column api.growth.unit is 'percent, points, a currency (ISO 4217) or what is counted.';

comment on column api.growth.status is 'Of a side the observation status of SDMX: A, R, P, F, _U; of an observation the printed one: preliminary, final, revised, forecast, unspecified.';

comment on column api.growth.source is 'CloudEvents source of the event; of growth, of the print that stands.';

comment on column api.growth.id is 'CloudEvents id of that event.';

comment on column api.growth.document is 'Address of the document that the event was read from.';

comment on column api.growth.published_at is 'Publication as printed: an instant, a date, a month, a year, or _U.';

comment on column api.growth.formula is 'How the side was found, with a version, such as reported@1.';

comment on column api.growth.verdict is 'How the sides of the measure stand to each other; the same in each of their rows.';

comment on column api.growth.gap is 'reported minus computed or implied; the same in each row of the measure.';

comment on column api.growth.gap_text is 'Digits of gap.';

comment on column api.growth.flags is 'What to know before using the numbers. partial-period of months of sales is in the HTTP API only.';

comment on column api.growth.version is 'Version of the state, rising by one for each series and period.';

comment on column api.growth.sequence is 'Place of the version in the change log.';

comment on column api.growth.known_at is 'When the newest event behind the row reached the broker.';

comment on column api.growth.kind is 'Kind of the evidence: official, translation, agency, repost; null where the event does not say, or nobody printed the number.';

comment on column api.growth.publisher_code is 'Code of publisher_en in the register of reporters; null where that is none of them.';

comment on column api.growth.publisher_en is 'Who printed the number, in English: as the event says, else by the host of the document. Null where nobody did, and in states from before it was kept. An observation whose event says nothing has it from the state of its figure; null where the print is not told there.';

comment on column api.growth.publisher_zh is 'The same in Chinese.';

comment on view api.notices is 'Policy notices: the newest publication or withdrawal, and what was published.';

comment on column api.notices.notice is 'Name of the notice.';

comment on column api.notices.issuer is 'Who issued the notice.';

comment on column api.notices.title is 'Title of the notice.';

comment on column api.notices.announced_on is 'Day of the announcement; of a month or year the first day.';

comment on column api.notices.announced_on_text is 'announced_on as published.';

comment on column api.notices.effective_from is 'First day in force; of a month or year the first day.';

comment on column api.notices.effective_from_text is 'effective_from as published.';

comment on column api.notices.effective_to is 'Last day in force; of a month or year the last day. Null where the notice has no end.';

comment on column api.notices.effective_to_text is 'effective_to as published.';

comment on column api.notices.areas is 'Areas that the notice is limited to; empty for none.';

comment on column api.notices.modes is 'Customs supervision modes that the notice is limited to; empty for none.';

comment on column api.notices.flow is 'X exports, M imports, _T both. Of a notice: the flow it is limited to; null for none.';

comment on column api.notices.products is 'Products that the notice is limited to; empty for none.';

comment on column api.notices.withdrawn is 'Whether the notice was withdrawn.';

comment on column api.notices.known_at is 'When the newest event behind the row reached the broker.';

comment on column api.notices.document is 'Address of the document that the event was read from.';

comment on column api.notices.source is 'CloudEvents source of the event; of growth, of the print that stands.';

comment on column api.notices.id is 'CloudEvents id of that event.';

comment on view api.observations is 'Every accepted print: the digits as printed, when, in which wording, and the evidence.';

comment on column api.observations.series is 'Series key: the codes of all dimensions, joined by dots.';

comment on column api.observations.reporter is 'Who says the figure.';

comment on column api.observations.area is 'Area whose trade the figure is about.';

comment on column api.observations.indicator is 'What is measured.';

comment on column api.observations.coverage is 'By which count.';

comment on column api.observations.flow is 'X exports, M imports, _T both. Of a notice: the flow it is limited to; null for none.';

comment on column api.observations.mode is 'Customs supervision mode; _T all.';

comment on column api.observations.product is 'Product; _T all.';

comment on column api.observations.counterpart is 'Trade partner; _T all.';

comment on column api.observations.currency is 'Currency; _Z where things are counted.';

comment on column api.observations.domain is 'customs or platform.';

comment on column api.observations.period is 'Period in SDMX form: 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-01-01/P5M; _U where none is stated.';

comment on column api.observations.period_start is 'First day of the period; null for _U.';

comment on column api.observations.period_end is 'Last day of the period, inclusive; null for _U.';

comment on column api.observations.measure is 'level, growth, share, contribution, growth-gap, growth-change or share-change.';

comment on column api.observations.comparison is 'What growth and changes compare with: GY the year before, G1 the period before, a period, _U not stated; null for levels and shares.';

comment on column api.observations.compared_with is 'Period that growth compares with, where that is known.';

comment on column api.observations.value is 'Plain units; of observations as printed. Null where only the ends are known, or readings differ.';

comment on column api.observations.value_text is 'Digits of value.';

comment on column api.observations.value_high is 'Upper end of a printed range.';

comment on column api.observations.value_high_text is 'Digits of value_high.';

comment on column api.observations.multiplier is 'What the printed value is multiplied by.';

comment on column api.observations.multiplier_text is 'Digits of multiplier.';

comment on column api.observations.absence is 'Why the reporter gives no number: not-collected, not-applicable, confidential, suppressed.';

comment on column api.observations.unit is 'percent, points, a currency (ISO 4217) or what is counted.';

comment on column api.observations.wording is 'How a change was worded; null for levels.';

comment on column api.observations.qualifier is 'How exact the print calls itself: exact, about, over, under, range.';

comment on column api.observations.status is 'Of a side the observation status of SDMX: A, R, P, F, _U; of an observation the printed one: preliminary, final, revised, forecast, unspecified.';

comment on column api.observations.published_at is 'Publication as printed: an instant, a date, a month, a year, or _U.';

comment on column api.observations.published_until is 'End of published_at; null where no publication is stated.';

comment on column api.observations.known_at is 'When the newest event behind the row reached the broker.';

comment on column api.observations.withdrawn_at is 'When its withdrawal reached the broker; null where it stands.';

comment on column api.observations.corrects_source is 'CloudEvents source of the print that the print takes the place of.';

comment on column api.observations.corrects_id is 'CloudEvents id of that print.';

comment on column api.observations.break is 'What changed with the period in what the reporter counts.';

comment on column api.observations.document is 'Address of the document that the event was read from.';

comment on column api.observations.quote is 'Words of the document.';

comment on column api.observations.source is 'CloudEvents source of the event; of growth, of the print that stands.';

comment on column api.observations.id is 'CloudEvents id of that event.';

comment on column api.observations.kind is 'Kind of the evidence: official, translation, agency, repost; null where the event does not say, or nobody printed the number.';

comment on column api.observations.publisher_code is 'Code of publisher_en in the register of reporters; null where that is none of them.';

comment on column api.observations.publisher_en is 'Who printed the number, in English: as the event says, else by the host of the document. Null where nobody did, and in states from before it was kept. An observation whose event says nothing has it from the state of its figure; null where the print is not told there.';

comment on column api.observations.publisher_zh is 'The same in Chinese.';

comment on view api.revisions is 'What each kept version changed: one row for each side that differs from the version before. Before a first version, or one that a rebuild began, stands nothing.';

comment on column api.revisions.series is 'Series key: the codes of all dimensions, joined by dots.';

comment on column api.revisions.reporter is 'Who says the figure.';

comment on column api.revisions.area is 'Area whose trade the figure is about.';

comment on column api.revisions.indicator is 'What is measured.';

comment on column api.revisions.coverage is 'By which count.';

comment on column api.revisions.flow is 'X exports, M imports, _T both. Of a notice: the flow it is limited to; null for none.';

comment on column api.revisions.mode is 'Customs supervision mode; _T all.';

comment on column api.revisions.product is 'Product; _T all.';

comment on column api.revisions.counterpart is 'Trade partner; _T all.';

comment on column api.revisions.currency is 'Currency; _Z where things are counted.';

comment on column api.revisions.domain is 'customs or platform.';

comment on column api.revisions.period is 'Period in SDMX form: 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-01-01/P5M; _U where none is stated.';

comment on column api.revisions.period_start is 'First day of the period; null for _U.';

comment on column api.revisions.period_end is 'Last day of the period, inclusive; null for _U.';

comment on column api.revisions.version is 'Version of the state, rising by one for each series and period.';

comment on column api.revisions.sequence is 'Place of the version in the change log.';

comment on column api.revisions.known_at is 'When the newest event behind the row reached the broker.';

comment on column api.revisions.reason is 'Why the version is: reported, sales, restated, withdrawn, notice, rebuilt.';

comment on column api.revisions.measure is 'level, growth, share, contribution, growth-gap, growth-change or share-change.';

comment on column api.revisions.comparison is 'What growth and changes compare with: GY the year before, G1 the period before, a period, _U not stated; null for levels and shares.';

comment on column api.revisions.side is 'reported as printed, computed from other figures, implied by other prints, forecast.';

comment on column api.revisions.value is 'Plain units; of observations as printed. Null where only the ends are known, or readings differ.';

comment on column api.revisions.value_text is 'Digits of value.';

comment on column api.revisions.low is 'Lower end of the interval, inclusive.';

comment on column api.revisions.low_text is 'Digits of low.';

comment on column api.revisions.high is 'Upper end of the interval, exclusive; equal to low where the value is exact.';

comment on column api.revisions.high_text is 'Digits of high.';

comment on column api.revisions.previous_value is 'value in the version before; null where there was none.';

comment on column api.revisions.previous_value_text is 'Digits of previous_value.';

comment on column api.revisions.previous_low is 'low in the version before.';

comment on column api.revisions.previous_low_text is 'Digits of previous_low.';

comment on column api.revisions.previous_high is 'high in the version before.';

comment on column api.revisions.previous_high_text is 'Digits of previous_high.';

comment on column api.revisions.unit is 'percent, points, a currency (ISO 4217) or what is counted.';

comment on column api.revisions.status is 'Of a side the observation status of SDMX: A, R, P, F, _U; of an observation the printed one: preliminary, final, revised, forecast, unspecified.';

comment on column api.revisions.readings is 'Readings of the side where they differ: reading, value, low, high.';

comment on column api.revisions.previous_readings is 'Readings in the version before.';

comment on column api.revisions.published_at is 'Publication as printed: an instant, a date, a month, a year, or _U.';

comment on column api.revisions.kind is 'Kind of the evidence: official, translation, agency, repost; null where the event does not say, or nobody printed the number.';

comment on column api.revisions.publisher_code is 'Code of publisher_en in the register of reporters; null where that is none of them.';

comment on column api.revisions.publisher_en is 'Who printed the number, in English: as the event says, else by the host of the document. Null where nobody did, and in states from before it was kept. An observation whose event says nothing has it from the state of its figure; null where the print is not told there.';

comment on column api.revisions.publisher_zh is 'The same in Chinese.';

comment on column api.revisions.previous_published_at is 'published_at of the version before.';

comment on column api.revisions.previous_kind is 'kind of the version before.';

comment on column api.revisions.previous_publisher_code is 'publisher_code of the version before.';

comment on column api.revisions.previous_publisher_en is 'publisher_en of the version before.';

comment on column api.revisions.previous_publisher_zh is 'publisher_zh of the version before.';

comment on view api.sales is 'Exact totals of months of platform sales.';

comment on column api.sales.series is 'Series key: the codes of all dimensions, joined by dots.';

comment on column api.sales.reporter is 'Who says the figure.';

comment on column api.sales.area is 'Area whose trade the figure is about.';

comment on column api.sales.indicator is 'What is measured.';

comment on column api.sales.coverage is 'By which count.';

comment on column api.sales.flow is 'X exports, M imports, _T both. Of a notice: the flow it is limited to; null for none.';

comment on column api.sales.mode is 'Customs supervision mode; _T all.';

comment on column api.sales.product is 'Product; _T all.';

comment on column api.sales.counterpart is 'Trade partner; _T all.';

comment on column api.sales.currency is 'Currency; _Z where things are counted.';

comment on column api.sales.domain is 'customs or platform.';

comment on column api.sales.period is 'Period in SDMX form: 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-01-01/P5M; _U where none is stated.';

comment on column api.sales.period_start is 'First day of the period; null for _U.';

comment on column api.sales.period_end is 'Last day of the period, inclusive; null for _U.';

comment on column api.sales.total is 'Sum of the amounts, less returns.';

comment on column api.sales.total_text is 'Digits of total.';

comment on column api.sales.events is 'Number of distinct sales.';

comment on column api.sales.units is 'Sum of the quantities.';

comment on column api.sales.units_text is 'Digits of units.';

comment on column api.sales.last_ordered is 'When the latest of the sales was ordered; null of months counted before that was kept.';

comment on column api.sales.known_at is 'When the newest event behind the row reached the broker.';
