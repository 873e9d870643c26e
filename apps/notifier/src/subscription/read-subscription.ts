import {
  DELIVERED_SOURCE,
  DELIVERED_TYPES,
  FaultList,
  likelyName,
  shown,
  type DeliveredType,
  type Fault,
  KINDS,
} from '@silkgauge/contract';
import { readFilters } from '../filter/read-filter.ts';
import { parseSink } from '../address/sink-policy.ts';
import { isObject, reportUnknown, type Faults, type Members } from './faults.ts';
import { readCredential } from './read-credential.ts';
import { readProtocolSettings } from './read-settings.ts';
import type { ReadSubscription, SubscriptionRequest } from './subscription-request.ts';

/** Members that the service alone writes; a client may send back what it was shown. */
const READ_ONLY = ['id', 'status', 'because', 'secret', 'position', 'waiting'];
const MEMBERS = [
  'sink',
  'protocol',
  'source',
  'types',
  'filters',
  'config',
  'protocolsettings',
  'sinkcredential',
];
const CONFIG = ['name', 'from', 'coalesce', 'alertSink'];
/** Longest name, in characters. */
const LONGEST_NAME = 200;

export const SINK_RULE = 'sink-address';
export const SINK_FAULT = 'The address may not be called, or its name is not found.';
export const SINK_FIX =
  'Write an https: address that is reachable from everywhere, without user, password, fragment or a port of another protocol.';

/** Reads the body of a subscription, with every default; else all faults at once. */
export function readSubscription(
  body: unknown,
): { readonly value: ReadSubscription } | { readonly faults: readonly Fault<string>[] } {
  const faults = new FaultList<string>();
  if (!isObject(body)) {
    faults.report(
      '',
      'subscription',
      `A subscription is an object, not ${shown(body)}.`,
      'Write {"sink": ..., "protocol": "HTTP"}.',
    );
    return { faults: faults.faults };
  }
  reportUnknown(body, [...MEMBERS, ...READ_ONLY], '', faults);
  const sink = readSink(body, faults);
  readProtocol(body, faults);
  const types = readTypes(body['types'], faults);
  const { filters: asked = [] } = body;
  const filters = readFilters(asked, '/filters', faults);
  const config = readConfig(body['config'], faults);
  const protocolsettings = readProtocolSettings(body['protocolsettings'], faults);
  const authorization = readCredential(body['sinkcredential'], faults);
  if (faults.faults.length > 0) return { faults: faults.faults };
  return {
    value: {
      request: { sink, types, filters: asked as readonly unknown[], config, protocolsettings },
      filters,
      authorization,
    },
  };
}

function readSink(body: Members, faults: Faults): string {
  const { sink } = body;
  if (typeof sink === 'string' && parseSink(sink)) return new URL(sink).href;
  if (typeof sink === 'string') faults.report('/sink', SINK_RULE, SINK_FAULT, SINK_FIX);
  else {
    const message =
      sink === undefined ? 'The member sink is missing.' : `sink must be an address, not ${shown(sink)}.`;
    faults.report(
      '/sink',
      sink === undefined ? 'required' : SINK_RULE,
      message,
      'Add "sink": "https://example.org/growth".',
    );
  }
  return '';
}

function readProtocol({ protocol, source }: Members, faults: Faults): void {
  if (protocol !== 'HTTP')
    faults.report(
      '/protocol',
      protocol === undefined ? 'required' : 'protocol',
      protocol === undefined
        ? 'The member protocol is missing.'
        : `The protocol ${shown(protocol)} is not served.`,
      'Write "protocol": "HTTP".',
    );
  if (source !== undefined && source !== DELIVERED_SOURCE)
    faults.report(
      '/source',
      'source',
      `Nothing is delivered of the source ${shown(source)}.`,
      `Write "${DELIVERED_SOURCE}", or leave it out.`,
    );
}

function readTypes(value: unknown, faults: Faults): readonly DeliveredType[] {
  if (value === undefined) return [KINDS.state.type];
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  const isType = (one: unknown): one is DeliveredType =>
    (DELIVERED_TYPES as readonly unknown[]).includes(one);
  const types = given.filter(isType);
  if (types.length === given.length && types.length > 0) return [...new Set(types)];
  const wrong = given.find((one) => !isType(one)) ?? value;
  const meant = typeof wrong === 'string' ? likelyName(wrong, DELIVERED_TYPES) : undefined;
  faults.report(
    '/types',
    'types',
    `types is a list of event types, and ${shown(wrong)} is none that is delivered.`,
    meant === undefined ? `Write some of ${DELIVERED_TYPES.join(', ')}.` : `Write "${meant}".`,
  );
  return [];
}

function readConfig(value: unknown, faults: Faults): SubscriptionRequest['config'] {
  const plain = { from: 'now', coalesce: false };
  if (value === undefined) return plain;
  if (!isObject(value)) {
    faults.report(
      '/config',
      'config',
      `config is an object, not ${shown(value)}.`,
      'Write {} or leave it out.',
    );
    return plain;
  }
  reportUnknown(value, CONFIG, '/config', faults);
  const { name, from = 'now', coalesce = false, alertSink } = value;
  if (
    name !== undefined &&
    (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME || hasControl(name))
  )
    faults.report(
      '/config/name',
      'name',
      `name is a text of 1 to ${String(LONGEST_NAME)} printable characters, not ${shown(name)}.`,
      'Write a name for people, or leave it out.',
    );
  if (typeof from !== 'string' || !/^(now|\d{1,18})$/.test(from))
    faults.report(
      '/config/from',
      'from',
      `from must be now or the sequence of a change, not ${shown(from)}.`,
      'Write "now", or the "sequence" of a state as a text, such as "1042".',
    );
  if (typeof coalesce !== 'boolean')
    faults.report(
      '/config/coalesce',
      'truth',
      `coalesce must be true or false, not ${shown(coalesce)}.`,
      'Write true or false.',
    );
  if (alertSink !== undefined && (typeof alertSink !== 'string' || !parseSink(alertSink)))
    faults.report('/config/alertSink', SINK_RULE, SINK_FAULT, SINK_FIX);
  return {
    ...(typeof name === 'string' && { name }),
    from: typeof from === 'string' ? from : 'now',
    coalesce: coalesce === true,
    ...(typeof alertSink === 'string' && {
      alertSink: URL.canParse(alertSink) ? new URL(alertSink).href : alertSink,
    }),
  };
}

/** Control characters, NUL among them, and halves of surrogate pairs. */
const hasControl = (text: string): boolean =>
  /[\u0000-\u001f\u007f-\u009f]/.test(text) || !text.isWellFormed();
