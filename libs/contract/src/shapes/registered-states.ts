import { ACTUAL_SIDES, CLAIM_STANDINGS, FIGURE_VERDICTS } from '@silkgauge/codelists';
import { Type } from 'typebox';
import { ClaimData } from '../events/claim.ts';
import { NoticeData } from '../events/notice.ts';
import { DOMAINS } from '../domains.ts';
import { decimal, digits, instant, namedWord, orNull, part, text, truth, type Shape } from './shape.ts';
import { eventIdentity } from './state.ts';

/** Value of the topic `notice-updated`. */
export const NoticeState = part('NoticeState', 'The whole present state of one notice.', {
  notice: text('Its name.'),
  version: Type.Integer({ minimum: 1, description: 'Rises by one for each notice, without gaps.' }),
  sequence: digits('The global change cursor, of which states have theirs too.'),
  knownAt: instant('Append time of the newest cause at the broker.'),
  withdrawn: truth('Whether it was withdrawn.'),
  data: Type.Union([NoticeData, Type.Null()], {
    description: 'What was published; null where only a withdrawal has come.',
  }),
});

export type NoticeState = Shape<typeof NoticeState>;

export const judgedVerdict = Type.Optional(
  namedWord(
    'FigureVerdict',
    FIGURE_VERDICTS.codes,
    'The verdict on that growth; absent of versions from before it was told.',
  ),
);

const JudgedGrowth = part(
  'JudgedGrowth',
  'Growth over the year before that a claim is judged by, and whose it is.',
  {
    key: text('The series key.'),
    period: Type.String(),
    side: namedWord('JudgedSide', ACTUAL_SIDES.codes, 'Where the state has it.'),
    value: orNull(decimal('In percent; null for a range.')),
    low: decimal('Inclusive.'),
    high: decimal('Exclusive; equal to low only where it is exact.'),
    verdict: judgedVerdict,
  },
);

/** Value of the topic `claim-updated`. */
export const ClaimState = part(
  'ClaimState',
  'A claim without a number, with its standing and what decided it.',
  {
    claim: text('Source and id of its event, joined by #.'),
    version: Type.Integer({ minimum: 1, description: 'Rises by one for each claim, without gaps.' }),
    sequence: digits('The global change cursor, of which states have theirs too.'),
    knownAt: instant('Append time of the newest cause at the broker.'),
    ...eventIdentity,
    domain: namedWord('ClaimDomain', DOMAINS, 'Of the feed that it came by.'),
    withdrawn: truth('Whether it was withdrawn.'),
    key: text('The series it speaks of, by key.'),
    period: text('The period, by its one name.'),
    comparedTo: Type.Union([Type.String(), Type.Null()], {
      description: 'The series it compares with, by key.',
    }),
    standing: namedWord('ClaimStanding', CLAIM_STANDINGS.codes, 'What the known growth says to it.'),
    growth: Type.Union([JudgedGrowth, Type.Null()], { description: 'Null where no single growth is known.' }),
    comparison: Type.Union([JudgedGrowth, Type.Null()], { description: 'Of the series it compares with.' }),
    data: ClaimData,
  },
);

export type ClaimState = Shape<typeof ClaimState>;
