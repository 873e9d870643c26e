import type { Line, Mark, Point } from './mark.ts';

export interface SamplePoint {
  readonly at: number | null;
  readonly low?: number;
  readonly high?: number;
}

const point = ({ at, low, high }: SamplePoint): Point => ({
  reading: null,
  at,
  low: low ?? at,
  high: high ?? at,
  text: at === null ? `${low} to ${high}` : String(at),
  between: low === undefined ? null : `${low} to ${high}`,
});

type Sample = Partial<Omit<Mark, 'points' | 'first'>> & {
  readonly points?: readonly SamplePoint[];
  readonly first?: number;
};

/** A mark for specs: final, whole, one number by default. */
export function mark({ points = [{ at: 1 }], first, ...rest }: Sample = {}): Mark {
  const name = rest.name ?? 'China';
  const period = rest.period ?? '2020';
  return {
    id: `${name} ${period}`,
    state: `${name}/${period}`,
    name,
    note: null,
    period,
    side: 'reported',
    provisional: false,
    partUntil: null,
    breaks: false,
    says: `${name}, ${period}`,
    ...rest,
    points: points.map(point),
    first: first === undefined ? null : point({ at: first }),
  };
}

export const line = (name: string, colour: number, values: Readonly<Record<string, number>>): Line => ({
  name,
  colour,
  marks: Object.entries(values).map(([period, at]) => mark({ name, period, points: [{ at }] })),
});
