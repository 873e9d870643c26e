import {
  isJudgedLater,
  keptRights,
  recordKey,
  type CheckedEvent,
  type Pusher,
  type RefusalRule,
} from '@silkgauge/contract';
import { decodeUtf8, parseJson, type ContentFault } from './parse-json.ts';
import type { Header, InRecord, OutRecord } from '../wire/records.ts';

/** The event in structured form, as `checkEvent` takes it, or the fault of the record. */
export type Decoded =
  | { readonly ok: true; readonly event: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly fault: ContentFault };

const PREFIX = 'ce_';
const CONTENT_TYPE = 'content-type';

/** Header with the id of the key that pushed an event at a door, or `anonymous`. */
export const PUSHED_BY = 'silkgauge-by';

/**
 * Header with the series and names that whoever pushed an event at a door may write, as JSON. An event that acts on what
 * another one holds has it, unless all may be written: the decision is by the rights at the push, however late it comes.
 */
export const MAY_WRITE = 'silkgauge-write';

/** Encodes an event by the CloudEvents Kafka protocol binding 1.0.2, in binary content mode; `by` is who pushed it. */
export const toKafkaRecord = (event: CheckedEvent, by?: Pusher): OutRecord => {
  const headers = attributeHeaders(event);
  if (by) headers[PUSHED_BY] = by.name;
  const rights = by && isJudgedLater(event.type) ? keptRights(by.write) : null;
  if (rights) headers[MAY_WRITE] = JSON.stringify(rights);
  return { key: recordKey(event), value: JSON.stringify(event.data), headers };
};

const attributeHeaders = (event: CheckedEvent): Record<string, string> => {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_source: event.source,
    ce_type: event.type,
    [CONTENT_TYPE]: 'application/json',
  };
  if (event.time !== undefined) headers['ce_time'] = event.time;
  if (event.subject !== undefined) headers['ce_subject'] = event.subject;
  if (event.dataschema !== undefined) headers['ce_dataschema'] = event.dataschema;
  if (event.extensions) {
    for (const [name, value] of Object.entries(event.extensions)) headers[PREFIX + name] = value;
  }
  return headers;
};

/**
 * Decodes a record as a CloudEvent: in structured mode if its content type begins with
 * `application/cloudevents`, else in binary mode. Returns a fault and never throws; `checkEvent` checks
 * attributes and data.
 */
export const decodeRecord = (record: Pick<InRecord, 'value' | 'headers'>): Decoded => {
  // Each access to the headers of a record decodes them.
  const { value, headers } = record;
  const contentType = contentTypeOf(headers);
  if (contentType === undefined)
    return fault('content-type', 'The header content-type is not one text in UTF-8.');
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!mediaType.startsWith('application/cloudevents'))
    return decodeBinary(value, headers, contentType, mediaType);
  if (mediaType === 'application/cloudevents+json') return decodeStructured(value);
  return fault('content-type', `Events as ${mediaType} are not read from Kafka.`);
};

/** The content type; empty without the header, undefined for a repeated one or invalid UTF-8. */
const contentTypeOf = (headers: readonly Header[]): string | undefined => {
  let found: string | undefined = '';
  for (const [name, value] of headers) {
    if (name !== CONTENT_TYPE) continue;
    if (found !== '') return undefined;
    found = decodeUtf8(value);
    if (found === undefined) return undefined;
  }
  return found;
};

const decodeStructured = (value: Buffer | null): Decoded => {
  const parsed = parseJson(value ?? Buffer.alloc(0));
  if (!parsed.ok) return parsed;
  if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
    return fault('event-object', 'A structured event is a JSON object.');
  }
  return { ok: true, event: parsed.value as Record<string, unknown> };
};

const JSON_MEDIA_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json$/;

const decodeBinary = (
  value: Buffer | null,
  headers: readonly Header[],
  contentType: string,
  mediaType: string,
): Decoded => {
  const event: Record<string, unknown> = {};
  for (const [header, bytes] of headers) {
    if (!header.startsWith(PREFIX)) continue;
    const name = header.slice(PREFIX.length);
    const text = decodeUtf8(bytes);
    if (text === undefined) return fault('utf-8', `The header ${header} is not UTF-8.`);
    if (Object.hasOwn(event, name))
      return fault('attribute-repeated', `The header ${header} stands there twice.`);
    if (NO_ATTRIBUTES.has(name)) return fault('attribute-name', `The header ${header} is no attribute.`);
    event[name] = text;
  }
  if (Object.keys(event).length === 0) {
    return fault('not-a-cloudevent', 'There are neither ce_ headers nor a content type of CloudEvents.');
  }
  if (mediaType !== '') {
    if (!JSON_MEDIA_TYPE.test(mediaType)) return fault('content-type', `Data as ${mediaType} is not read.`);
    event['datacontenttype'] = contentType;
  }
  if (value === null) return { ok: true, event };
  const parsed = parseJson(value);
  if (!parsed.ok) return parsed;
  event['data'] = parsed.value;
  return { ok: true, event };
};

/** Names with another meaning in a structured event or in JavaScript. */
const NO_ATTRIBUTES = new Set(['data', 'data_base64', 'datacontenttype', '__proto__']);

const fault = (rule: RefusalRule, reason: string): Decoded => ({ ok: false, fault: { rule, reason } });
