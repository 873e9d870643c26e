import { placeKey } from './statements-positions.fixture.ts';
import {
  at,
  bigints,
  buffers,
  dates,
  found,
  ints,
  maybeBigints,
  maybeTexts,
  texts,
  wrote,
  type Statements,
} from './statement.fixture.ts';
import type { EventTableRow } from './tables.fixture.ts';
import { SqlError, type Transaction } from './transaction.fixture.ts';

/** Evidence, dead letters, prints, withdrawals and notices. */
export const FACT_STATEMENTS: Statements = {
  'find-events': (tx, [sources, ids]) =>
    found(
      identities(sources, ids).flatMap(({ source, id }) =>
        accepted(tx, source, id).map(({ event_id, type, topic, digest }) => ({
          event_id: String(event_id),
          source,
          id,
          type,
          topic,
          digest,
        })),
      ),
    ),
  'insert-events': (tx, values) => {
    const { event } = tx.tables;
    const [source, id, type, topic] = values.slice(0, 4).map(texts) as [
      string[],
      string[],
      string[],
      string[],
    ];
    const [partition, offset, knownAt] = [ints(values[4]), bigints(values[5]), dates(values[6])];
    const outcome = texts(values[7]);
    const [rule, reason] = [maybeTexts(values[8]), maybeTexts(values[9])];
    const [digest, time, data] = [buffers(values[10]), maybeTexts(values[11]), maybeTexts(values[12])];
    const places = offset.map((o, i) => `${placeKey(at(topic, i), at(partition, i))}/${String(o)}`);
    tx.lockRows(event, places);
    const rows = places.map((place, i): EventTableRow & { place: string } => ({
      place,
      event_id: BigInt(event.nextId()),
      source: at(source, i),
      id: at(id, i),
      type: at(type, i),
      topic: at(topic, i),
      partition: at(partition, i),
      offset: at(offset, i),
      known_at: at(knownAt, i),
      outcome: at(outcome, i),
      rule: at(rule, i),
      reason: at(reason, i),
      digest: at(digest, i),
      time: at(time, i),
      data: at(data, i),
    }));
    for (const { place, ...row } of rows) {
      if (event.get(tx, place)) throw new SqlError('23505', `duplicate delivery of ${place}`);
      if (isAccepted(row) && accepted(tx, row.source, row.id).length > 0)
        throw new SqlError('23505', `duplicate identity ${row.source} ${row.id}`);
      event.set(tx, place, row);
    }
    return found(rows.map(({ place, event_id }) => ({ place, event_id: String(event_id) })));
  },
  'insert-dead-letters': (
    tx,
    [topics, partitions, offsets, knownAts, rules, reasons, keys, values, headers],
  ) => {
    const { dead_letter: table } = tx.tables;
    const [topic, partition, offset] = [texts(topics), ints(partitions), bigints(offsets)];
    const [knownAt, rule, reason] = [dates(knownAts), texts(rules), texts(reasons)];
    const [key, value, header] = [buffers(keys), buffers(values), texts(headers)];
    const places = offset.map((o, i) => `${placeKey(at(topic, i), at(partition, i))}/${String(o)}`);
    tx.lockRows(table, places);
    places.forEach((place, i) => {
      if (table.get(tx, place)) throw new SqlError('23505', `duplicate dead letter ${place}`);
      table.set(tx, place, {
        dead_letter_id: BigInt(table.nextId()),
        topic: at(topic, i),
        partition: at(partition, i),
        offset: at(offset, i),
        known_at: at(knownAt, i),
        rule: at(rule, i),
        reason: at(reason, i),
        key: at(key, i),
        value: at(value, i),
        headers: at(header, i),
        relayed: false,
      });
    });
    return wrote(places.length);
  },
  'insert-figures': (tx, [eventIds, seriesIds, periods, bases, published, prints, withdrawnBy]) => {
    const { figure } = tx.tables;
    const [series, period, base] = [texts(seriesIds), texts(periods), maybeTexts(bases)];
    const [until, print, withdrawn] = [dates(published), maybeTexts(prints), maybeBigints(withdrawnBy)];
    const ids = bigints(eventIds);
    ids.forEach((event_id, i) => {
      figure.set(tx, String(event_id), {
        event_id,
        series_id: at(series, i),
        period: at(period, i),
        base_period: at(base, i),
        published_until: at(until, i),
        print: at(print, i) ?? 'null',
        withdrawn_by: at(withdrawn, i),
      });
    });
    return wrote(ids.length);
  },
  'find-figures': (tx, [ids]) => {
    const wanted = new Set(texts(ids));
    return found(
      tx.tables.figure
        .all(tx)
        .filter((f) => f.withdrawn_by === null && wanted.has(f.series_id))
        .map(({ series_id, print }) => ({ series_id, print: JSON.parse(print) as unknown })),
    );
  },
  'take-facts-turn': (tx, [token, reachesSales]) => {
    const { facts_turn: table } = tx.tables;
    tx.lockRows(table, ['']);
    const before = table.get(tx, '') ?? { token: '', platform: '' };
    const own = String(token);
    table.set(tx, '', { token: own, platform: reachesSales === true ? own : before.platform });
    return found([{ token: before.token }]);
  },
  'find-figures-by-identity': (tx, [sources, ids]) => {
    const series = new Map(tx.tables.series.all(tx).map((row) => [row.series_id, row.key]));
    return found(
      identities(sources, ids).flatMap(({ source, id }) =>
        accepted(tx, source, id).flatMap(({ event_id, topic }) => {
          const figure = tx.tables.figure.get(tx, String(event_id));
          if (!figure) return [];
          const print = JSON.parse(figure.print) as unknown;
          const withdrawn = figure.withdrawn_by !== null;
          return [{ source, id, topic, series_key: series.get(figure.series_id), print, withdrawn }];
        }),
      ),
    );
  },
  'find-withdrawals': (tx, [sources, ids]) =>
    found(
      identities(sources, ids).flatMap(({ source, id }) =>
        tx.tables.withdrawal
          .all(tx)
          .filter((row) => row.ref_source === source && row.ref_id === id)
          .map((row) => ({ source, id, event_id: String(row.event_id), topic: row.topic })),
      ),
    ),
  'insert-withdrawals': (tx, [sources, ids, eventIds]) => {
    const { withdrawal } = tx.tables;
    const events = bigints(eventIds);
    let count = 0;
    identities(sources, ids).forEach(({ source, id }, i) => {
      const topic = topicOf(tx, at(events, i));
      const key = `${source}\0${id}\0${topic}`;
      if (withdrawal.get(tx, key)) return;
      withdrawal.set(tx, key, { ref_source: source, ref_id: id, event_id: at(events, i), topic });
      count += 1;
    });
    return wrote(count);
  },
  'withdraw-figures': (tx, [sources, ids, eventIds]) => {
    const { figure } = tx.tables;
    const events = bigints(eventIds);
    let count = 0;
    identities(sources, ids).forEach(({ source, id }, i) => {
      const by = at(events, i);
      for (const event of accepted(tx, source, id)) {
        const row = figure.get(tx, String(event.event_id));
        if (event.topic !== topicOf(tx, by) || row?.withdrawn_by !== null) continue;
        figure.set(tx, String(event.event_id), { ...row, withdrawn_by: by });
        count += 1;
      }
    });
    return wrote(count);
  },
  'upsert-notices': (tx, [notices, eventIds, withdrawns, datas]) => {
    const { notice: table } = tx.tables;
    const names = texts(notices);
    const [eventId, withdrawn, data] = [bigints(eventIds), withdrawns as boolean[], maybeTexts(datas)];
    tx.lockRows(table, names);
    names.forEach((notice, i) => {
      const before = table.get(tx, notice);
      table.set(tx, notice, {
        notice,
        event_id: at(eventId, i),
        withdrawn: at(withdrawn, i),
        data: at(data, i) ?? before?.data ?? null,
      });
    });
    return wrote(names.length);
  },
};

function identities(sources: unknown, ids: unknown) {
  const id = texts(ids);
  return texts(sources).map((source, i) => ({ source, id: at(id, i) }));
}

const isAccepted = ({ outcome }: EventTableRow): boolean => outcome === 'applied' || outcome === 'superseded';

function accepted(tx: Transaction, source: string, id: string): EventTableRow[] {
  return tx.tables.event.all(tx).filter((e) => e.source === source && e.id === id && isAccepted(e));
}

function topicOf(tx: Transaction, eventId: bigint): string {
  const event = tx.tables.event.all(tx).find((e) => e.event_id === eventId);
  if (!event) throw new SqlError('23503', `no event ${String(eventId)}`);
  return event.topic;
}
