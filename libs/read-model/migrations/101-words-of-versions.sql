-- Verdicts, flags and reason of a version, which filters ask for. Whoever writes a version says them: a function that took them out
-- of the document ran within the insert, while the row of change_cursor was held.
alter table change add words text[] not null default '{}';
update change set words = state_words(document);
-- large-indexes.ts has the index over the column.
drop index change_words;
drop function state_words;

-- As before, with the words of versions.
drop function commit_batch;
-- Writes what batches came to, all of it or nothing, and returns the last sequence of the change log, or null where nothing
-- was appended. Each set of records comes as the arrays of its columns, called by name. Whatever the caller counted on is compared:
-- SG001 another owns a partition, or the batch was applied before; SG002 what was remembered is not so any more.
create function commit_batch(
  known_platform text,                                       -- of sales: facts_turn.platform when what is remembered was read; else null
  -- Positions that move.
  topics text[], partitions int[], epochs bigint[], expecteds bigint[], nexts bigint[],
  last_batches text[],                                       -- null where none is known
  sizes int[], known_untils timestamptz[], keep_froms bigint[],  -- bytes of its identities, and segments to forget
  identities bytea,
  -- Totals that others rest on; null events where there is none.
  seen_series bigint[], seen_periods text[], seen_events bigint[],
  -- Totals as they are from now on.
  total_series bigint[], total_periods text[], total_amounts numeric[], total_events bigint[], total_units numeric[],
  total_lasts text[],                                        -- their latest orders; null where that is not known
  total_befores bigint[],                                    -- their events before; null where there was none
  -- Versions of states, in the order of their sequences.
  state_series bigint[], state_periods text[], state_starts date[], state_ends date[], state_versions int[],
  state_known_ats timestamptz[], state_documents text[],
  state_words text[],                                        -- words of each version, separated by spaces
  state_newest boolean[],                                    -- no later one of its key is among them; null where that is so of all
  -- Versions of what is registered, behind those of states.
  register_kinds text[], register_keys text[], register_versions int[], register_known_ats timestamptz[], register_documents text[],
  -- Months that a platform may have its first sale of, and which state has it.
  month_platforms text[], month_months text[], month_places int[]
) returns bigint language plpgsql
-- Planned once: what is looked up is found by its key, however many there are.
set plan_cache_mode = force_generic_plan
as $$
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
end $$;
