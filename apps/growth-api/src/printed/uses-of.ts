import type { Side } from '@silkgauge/codelists';
import { sidesAt, type ToldState } from '@silkgauge/bulletin';
import type { ServedBulletin } from '@silkgauge/contract';

type Paragraphs = NonNullable<ServedBulletin['en']>['paragraphs'];
type Segment = Paragraphs[number]['sentences'][number]['segments'][number];

/** A number of a told sentence as a use of a printed one. */
export interface ToldUse {
  readonly key: string;
  readonly member: string;
  readonly digits: string;
  readonly to?: string;
  readonly multiplier: string;
  readonly as: string;
}

/** The path of a figure in a state; of an end the figure that it is an end of. */
const MEMBER =
  /^((?:level|growth\.[^.]+|other\.[^.]+)\.(?:reported|computed|implied|forecast))(?:\.(low|high))?$/;

/**
 * The numbers of told sentences, each once: the points, and ranges that have both ends alone. Numbers that the
 * states do not have are left out, such as a print beside them that contradicts.
 */
export function usesOf(paragraphs: Paragraphs, states: ReadonlyMap<string, ToldState>): readonly ToldUse[] {
  const uses = new Map<string, ToldUse>();
  const ends = new Map<string, Segment>();
  const segments = paragraphs.flatMap(({ sentences }) => sentences.flatMap((one) => one.segments));
  for (const segment of segments) {
    const { ref, value } = segment;
    const [, member, end] = MEMBER.exec(ref?.member ?? '') ?? [];
    const state = ref && states.get(ref.key);
    if (!ref || !state || member === undefined || value === undefined) continue;
    if (!isIn(state, member, value)) continue;
    const name = [ref.key, member, ref.reading ?? ''].join(' ');
    if (end === undefined) uses.set(`${name} ${value}`, { ...numberOf(segment), key: ref.key, member });
    else {
      // A fall is told with its upper end first.
      const other = ends.get(name);
      ends.set(name, segment);
      const isPoint = [...uses.keys()].some((one) => one.startsWith(`${name} `));
      if (!other || isPoint) continue;
      const [low, high] = end === 'high' ? [other, segment] : [segment, other];
      uses.set(name, { ...rangeOf(low, high), as: segment.text, key: ref.key, member });
    }
  }
  return [...uses.values()];
}

/** Whether a side has a number, or an end of one. */
function isIn(state: ToldState, member: string, value: string): boolean {
  const dot = member.lastIndexOf('.');
  const side = member.slice(dot + 1) as Side;
  const measurement = sidesAt(state, member.slice(0, dot))?.[side];
  if (!measurement) return false;
  const { low, high, printed } = measurement;
  const values = [measurement.value, ...(measurement.readings ?? []).map((one) => one.value), low, high];
  return values.includes(value) || printed?.qualifier === 'range';
}

/** The digits as shown: without commas, with the sign that the verb of a sentence carries. */
function digitsOf({ digits = '', value = '' }: Segment): string {
  const plain = digits.replaceAll(',', '');
  return value.startsWith('-') && !plain.startsWith('-') ? `-${plain}` : plain;
}

const powerOf = (power: number): string => `1${'0'.repeat(power)}`;

const numberOf = (segment: Segment) => ({
  digits: digitsOf(segment),
  multiplier: powerOf(segment.power ?? 0),
  as: segment.text,
});

/** Both ends before the smaller of their words for a power of ten. */
function rangeOf(low: Segment, high: Segment) {
  const power = Math.min(low.power ?? 0, high.power ?? 0);
  const at = (segment: Segment): string => shifted(digitsOf(segment), (segment.power ?? 0) - power);
  return { digits: at(low), to: at(high), multiplier: powerOf(power) };
}

/** A decimal times a power of ten, with its point moved. */
function shifted(decimal: string, power: number): string {
  if (power === 0) return decimal;
  const [whole = '', fraction = ''] = decimal.split('.');
  const moved = fraction.padEnd(power, '0');
  return moved.length > power ? `${whole}${moved.slice(0, power)}.${moved.slice(power)}` : `${whole}${moved}`;
}
