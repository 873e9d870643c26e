import { pointerStep, shown } from '@silkgauge/contract';
import { DEFAULT_RETRY, LONGEST_RETRY, LONGEST_SCHEDULE, MOST_RETRIES } from '../retry/retry.ts';
import { isObject, reportUnknown, type Faults } from './faults.ts';
import type { SubscriptionRequest } from './subscription-request.ts';

type Settings = SubscriptionRequest['protocolsettings'];

const SETTINGS = ['headers', 'retry', 'timeout', 'inFlight'];
const MOST_HEADERS = 10;
/** Names and values together. */
const HEADER_BYTES = 1_024;
const DEFAULTS: Settings = { headers: {}, retry: DEFAULT_RETRY, timeout: 15, inFlight: 8 };

/** Reads `protocolsettings`, with every default. */
export function readProtocolSettings(value: unknown, faults: Faults): Settings {
  if (value === undefined) return DEFAULTS;
  const pointer = '/protocolsettings';
  if (!isObject(value)) {
    faults.report(
      pointer,
      'settings',
      `protocolsettings is an object, not ${shown(value)}.`,
      'Write {} or leave it out.',
    );
    return DEFAULTS;
  }
  reportUnknown(value, SETTINGS, pointer, faults);
  return {
    headers: readHeaders(value['headers'], `${pointer}/headers`, faults),
    retry: readRetry(value['retry'], `${pointer}/retry`, faults),
    timeout: readWhole(value['timeout'], DEFAULTS.timeout, 30, 'seconds', `${pointer}/timeout`, faults),
    inFlight: readWhole(
      value['inFlight'],
      DEFAULTS.inFlight,
      64,
      'deliveries',
      `${pointer}/inFlight`,
      faults,
    ),
  };
}

function readWhole(
  value: unknown,
  fallback: number,
  most: number,
  unit: string,
  pointer: string,
  faults: Faults,
): number {
  if (value === undefined) return fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  const range = `a whole number of ${unit} from 1 to ${String(most)}`;
  faults.report(pointer, 'bounds', `The member must be ${range}, not ${shown(value)}.`, `Write ${range}.`);
  return fallback;
}

function readRetry(value: unknown, pointer: string, faults: Faults): readonly number[] {
  if (value === undefined) return DEFAULT_RETRY;
  const waits: readonly unknown[] = Array.isArray(value) ? value : [];
  const seconds = waits.filter(
    (one): one is number => Number.isInteger(one) && Number(one) >= 1 && Number(one) <= LONGEST_RETRY,
  );
  const whole = seconds.reduce((sum, one) => sum + one, 0);
  const isRead = seconds.length === waits.length && waits.length >= 1 && waits.length <= MOST_RETRIES;
  if (isRead && whole <= LONGEST_SCHEDULE) return seconds;
  const wrong = waits.find((one) => !(seconds as readonly unknown[]).includes(one)) ?? value;
  faults.report(
    pointer,
    'retry',
    isRead
      ? `The schedule takes ${String(whole)} seconds, more than a week.`
      : `retry is a list of 1 to ${String(MOST_RETRIES)} waits of 1 to ${String(LONGEST_RETRY)} seconds, not ${shown(wrong)}.`,
    `Write whole seconds, ${String(LONGEST_SCHEDULE)} together at most, such as [5, 300, 1800].`,
  );
  return DEFAULT_RETRY;
}

function readHeaders(value: unknown, pointer: string, faults: Faults): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  const headers: [string, string][] = [];
  const given = isObject(value) ? Object.entries(value) : [];
  const fix = 'Write up to ten names that begin with x-, each with a printable text, a kilobyte together.';
  if (!isObject(value) || given.length > MOST_HEADERS)
    faults.report(
      pointer,
      'headers',
      `headers is an object of at most ${String(MOST_HEADERS)} names, not ${isObject(value) ? String(given.length) : shown(value)}.`,
      fix,
    );
  else
    for (const [name, text] of given) {
      if (!/^x-[a-z0-9-]{1,62}$/i.test(name))
        faults.report(pointer + pointerStep(name), 'header', `The header ${shown(name)} cannot be set.`, fix);
      else if (typeof text !== 'string' || !/^[\u0020-\u007e]*$/.test(text))
        faults.report(
          pointer + pointerStep(name),
          'header',
          `A header is a printable text, not ${shown(text)}.`,
          fix,
        );
      else headers.push([name.toLowerCase(), text]);
    }
  if (headers.reduce((sum, [name, text]) => sum + name.length + text.length, 0) > HEADER_BYTES)
    faults.report(pointer, 'headers', `The headers take more than ${String(HEADER_BYTES)} bytes.`, fix);
  return Object.fromEntries(headers);
}
