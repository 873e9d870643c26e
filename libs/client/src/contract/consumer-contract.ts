import { isObject } from '../http/bounded.ts';

/** Bounds of numbers, as JSON Schema names them. */
export const BOUNDS = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'] as const;
export type Bound = (typeof BOUNDS)[number];

/** What a consumer relies on, at one place of one message or answer. */
export interface Use extends Readonly<Partial<Record<Bound, number>>> {
  /** Type of an event, such as `silkgauge.growth.updated.v1`: the place is in its data. */
  readonly message?: string;
  /** A call, such as `GET /v1/growth`: the place is in its answer 200. */
  readonly call?: string;
  /** JSON Pointer; a number stands for any item of a list. */
  readonly pointer: string;
  /** Types of JSON Schema; all that may come. */
  readonly type?: string | readonly string[];
  /** Regular expression of the texts that are understood. */
  readonly pattern?: string;
  /** All codes that are understood. */
  readonly values?: readonly string[];
  /** Whether the member is there wherever the object around it is. */
  readonly required?: boolean;
}

/** The content of `contracts/consumers/<name>.json`. */
export interface ConsumerContract {
  readonly consumer: string;
  /** Who is asked before something that is relied on changes. */
  readonly contact: string;
  readonly uses: readonly Use[];
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const MEMBERS = ['message', 'call', 'pointer', 'type', 'pattern', 'values', 'required', ...BOUNDS];

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText);

function isPattern(value: unknown): boolean {
  try {
    return isText(value) && new RegExp(value, 'u').source !== '';
  } catch {
    return false;
  }
}

/** What is wrong with one use, each in a line; empty where nothing is. */
function faultsOfUse(use: unknown, at: number): string[] {
  const place = `/uses/${String(at)}`;
  if (!isObject(use)) return [`${place}: an object is needed`];
  const faults: [boolean, string][] = [
    [isText(use['message']) === isText(use['call']), 'message or call is needed, one of both'],
    [
      typeof use['pointer'] !== 'string' || !/^(?:\/|$)/.test(use['pointer']),
      'pointer: a JSON Pointer is needed',
    ],
    [
      'type' in use && ![use['type']].flat().every((one) => TYPES.includes(String(one))),
      `type: one of ${TYPES.join(', ')}`,
    ],
    ['pattern' in use && !isPattern(use['pattern']), 'pattern: a regular expression is needed'],
    ['values' in use && !areTexts(use['values']), 'values: a list of texts is needed'],
    ['required' in use && typeof use['required'] !== 'boolean', 'required: true or false'],
    ...BOUNDS.map((name): [boolean, string] => [
      name in use && typeof use[name] !== 'number',
      `${name}: a number is needed`,
    ]),
    ...Object.keys(use).map((name): [boolean, string] => [
      !MEMBERS.includes(name),
      `${name} is not known: one of ${MEMBERS.join(', ')}`,
    ]),
  ];
  return faults.filter(([isFault]) => isFault).map(([, text]) => `${place}: ${text}`);
}

/** A parsed contract. @throws TypeError with all faults */
export function readContract(said: unknown): ConsumerContract {
  const { consumer, contact, uses } = isObject(said) ? said : {};
  const faults = [
    ...(isText(consumer) ? [] : ['/consumer: a name is needed']),
    ...(isText(contact) ? [] : ['/contact: who is asked is needed']),
    ...(Array.isArray(uses) && uses.length > 0
      ? uses.flatMap(faultsOfUse)
      : ['/uses: at least one is needed']),
  ];
  if (faults.length > 0) throw new TypeError(`no consumer contract:\n  ${faults.join('\n  ')}`);
  return said as ConsumerContract;
}
