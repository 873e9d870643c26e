import { DELIVERED_SOURCE } from '../kinds/kind.ts';
import { DELIVERED_TYPES, KINDS, type DeliveredType } from '../kinds/table.ts';
import { likelyName } from '../nearest-name.ts';
import { text, word } from '../shapes/shape.ts';
import { readBody, type Reading } from '../terms/body.ts';
import { said } from '../terms/order-terms.ts';
import { printableTerm, truthTerm } from '../terms/plain-terms.ts';
import { listOf, mapped, optional, readAs, record, term, type Read } from '../terms/term.ts';
import { oneOf } from '../vocabulary.ts';
import { credentialTerm } from './credential.ts';
import { filtersTerm } from './filters.ts';
import type { SubscriptionFilter } from './filter.ts';
import { DEFAULT_SETTINGS, settingsTerm } from './settings.ts';
import { SINK_FAULT, sinkTerm } from './sink.ts';

/** Members that the service alone writes; a client may send back what it was shown. */
const READ_ONLY = ['id', 'status', 'because', 'secret', 'position', 'waiting'];
/** Longest name, in characters. */
const LONGEST_NAME = 200;

/** The members of `config`. */
export const CONFIG = {
  name: printableTerm(text('For people.'), 'name', LONGEST_NAME),
  from: readAs(
    text('now, or the sequence after which changes are delivered.', 'now', '1042'),
    { rule: 'from', must: 'now, or the sequence of a change in a text', example: '1042' },
    (found) => (typeof found === 'string' && /^(now|\d{1,18})$/.test(found) ? found : undefined),
  ),
  coalesce: truthTerm('Whether a newer version of a key replaces what still waits of that key.'),
  alertSink: sinkTerm(
    text('Told when the subscription is disabled, in three tries; asked for its consent as the sink is.'),
  ),
};

const configTerm = mapped(
  record(
    {
      name: optional(CONFIG.name, null),
      from: optional(CONFIG.from, 'now'),
      coalesce: optional(CONFIG.coalesce, false),
      alertSink: optional(CONFIG.alertSink, null),
    },
    {
      about: 'What is particular to this source.',
      others: (name, known, at) => at.unknown(name, known),
    },
  ),
  ({ name, from, coalesce, alertSink }) => ({
    ...(name !== null && { name }),
    ...{ from, coalesce },
    ...(alertSink !== null && { alertSink }),
  }),
);

const typesTerm = mapped(
  listOf(
    readAs(
      word(DELIVERED_TYPES, 'A type of event.'),
      {
        ...{ rule: 'types', must: `one of ${DELIVERED_TYPES.join(', ')}`, example: DELIVERED_TYPES[0] ?? '' },
        meant: (found) => likelyName(found, DELIVERED_TYPES),
      },
      (found) => DELIVERED_TYPES.find((one) => one === found),
    ),
    { rule: 'types', must: `a list of some of ${DELIVERED_TYPES.join(', ')}`, example: '' },
    { about: 'Types that are delivered; states unless said.', least: 1, most: Infinity },
  ),
  (types): readonly DeliveredType[] => [...new Set(types)],
);

/** Body of the calls that make a subscription and that replace one. */
export const subscriptionTerm = record(
  {
    sink: sinkTerm(
      said('Where deliveries go.', {
        ...{ rule: SINK_FAULT.rule, must: 'an address', example: 'https://example.org/growth' },
      }),
    ),
    protocol: term(oneOf(['HTTP'], 'How they go.')),
    source: optional(term(oneOf([DELIVERED_SOURCE], 'Source of the events.')), DELIVERED_SOURCE),
    types: optional(typesTerm, [KINDS.state.type]),
    filters: optional(filtersTerm, []),
    config: optional(configTerm, { from: 'now', coalesce: false }),
    protocolsettings: optional(settingsTerm, DEFAULT_SETTINGS),
    sinkcredential: optional(credentialTerm, null),
  },
  {
    title: 'SubscriptionRequest',
    about: 'What is to be pushed where. Members that the service alone writes are ignored.',
    others(name, known, at) {
      if (!READ_ONLY.includes(name)) at.unknown(name, known);
    },
  },
);

type Body = Read<typeof subscriptionTerm>;

/** What a client asks for, with every default. */
export interface SubscriptionRequest extends Pick<Body, 'sink' | 'types' | 'protocolsettings'> {
  readonly config: {
    readonly name?: string;
    /** `now` or a sequence. */
    readonly from: string;
    readonly coalesce: boolean;
    readonly alertSink?: string;
  };
  /** As given. */
  readonly filters: readonly unknown[];
}

/** A checked request: what is stored, its filters as they are evaluated, and the header of its credential. */
export interface ReadSubscription {
  readonly request: SubscriptionRequest;
  readonly filters: readonly SubscriptionFilter[];
  /** Value of `authorization`; null without a credential. */
  readonly authorization: string | null;
}

/** Reads the body of a subscription, with every default; else all faults at once. */
export function readSubscription(body: unknown): Reading<ReadSubscription> {
  const read = readBody(subscriptionTerm, body);
  if (!read.ok) return read;
  const { sink, types, filters, config, protocolsettings, sinkcredential } = read.value;
  const { filters: asked = [] } = body as { readonly filters?: readonly unknown[] };
  const request = { sink, types, filters: asked, config, protocolsettings };
  return { ok: true, value: { request, filters, authorization: sinkcredential } };
}
