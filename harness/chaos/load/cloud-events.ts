import type { Expected, GeneratedTopic, Produced } from './produced.ts';

export interface Attributes {
  readonly type: string;
  readonly source: string;
  readonly id: string;
}

/** An event in binary mode: attributes in headers, data as value. */
export function binaryRecord(
  topic: GeneratedTopic,
  key: string,
  { type, source, id }: Attributes,
  data: unknown,
  expected: Expected,
): Produced {
  const headers = {
    ce_specversion: Buffer.from('1.0'),
    ce_type: Buffer.from(type),
    ce_source: Buffer.from(source),
    ce_id: Buffer.from(id),
    'content-type': Buffer.from('application/json'),
  };
  return { topic, key, value: Buffer.from(JSON.stringify(data)), headers, expected };
}

/** The same event in structured mode, as another record. */
export function structuredRecord(
  record: Produced,
  { type, source, id }: Attributes,
  data: unknown,
): Produced {
  return {
    ...record,
    value: Buffer.from(JSON.stringify({ specversion: '1.0', type, source, id, data })),
    headers: { 'content-type': Buffer.from('application/cloudevents+json') },
  };
}
