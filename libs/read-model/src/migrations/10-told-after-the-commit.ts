import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** `apply_sales` without NOTIFY, which would serialise the commits of the whole server. */
export class ToldAfterTheCommit1700000000010 implements MigrationInterface {
  readonly name = 'ToldAfterTheCommit1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- Its parameters are of other types now, so it is another function.
drop function apply_sales;

-- Writes what batches of sales came to, all of it or nothing, and returns the last sequence of the change log, or null
-- where nothing changed. The caller worked it out from what it remembers, so whatever that rests on is compared first:
-- SG001 another owns a partition, or the batch was applied before; SG002 what was remembered is not so any more.
create function apply_sales(
  known_platform text,                                       -- facts_turn.platform when what is remembered was read
  topics text[], partitions int[], epochs bigint[], expecteds bigint[], nexts bigint[],
  sizes int[], known_untils timestamptz[], keep_froms bigint[],  -- for each of them: bytes of its identities, segments to forget
  identities bytea,
  seen_series bigint[], seen_periods text[], seen_events bigint[],  -- totals that others rest on; null events where there is none
  total_series bigint[], total_periods text[], total_amounts numeric[], total_events bigint[], total_units numeric[],
  total_befores bigint[],                                    -- their events before; null where there was none
  state_series bigint[], state_periods text[], starts date[], ends date[], versions int[], known_ats timestamptz[], documents text[]
) returns bigint language plpgsql
-- Planned once: what is looked up is found by its key, however many there are.
set plan_cache_mode = force_generic_plan
as $$
declare
  touched int;
  after_this bigint;
begin
  -- 1. Beside other sales, but not beside figures and notices that work on the same states; none may have come meanwhile.
  perform pg_advisory_xact_lock_shared(7401002, hashtext(current_schema()));
  perform from facts_turn f where f.platform = known_platform;
  if not found then
    raise exception 'figures or notices have come' using errcode = 'SG002';
  end if;

  -- 2. Claim the batches.
  update consumer_position p set next_offset = a.next
    from unnest(topics, partitions, epochs, expecteds, nexts) as a(topic, partition, epoch, expected, next)
    where p.topic = a.topic and p.partition = a.partition and p.epoch = a.epoch and p.next_offset = a.expected;
  get diagnostics touched = row_count;
  if touched <> cardinality(topics) then
    raise exception 'moved on already' using errcode = 'SG001';
  end if;

  -- 3. Totals. A series is in one partition, which has one owner; where partitions were added it is not, so all that was counted
  -- on is compared. One that is there though it was not seen breaks the key.
  if exists (
    select from unnest(seen_series, seen_periods, seen_events) as s(series_id, period, events)
    left join sale_total t on t.series_id = s.series_id and t.period = s.period
    where t.events is distinct from s.events
  ) then
    raise exception 'totals are others by now' using errcode = 'SG002';
  end if;
  update sale_total t set total = n.total, events = n.events, units = n.units
    from unnest(total_series, total_periods, total_amounts, total_events, total_units, total_befores)
      as n(series_id, period, total, events, units, before)
    where t.series_id = n.series_id and t.period = n.period and t.events = n.before;
  get diagnostics touched = row_count;
  if touched <> cardinality(array_remove(total_befores, null)) then
    raise exception 'totals are others by now' using errcode = 'SG002';
  end if;
  insert into sale_total (series_id, period, total, events, units)
    select n.series_id, n.period, n.total, n.events, n.units
    from unnest(total_series, total_periods, total_amounts, total_events, total_units, total_befores)
      as n(series_id, period, total, events, units, before)
    where n.before is null;

  -- 4. Identities, one packed row for each batch; all came in one piece, for an array of bytes would go as text.
  insert into identity_window (topic, partition, first_offset, known_until, identities)
    select s.topic, s.partition, s.first_offset, s.known_until, substr(identities, s.till - s.size + 1, s.size)
    from (
      select w.*, (sum(w.size) over (order by w.place))::int as till
      from unnest(topics, partitions, expecteds, known_untils, sizes) with ordinality
        as w(topic, partition, first_offset, known_until, size, place)) s
    where s.size > 0;
  if array_length(array_remove(keep_froms, null), 1) > 0 then
    delete from identity_window i using unnest(topics, partitions, keep_froms) as k(topic, partition, keep_from)
      where i.topic = k.topic and i.partition = k.partition and i.first_offset < k.keep_from;
  end if;

  -- 5. Last the change log: its cursor is locked from here to the commit, so sequences follow commit order.
  if cardinality(state_series) = 0 then
    return null;
  end if;
  update change_cursor c set last = c.last + cardinality(state_series) returning c.last into after_this;
  insert into growth_state as g (series_id, period, period_start, period_end, version, sequence, known_at)
    select n.series_id, n.period, n.period_start, n.period_end, n.version,
      after_this - cardinality(state_series) + n.place, n.known_at
    from unnest(state_series, state_periods, starts, ends, versions, known_ats) with ordinality
      as n(series_id, period, period_start, period_end, version, known_at, place)
    on conflict (series_id, period) do update
      set version = excluded.version, sequence = excluded.sequence, known_at = excluded.known_at
      where g.version = excluded.version - 1;
  get diagnostics touched = row_count;
  if touched <> cardinality(state_series) then
    raise exception 'states have other versions by now' using errcode = 'SG002';
  end if;
  insert into change (sequence, series_id, period, version, known_at, document)
    select after_this - cardinality(state_series) + n.place, n.series_id, n.period, n.version, n.known_at, n.document
    from unnest(state_series, state_periods, versions, known_ats, documents) with ordinality
      as n(series_id, period, version, known_at, document, place);
  return after_this;
end $$;
`;
