import { Type, type Static } from 'typebox';
import { seriesKey } from '../series-key.ts';
import { Evidence, Reference, Series, object, text, type ReferenceData } from '../vocabulary.ts';
import { family, type EventOf, type DataRule } from './family.ts';
import { noticeId } from './notice.ts';
import { notItselfRule, seriesRules } from './rules.ts';

export const StatementData = object(
  {
    speaker: text(1024, 'Who said it.', 'Bai Ming'),
    affiliation: text(2048, 'For whom the speaker speaks.', 'CAITEC, Ministry of Commerce'),
    about: object(
      { series: Type.Optional(Series), notice: Type.Optional(noticeId) },
      'What it is about: a series or a notice, one of the two.',
    ),
    quote: text(8192, 'What was said.', 'Supportive policies have injected impetus'),
    evidence: Evidence,
  },
  'Something somebody said about a series or a notice.',
  'StatementAttributedData',
);

export type StatementData = Static<typeof StatementData>;

export interface StatementAttributed extends EventOf<'silkgauge.statement.attributed.v1', StatementData> {
  readonly about: { readonly seriesKey: string } | { readonly notice: string };
}

const aboutOneThing: DataRule<StatementData> = {
  needs: ['/data/about'],
  check({ about: { series, notice } }, report) {
    if ((series === undefined) !== (notice === undefined)) return;
    report(
      '/data/about',
      'about-one-thing',
      series === undefined
        ? 'about names neither a series nor a notice.'
        : 'about names a series and a notice.',
      'Write "about": {"series": {...}} or "about": {"notice": "..."}; for both, two statements.',
    );
  },
};

export const statementAttributed = family({
  type: 'silkgauge.statement.attributed.v1',
  title: 'A statement was attributed',
  schema: StatementData,
  rules: [aboutOneThing, ...seriesRules<StatementData>('/data/about/series', (data) => data.about.series)],
  parse: (attributes, data): StatementAttributed => ({
    ...attributes,
    type: 'silkgauge.statement.attributed.v1',
    data,
    about: data.about.series
      ? { seriesKey: seriesKey(data.about.series) }
      : { notice: data.about.notice ?? '' },
  }),
  recordKey: ({ about }) => ('notice' in about ? about.notice : about.seriesKey),
  example: {
    speaker: 'Bai Ming',
    affiliation: 'Chinese Academy of International Trade and Economic Cooperation',
    about: { notice: 'GACC-2020-75' },
    quote: 'National supportive policies have also injected impetus to the sector.',
    evidence: { document: 'https://en.imsilkroad.com/p/314906.html', quote: 'injected impetus' },
  },
});

export const StatementWithdrawnData = object(
  { ref: Reference, reason: text(4096, 'Why it is withdrawn.', 'Misquoted') },
  'A statement does not stand any more.',
  'StatementWithdrawnData',
);

export type StatementWithdrawnData = Static<typeof StatementWithdrawnData>;

export interface StatementWithdrawn extends EventOf<
  'silkgauge.statement.withdrawn.v1',
  StatementWithdrawnData
> {
  readonly ref: ReferenceData;
}

export const statementWithdrawn = family({
  type: 'silkgauge.statement.withdrawn.v1',
  title: 'A statement was withdrawn',
  schema: StatementWithdrawnData,
  rules: [notItselfRule('/data/ref', (data: StatementWithdrawnData) => data.ref)],
  parse: (attributes, data): StatementWithdrawn => ({
    ...attributes,
    type: 'silkgauge.statement.withdrawn.v1',
    data,
    ref: { source: data.ref.source, id: data.ref.id },
  }),
  // As of a withdrawn figure: the event says nothing of what the statement is about.
  recordKey: ({ ref }) => `${ref.source}#${ref.id}`,
  example: { ref: { source: '/loader/cbec', id: 'bai-ming' }, reason: 'Misquoted' },
});
