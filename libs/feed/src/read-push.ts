import type { IncomingHttpHeaders } from 'node:http';
import { shown, type DoorLimits, type Fault } from '@silkgauge/contract';
import { parseJson } from '@silkgauge/kafka';
import { readBinaryAttributes } from './binary-attributes.ts';
import { contentModeOf, MEDIA_TYPES, type ContentMode } from './content-mode.ts';
import { refusal, unreadable } from './problems.ts';

/** Headers that determine the content mode. */
export interface PushedAs {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  /** Whether attributes are headers (`ce-specversion` exists), as in binary mode. */
  readonly withAttributes: boolean;
}

export const pushedAs = (headers: IncomingHttpHeaders): PushedAs => ({
  contentType: headers['content-type'],
  contentEncoding: headers['content-encoding'],
  withAttributes: headers['ce-specversion'] !== undefined,
});

export interface Push extends PushedAs {
  /** Alternating names and values, as in Node. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** An unchecked event, with faults of its encoding. */
export interface RawEvent {
  readonly value: unknown;
  readonly faults: readonly Fault[];
}

/**
 * Mode by Content-Type; without one, `ce-` headers mean binary JSON, as in SDKs and in the Kafka binding.
 *
 * @throws ProblemError 415 for an unsupported type or encoding
 */
export const modeOf = ({ contentType, contentEncoding, withAttributes }: PushedAs): ContentMode => {
  const untyped = withAttributes ? 'binary' : undefined;
  const mode = contentType === undefined ? untyped : contentModeOf(contentType);
  if (mode === undefined) {
    const refused =
      contentType === undefined
        ? 'The push has neither a Content-Type nor ce- headers.'
        : `${shown(contentType)} is not taken.`;
    const detail = `${refused} Push ${MEDIA_TYPES.join(', ')}, in UTF-8.`;
    throw refusal('unsupported-media-type', detail, undefined, { 'accept-post': MEDIA_TYPES.join(', ') });
  }
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity') {
    const detail = `Content-Encoding ${shown(contentEncoding)} is not taken. Push without compression.`;
    throw refusal('unsupported-media-type', detail, undefined, { 'accept-encoding': 'identity' });
  }
  return mode;
};

/** Events of a push that is taken whole. @throws ProblemError 400 for invalid JSON or an empty batch, 413 beyond a limit */
export const readPush = (
  mode: Exclude<ContentMode, 'lines'>,
  push: Push,
  limits: DoorLimits,
): readonly RawEvent[] => {
  if (mode === 'batch') return readBatch(push.body, limits);
  if (push.body.length > limits.eventBytes) throw tooLarge(`An event may have ${bytes(limits.eventBytes)}.`);
  if (mode === 'structured') return [readStructured(push.body)];
  const { attributes, faults } = readBinaryAttributes(push.rawHeaders);
  if (push.body.length === 0)
    return [{ value: { ...attributes, datacontenttype: push.contentType }, faults }];
  const data = readJson(push.body);
  if (!push.withAttributes) refuseStructured(data);
  return [{ value: { ...attributes, datacontenttype: push.contentType, data }, faults }];
};

/** An event in structured mode. @throws ProblemError 400 for invalid JSON */
export const readStructured = (body: Buffer): RawEvent => ({ value: readJson(body), faults: [] });

/** Names the wrong media type for a structured event, instead of missing attributes. */
const refuseStructured = (body: unknown): void => {
  const isBatch = Array.isArray(body);
  const event: unknown = isBatch ? body[0] : body;
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, 'specversion')) return;
  const mediaType = isBatch ? 'application/cloudevents-batch+json' : 'application/cloudevents+json';
  throw unreadable(
    'content-mode',
    `application/json is the data of an event alone, with its attributes as headers; this is ${isBatch ? 'a batch' : 'an event'} in structured mode.`,
    `Send it with Content-Type: ${mediaType}.`,
  );
};

const readBatch = (body: Buffer, limits: DoorLimits): readonly RawEvent[] => {
  if (body.length > limits.batchBytes) throw tooLarge(`A batch may have ${bytes(limits.batchBytes)}.`);
  const events = readJson(body);
  if (!Array.isArray(events)) {
    throw unreadable('batch', 'A batch is a JSON array of events.', 'Put the events into [ and ].');
  }
  if (events.length === 0) {
    throw empty('batch');
  }
  if (events.length > limits.batchEvents) {
    const detail = `A batch may have ${String(limits.batchEvents)} events, not ${String(events.length)}.`;
    throw tooLarge(detail);
  }
  // A batch within the limit of one event needs no check of its events.
  if (body.length > limits.eventBytes) {
    const index = events.findIndex((event) => bytesOf(event) > limits.eventBytes);
    if (index !== -1) throw tooLarge(`Event ${String(index)} has more than ${bytes(limits.eventBytes)}.`);
  }
  return events.map((value: unknown) => ({ value, faults: [] }));
};

/** Bytes as JSON; infinite for nesting that is too deep to serialise. */
const bytesOf = (event: unknown): number => {
  try {
    return Buffer.byteLength(JSON.stringify(event));
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
};

const readJson = (body: Buffer): unknown => {
  const parsed = parseJson(body);
  if (parsed.ok) return parsed.value;
  throw unreadable(parsed.fault.rule, parsed.fault.reason, 'Push JSON in UTF-8, as RFC 8259 has it.');
};

export const empty = (what: 'batch' | 'upload') =>
  unreadable('batch', `The ${what} is empty.`, 'Push at least one event.');

export const tooLarge = (detail: string) => refusal('too-large', detail);

const bytes = (count: number): string => `${String(count)} bytes`;
