import { publishedUntil } from '@silkgauge/growth';
import { Type, type Static } from 'typebox';
import { shown } from '../fault.ts';
import { INSTANT_PATTERN, parseInstant } from '../instant.ts';
import { object } from '../vocabulary.ts';
import { family, type DataRule, type EventOf } from './family.ts';
import { orderName } from '../terms/order-terms.ts';
import { instantRule } from './rules.ts';

/** Types of events that are held back where they ask for it. */
export const EMBARGO_TYPES = [
  'silkgauge.figure.reported.v1',
  'silkgauge.figure.withdrawn.v1',
  'silkgauge.claim.reported.v1',
] as const;

/** What holds an event back: the lifting of a release, or an instant. */
export const Embargo = object(
  {
    release: Type.Optional(orderName('Held until this release is due.', 'GACC-2020-H1')),
    until: Type.Optional(
      Type.String({
        pattern: `^${INSTANT_PATTERN}$`,
        description: 'Held until this instant.',
        examples: ['2020-07-14T10:00:00+08:00'],
        terms: { rule: 'instant', must: 'an instant with offset', example: '2020-07-14T10:00:00+08:00' },
      }),
    ),
  },
  'The event is held back, encrypted, until the first tick of the clock at or after the instant of the release, or after until: one of both. Nothing of it is known before.',
  'Embargo',
);

export type Embargo = Static<typeof Embargo>;

/** The member of data that holds an event back. */
export const embargo = Type.Optional(Embargo);

interface Held {
  readonly embargo?: Embargo;
  readonly publishedAt?: string;
}

/** What holds a checked event back; null for one that is public. */
export function embargoOf(event: { readonly data: unknown; readonly type: string }): Embargo | null {
  if (!EMBARGO_TYPES.some((type) => type === event.type)) return null;
  return (event.data as Held).embargo ?? null;
}

const POINTER = '/data/embargo';

const oneEnd: DataRule<Held> = {
  needs: [POINTER],
  check({ embargo: held }, report) {
    if (held === undefined || (held.release === undefined) !== (held.until === undefined)) return;
    const found =
      held.release === undefined ? 'neither a release nor an instant' : 'a release and an instant';
    report(
      POINTER,
      'embargo-end',
      `The embargo has ${found}.`,
      'Write "embargo": { "release": NAME }, or { "until": an instant }.',
    );
  },
};

/** What was public before the lifting cannot be held back until then. */
const publishedAfterwards: DataRule<Held> = {
  needs: [POINTER, '/data/publishedAt'],
  check({ embargo: held, publishedAt }, report) {
    if (held?.until === undefined || publishedAt === undefined) return;
    if (!endsBefore(publishedAt, held.until)) return;
    report(
      '/data/publishedAt',
      'published-before-lifting',
      `${shown(publishedAt)} ends before the embargo does, at ${shown(held.until)}.`,
      'Write when it is published, which is not before the lifting; leave the embargo out of what is public.',
    );
  },
};

/** Whether a publication date ends before an instant; one that is unknown does not. */
export function endsBefore(publishedAt: string, instant: string): boolean {
  const end = publishedAt === '_U' ? undefined : parseInstant(publishedUntil(publishedAt));
  const lifting = parseInstant(instant);
  return end !== undefined && lifting !== undefined && end < lifting;
}

/** The rules of events that may be under embargo. */
export const embargoRules: readonly DataRule<Held>[] = [
  oneEnd,
  instantRule<Held>(`${POINTER}/until`, (data) => data.embargo?.until),
  publishedAfterwards,
];

/** Events of one key that wait for one release or instant. */
export const MOST_WAITING_EVENTS = 5_000;

/** Bytes of an event under embargo with its attributes, as JSON. */
export const MOST_EMBARGOED_BYTES = 256 * 1024;

const EmbargoedData = object(
  {
    jwe: Type.String({
      minLength: 1,
      maxLength: 2 * MOST_EMBARGOED_BYTES,
      description: 'The event with its attributes: a JWE in compact form, dir with A256GCM.',
      examples: ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiMSJ9..aXY.Y2lwaGVydGV4dA.dGFn'],
      terms: { rule: 'text', must: 'a JWE in compact form', example: 'eyJh..aXY.Y2lw.dGFn' },
    }),
  },
  'An event under embargo. A door writes it in place of the event; no door takes it.',
  'EmbargoedData',
);

export type EmbargoedData = Static<typeof EmbargoedData>;

export type Embargoed = EventOf<'silkgauge.embargoed.v1', EmbargoedData>;

export const embargoed = family({
  type: 'silkgauge.embargoed.v1',
  title: 'Something is under embargo',
  schema: EmbargoedData,
  rules: [],
  parse: (attributes, data): Embargoed => ({ ...attributes, type: 'silkgauge.embargoed.v1', data }),
  // One for all: doors leave it out.
  recordKey: () => 'embargoed',
  example: { jwe: 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiMSJ9..aXY.Y2lwaGVydGV4dA.dGFn' },
});
