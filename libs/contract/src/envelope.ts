import {
  CORE_ATTRIBUTES,
  REQUIRED_ATTRIBUTES,
  checkExtension,
  isEventMember,
  reportAttribute,
  reportMissingAttribute,
  reportType,
  suits,
} from './attributes.ts';
import { FAMILIES, type EventType } from './events/families.ts';
import type { EventAttributes } from './events/family.ts';
import { shown, type Report } from './fault.ts';
import { misspeltMember } from './nearest-name.ts';

/** Attributes of an event, and whether the event is a CloudEvent. */
export interface Envelope {
  /** False if the object is not a CloudEvent. */
  readonly wellFormed: boolean;
  /** Undefined for an absent or unknown type. */
  readonly type: EventType | undefined;
  readonly attributes: EventAttributes;
}

type Raw = Readonly<Record<string, unknown>>;

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json[ \t]*(?:;.*)?$/i;

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

const isKnownType = (type: unknown): type is EventType =>
  typeof type === 'string' && Object.hasOwn(FAMILIES, type);

/**
 * Reads the CloudEvents 1.0 attributes of an event; null counts as absent (CloudEvents JSON format). An
 * unsupported type, content type or encoding of data leaves `wellFormed` set.
 */
export function readEnvelope(raw: Raw, report: Report): Envelope {
  let wellFormed = true;
  const refuse: Report = (...fault) => {
    wellFormed = false;
    report(...fault);
  };
  for (const name of REQUIRED_ATTRIBUTES) {
    if (isAbsent(raw[name])) reportMissingAttribute(name, raw, refuse);
  }
  for (const name of CORE_ATTRIBUTES) {
    const value = raw[name];
    if (!isAbsent(value) && !suits(name, value)) reportAttribute(name, value, refuse);
  }
  const extensions = readExtensions(raw, refuse);
  checkDataMembers(raw, report);
  const { type } = raw;
  if (typeof type === 'string' && !isKnownType(type)) reportType(type, report);
  return {
    wellFormed,
    type: isKnownType(type) ? type : undefined,
    attributes: attributesOf(raw, extensions),
  };
}

function attributesOf(raw: Raw, extensions: Readonly<Record<string, string>> | undefined): EventAttributes {
  const { source, id, time, subject, dataschema } = raw;
  const attributes: { -readonly [Name in keyof EventAttributes]: EventAttributes[Name] } = {
    source: typeof source === 'string' ? source : '',
    id: typeof id === 'string' ? id : '',
  };
  if (typeof time === 'string') attributes.time = time;
  if (typeof subject === 'string') attributes.subject = subject;
  if (typeof dataschema === 'string') attributes.dataschema = dataschema;
  if (extensions) attributes.extensions = extensions;
  return attributes;
}

/** Each attribute becomes a Kafka header. */
const MOST_EXTENSIONS = 64;

function readExtensions(raw: Raw, refuse: Report): Readonly<Record<string, string>> | undefined {
  let extensions: Record<string, string> | undefined;
  let count = 0;
  for (const name of Object.keys(raw)) {
    if (isEventMember(name) || isAbsent(raw[name])) continue;
    count += 1;
    if (count > MOST_EXTENSIONS) {
      const most = `${String(MOST_EXTENSIONS)} extension attributes`;
      refuse(
        '',
        'attribute-count',
        `The event has more than ${most}.`,
        `Write at most ${most}; the rest is data.`,
      );
      break;
    }
    if (checkExtension(name, raw[name], refuse)) (extensions ??= {})[name] = String(raw[name]);
  }
  return extensions;
}

/** Data is required, and has to be JSON. */
function checkDataMembers(raw: Raw, report: Report): void {
  const { datacontenttype, data } = raw;
  if (
    typeof datacontenttype === 'string' &&
    datacontenttype !== 'application/json' &&
    !JSON_TYPE.test(datacontenttype)
  ) {
    report(
      '/datacontenttype',
      'data-content-type',
      `Data of type ${shown(datacontenttype)} is not taken.`,
      'Write "datacontenttype": "application/json" and the data as JSON.',
    );
  }
  if (!isAbsent(raw.data_base64)) {
    report(
      '/data_base64',
      'data-base64',
      'Data in Base64 is not taken: the data of all our events is JSON.',
      'Write the JSON itself as "data".',
    );
  } else if (isAbsent(data)) {
    const misspelt = misspeltMember('data', raw, isEventMember);
    report(
      '/data',
      'required',
      'The event carries no data.',
      misspelt === undefined
        ? 'Add "data" with the members of its type.'
        : `Rename ${shown(misspelt)} to "data".`,
    );
  }
}
