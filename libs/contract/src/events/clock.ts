import { Type, type Static } from 'typebox';
import { INSTANT_PATTERN } from '../instant.ts';
import { object } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';
import { instantRule } from './rules.ts';

export const ClockTickData = object(
  {
    due: Type.String({
      pattern: `^${INSTANT_PATTERN}$`,
      description: 'The instant that was waited for. It decides nothing: the append time of the tick does.',
      examples: ['2020-07-14T02:00:00.000Z'],
      terms: { rule: 'instant', must: 'an instant with offset', example: '2020-07-14T02:00:00.000Z' },
    }),
  },
  'An instant has come that something waits for. The system writes it; no door takes it.',
  'ClockTickedData',
);

export type ClockTickData = Static<typeof ClockTickData>;

export type ClockTicked = EventOf<'silkgauge.clock.ticked.v1', ClockTickData>;

/** The record key of all ticks. */
export const CLOCK_KEY = 'clock';

export const clockTicked = family({
  type: 'silkgauge.clock.ticked.v1',
  title: 'An instant has come',
  schema: ClockTickData,
  rules: [instantRule<ClockTickData>('/data/due', (data) => data.due)],
  parse: (attributes, data): ClockTicked => ({ ...attributes, type: 'silkgauge.clock.ticked.v1', data }),
  recordKey: () => CLOCK_KEY,
  example: { due: '2020-07-14T02:00:00.000Z' },
});
