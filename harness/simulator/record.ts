import type { InRecord } from '@silkgauge/kafka';
import { records, type SpecEvent } from '../fixtures/events.ts';

export interface RecordPlace {
  readonly offset: bigint;
  readonly timestamp: string;
}

/** An event in structured mode. */
export const structured = (event: SpecEvent, place: RecordPlace): InRecord => ({
  ...records([event])[0]!,
  ...place,
});

/** An event in binary mode with its wire bytes, for the fast reader. */
export function binary(
  { type, data, id = '', source = '', key = '' }: SpecEvent,
  place: RecordPlace,
): InRecord {
  const attributes = {
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_specversion: '1.0',
    'content-type': 'application/json',
  };
  const headers = Object.entries(attributes).map(([name, value]) => [name, Buffer.from(value)] as const);
  const [keyBytes, value] = [Buffer.from(key), Buffer.from(JSON.stringify(data))];
  const wire = headers.flatMap(([name, of]) => [
    varint(name.length),
    Buffer.from(name),
    varint(of.length),
    of,
  ]);
  const bytes = Buffer.concat([keyBytes, value, varint(headers.length), ...wire]);
  const [keyEnd, valueEnd] = [keyBytes.length, keyBytes.length + value.length];
  return {
    ...place,
    key: keyBytes,
    value,
    headers,
    wire: {
      bytes,
      keyStart: 0,
      keyEnd,
      valueStart: keyEnd,
      valueEnd,
      headersStart: valueEnd,
      end: bytes.length,
    },
  };
}

/** A length as Kafka encodes it: a zigzag varint. */
function varint(n: number): Buffer {
  const bytes: number[] = [];
  let rest = 2 * n;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
