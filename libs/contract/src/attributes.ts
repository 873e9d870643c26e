import { EVENT_TYPES } from './events/families.ts';
import { pointerStep, shown, type Report } from './fault.ts';
import { parseInstant } from './instant.ts';
import { likelyName, misspeltMember } from './nearest-name.ts';
import { LONGEST_NAME, URI_REFERENCE_PATTERN } from './vocabulary.ts';

/** Attributes of CloudEvents 1.0, without the data members. */
export const CORE_ATTRIBUTES = [
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'subject',
  'datacontenttype',
  'dataschema',
] as const;
export const REQUIRED_ATTRIBUTES = ['specversion', 'id', 'source', 'type'] as const;

export type CoreAttribute = (typeof CORE_ATTRIBUTES)[number];

const EVENT_MEMBERS: readonly string[] = [...CORE_ATTRIBUTES, 'data', 'data_base64'];

/** Maximum length of attributes other than source and id, in characters. */
const LONGEST_ATTRIBUTE = 4096;

const URI_REFERENCE = new RegExp(URI_REFERENCE_PATTERN);
/** CloudEvents forbids control characters in attributes. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const ATTRIBUTE_NAME = /^[a-z0-9]{1,64}$/;

const longest = (name: CoreAttribute): number =>
  name === 'id' || name === 'source' ? LONGEST_NAME : LONGEST_ATTRIBUTE;

const isPrintable = (text: string): boolean => text.isWellFormed() && !CONTROL.test(text);

/** Whether an attribute is valid. Only a failed check pays for {@link reportAttribute}. */
export function suits(name: CoreAttribute, value: unknown): boolean {
  if (typeof value !== 'string' || value.length === 0 || value.length > longest(name)) return false;
  switch (name) {
    case 'specversion':
      return value === '1.0';
    case 'source':
    case 'dataschema':
      return URI_REFERENCE.test(value);
    case 'time':
      return parseInstant(value) !== undefined;
    case 'id':
    case 'type':
    case 'subject':
    case 'datacontenttype':
      return isPrintable(value);
  }
}

/** Reports the fault of an invalid attribute. */
export function reportAttribute(name: CoreAttribute, value: unknown, report: Report): void {
  const size = `a text of 1 to ${longest(name).toLocaleString('en')} characters`;
  if (name === 'specversion') {
    const fix = 'Write "specversion": "1.0".';
    report('/specversion', 'specversion', `The CloudEvents version ${shown(value)} is not taken.`, fix);
  } else if (typeof value !== 'string' || value.length === 0 || value.length > longest(name)) {
    const message = `The attribute ${name} must be ${size}, not ${shown(value)}.`;
    report(`/${name}`, 'attribute-text', message, `Write ${name} as ${size}.`);
  } else if (!isPrintable(value)) {
    reportUnprintable(name, report);
  } else if (name === 'time') {
    report(
      '/time',
      'instant',
      `The attribute time must be an RFC 3339 instant with offset, not ${shown(value)}.`,
      'Write an existing date and time with offset, such as "2020-07-16T10:00:00+08:00".',
    );
  } else {
    report(
      `/${name}`,
      'uri-reference',
      `The attribute ${name} must be a URI reference, not ${shown(value)}.`,
      'Write a URI or a path such as "/customs/gacc"; percent-encode spaces and letters beyond ASCII.',
    );
  }
}

/** Whether a text may be the source of an event. */
export const isSource = (text: string): boolean => suits('source', text);

export const isEventMember = (name: string): boolean => EVENT_MEMBERS.includes(name);

export function reportMissingAttribute(name: string, raw: object, report: Report): void {
  const misspelt = misspeltMember(name, raw, isEventMember);
  report(
    `/${name}`,
    'attribute-required',
    `The required attribute ${name} is missing.`,
    misspelt === undefined
      ? `Add "${name}"${name === 'specversion' ? ': "1.0"' : ''} to the event.`
      : `Rename ${shown(misspelt)} to "${name}".`,
  );
}

/** Checks name and value (string, boolean or 32-bit integer) of an extension. False after a fault. */
export function checkExtension(name: string, value: unknown, report: Report): boolean {
  const fits =
    typeof value === 'string'
      ? value.length <= LONGEST_ATTRIBUTE
      : typeof value === 'boolean' || (Number.isInteger(value) && value === (value as number) >> 0);
  if (!ATTRIBUTE_NAME.test(name)) {
    const meant = likelyName(name, EVENT_MEMBERS);
    report(
      pointerStep(name),
      'attribute-name',
      `${shown(name)} is no attribute of CloudEvents: their names are 1 to 64 lower-case letters and digits.`,
      meant === undefined ? 'Move the member into data, or rename it.' : `Write "${meant}".`,
    );
  } else if (!fits) {
    report(
      `/${name}`,
      'attribute-value',
      `The extension attribute ${name} must be a text, a boolean or a 32-bit integer, not ${shown(value)}.`,
      `Write a text of at most ${LONGEST_ATTRIBUTE.toLocaleString('en')} characters, or move it into data.`,
    );
  } else if (typeof value === 'string' && !isPrintable(value)) {
    reportUnprintable(name, report);
  } else {
    return true;
  }
  return false;
}

function reportUnprintable(name: string, report: Report): void {
  report(
    `/${name}`,
    'attribute-characters',
    `The attribute ${name} holds a control character or half of a surrogate pair.`,
    'Write printable characters only.',
  );
}

export function reportType(type: string, report: Report): void {
  const meant = likelyName(type, EVENT_TYPES);
  report(
    '/type',
    'event-type',
    `The event type ${shown(type)} is not known.`,
    meant === undefined ? `Write one of ${EVENT_TYPES.join(', ')}.` : `Write "${meant}".`,
  );
}
