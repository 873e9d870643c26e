import { readFileSync } from 'node:fs';
import { readCodeGraphs, type DraftFinding } from '@silkgauge/contract';
import { readDraft, type KnownState } from '@silkgauge/draft';
import type { WorldReader } from '@silkgauge/known';
import { figureVerdict, type Sides } from '@silkgauge/growth';
import type { NumeralSegment, Segment } from '../../../../libs/bulletin/src/segment.ts';
import { fileWorld } from '../../../../libs/bulletin/src/spec/event-world.fixture.ts';
import { bundledEvents, knownOf } from '../../../../libs/draft/src/spec/bundled-known.fixture.ts';
import { judgeAgainst } from '../../../../libs/draft/src/spec/judge-against.ts';
import { readHeadline } from '../bulletins/headline.ts';
import { REGISTERED_NAMES } from './registered-names.ts';

const CODES = new URL('../../../../data/codes/', import.meta.url);
const { areas } = readCodeGraphs((file) => readFileSync(new URL(file, CODES), 'utf8'));
const contains = (place: string, area: string): boolean => areas.contains(place, area);
const LANGUAGES = ['en', 'zh'] as const;

/** All states of the sets in words; of the large sets every so many, of Japan's trade that with one partner. */
const SETS = [
  { names: ['seed', 'cbec'], every: 1, least: 300 },
  { names: ['us-census'], every: 41, least: 500 },
  { names: ['japan-customs'], of: 'FR', every: 53, least: 300 },
] as const;

const partnerOf = (event: object): unknown =>
  (event as { readonly data: { readonly series?: { readonly counterpart: string } } }).data.series
    ?.counterpart;

const sidesAt = ({ level, growth, other }: KnownState, member: string): Sides | undefined => {
  const [part = '', name = ''] = member.split('.');
  if (part === 'level') return level;
  return part === 'growth' ? growth[name] : other[name as keyof typeof other];
};
const figureOf = (member: string): string => member.split('.').slice(0, -1).join('.');

/** The first numeral of each figure of a state in a sentence, with its place; ends and gaps are no figures. */
function figuresIn(
  segments: readonly Segment[],
  key: string,
): readonly (NumeralSegment & { start: number })[] {
  let at = 0;
  const placed = segments.flatMap((one) => {
    const start = at;
    at += one.text.length;
    const isOwn = one.type === 'numeral' && one.ref.key === key && !/low|high|gap/.test(one.ref.member);
    return isOwn ? [{ ...one, start }] : [];
  });
  return [...new Map(placed.toReversed().map((one) => [figureOf(one.ref.member), one])).values()];
}

/** What is told of the figure that a numeral is of. Where nothing checks it, a number agrees with it. */
function expected(state: KnownState, { ref }: NumeralSegment): readonly DraftFinding['verdict'][] {
  const sides = sidesAt(state, ref.member);
  if (!sides) return [];
  const verdict = figureVerdict({ sides, flags: state.flags });
  // The digits of what is worked out are cut; a sentence that quotes its source is that source's own.
  if (verdict === 'unchecked') return ['agrees', 'within-rounding', 'own-text-only'];
  return verdict === 'agrees' ? ['agrees', 'within-rounding'] : [verdict];
}

describe.each(SETS)('the headlines of the states of $names', ({ names, every, least, ...some }) => {
  it('are found by the check of drafts, with the verdict of their states, in both languages', async () => {
    const all = await bundledEvents(names);
    const events = 'of' in some ? all.filter((event) => partnerOf(event) === some.of) : all;
    const states = knownOf(events);
    const world = fileWorld(events);
    const reader = Object.fromEntries(
      Object.entries(world).map(([part, read]) => [
        part,
        part === 'name'
          ? read
          : (...asked: never[]) => Promise.resolve((read as (...of: never[]) => unknown)(...asked)),
      ]),
    ) as unknown as WorldReader;
    let count = 0;
    for (const state of states.filter((_, at) => at % every === 0)) {
      const slash = state.key.indexOf('/');
      const name = { key: state.key.slice(0, slash), period: state.period };
      const told = await readHeadline(name, reader);
      for (const language of LANGUAGES) {
        const sentence = told[language]?.paragraphs[0]?.sentences[0];
        if (!sentence) continue;
        const draft = readDraft(sentence.text, REGISTERED_NAMES, language);
        const around = states.filter(({ period }) => period === state.period);
        const found = judgeAgainst(draft, around, contains);
        for (const numeral of figuresIn(sentence.segments, state.key)) {
          const finding = found.find(
            ({ kind, start, end }) =>
              kind === 'number' && start < numeral.start + numeral.text.length && end > numeral.start,
          );
          count += 1;
          expect([sentence.text, numeral.text, finding?.verdict, finding?.known[0]?.member]).toEqual([
            sentence.text,
            numeral.text,
            finding && expected(state, numeral).includes(finding.verdict)
              ? finding.verdict
              : expected(state, numeral),
            expect.stringMatching(new RegExp(`^${figureOf(numeral.ref.member)}\\.`)),
          ]);
        }
      }
    }
    expect(count).toBeGreaterThan(least);
  });
});
