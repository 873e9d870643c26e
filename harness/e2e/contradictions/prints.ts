import type { PushedEvent } from './place.ts';

/** Members of a figure that replace the defaults: an exact official print of early 2022, year on year. */
export type Members = Readonly<Record<string, string | object | undefined>>;

const SOURCE = '/invented';
let printed = 0;

/** A level in billions of the series' currency. */
export function level(series: string, period: string, value: string, members: Members = {}): PushedEvent {
  const currency = series.slice(series.lastIndexOf('.') + 1);
  return figure(series, period, {
    measure: 'level',
    value,
    unit: currency,
    multiplier: '1000000000',
    ...members,
  });
}

/** A growth rate in percent over the same period of the year before. */
export function rate(series: string, period: string, value: string, members: Members = {}): PushedEvent {
  const percent = { measure: 'growth', unit: 'percent', wording: 'percent', comparison: 'GY' };
  return figure(series, period, { ...percent, value, ...members });
}

/** "Three times", which may mean growth by or to three times. */
export function times(series: string, period: string, value: string, members: Members = {}): PushedEvent {
  return rate(series, period, value, { unit: 'times', wording: 'ambiguous-times', ...members });
}

/** A share in percent, or a contribution, gap or change in points. */
export function other(
  series: string,
  period: string,
  measure: string,
  value: string,
  members: Members = {},
): PushedEvent {
  const unit =
    measure === 'share' ? { unit: 'percent', wording: 'percent' } : { unit: 'points', wording: 'points' };
  return figure(series, period, { measure, value, comparison: 'GY', ...unit, ...members });
}

/** Members of a print that takes the place of another one. */
export const correcting = ({ id, source }: PushedEvent): Members => ({ corrects: { source, id } });

/** Members of a print without a number. */
export const without = (absence: string): Members => ({ value: undefined, wording: undefined, absence });

export function withdrawal({ id, source }: PushedEvent): PushedEvent {
  return event('silkgauge.figure.withdrawn.v1', { ref: { source, id }, reason: 'printed by mistake' });
}

function figure(key: string, period: string, { kind = 'official', ...members }: Members): PushedEvent {
  const [reporter, area, indicator, coverage, flow, mode, product, counterpart, currency] = key.split('.');
  return event('silkgauge.figure.reported.v1', {
    series: { reporter, area, indicator, coverage, flow, mode, product, counterpart, currency },
    period,
    publishedAt: '2022-01-20',
    evidence: {
      document: 'https://example.org/release',
      quote: String(members['value'] ?? members['absence']),
      kind,
    },
    ...members,
  });
}

function event(type: string, data: PushedEvent['data']): PushedEvent {
  printed += 1;
  return {
    specversion: '1.0',
    id: `p${String(printed)}`,
    source: SOURCE,
    type,
    datacontenttype: 'application/json',
    data,
  };
}
