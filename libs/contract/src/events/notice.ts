import { periodBounds } from '@silkgauge/growth';
import { Type, type Static } from 'typebox';
import { FLOWS } from '../code-lists.ts';
import { shown } from '../fault.ts';
import { Evidence, areaCode, code, day, list, object, oneOf, text } from '../vocabulary.ts';
import { family, type EventOf, type DataRule } from './family.ts';
import { areaRule, dayRule } from './rules.ts';

/** Issuers name their notices: free text on one line, without spaces at its ends. */
export const noticeId = Type.String({
  pattern: String.raw`^\S(?:.{0,254}\S)?$`,
  description: 'Name of the notice.',
  examples: ['GACC-2020-75'],
  terms: {
    rule: 'notice-id',
    must: 'the name of a notice: 1 to 256 characters on one line, no space at its ends',
    example: 'GACC-2020-75',
  },
});

const Scope = object(
  {
    areas: Type.Optional(
      list(areaCode('An area it applies to.'), 'Areas it is limited to; absent or empty: none.'),
    ),
    modes: Type.Optional(list(code('A customs supervision mode.', '9710'), 'Modes it is limited to.')),
    flow: Type.Optional(oneOf(FLOWS, 'Flow it is limited to.')),
    products: Type.Optional(list(code('A product.', 'HS85'), 'Products it is limited to.')),
  },
  'What it applies to; an absent or empty list does not limit.',
);

export const NoticeData = object(
  {
    notice: noticeId,
    issuer: text(1024, 'Who issued it.', 'GACC'),
    title: text(2048, 'Its title.', 'Announcement on the pilot of B2B export supervision'),
    extends: Type.Optional(noticeId),
    announcedOn: day('The day it was announced.'),
    effectiveFrom: day('The first day it is in force.'),
    effectiveTo: Type.Optional(day('The last day it is in force.')),
    scope: Scope,
    evidence: Evidence,
  },
  'A policy notice.',
  'NoticePublishedData',
);

export type NoticeData = Static<typeof NoticeData>;

export interface NoticePublished extends EventOf<'silkgauge.notice.published.v1', NoticeData> {
  readonly notice: string;
  readonly effectiveFrom: string;
  /** Last day in force, inclusive; null if open. */
  readonly effectiveTo: string | null;
  readonly scope: NoticeData['scope'];
}

const inForceForwards: DataRule<NoticeData> = {
  needs: ['/data/effectiveFrom', '/data/effectiveTo'],
  check({ effectiveFrom, effectiveTo }, report) {
    const ends = effectiveTo === undefined ? null : periodBounds(effectiveTo);
    const begins = periodBounds(effectiveFrom);
    if (!ends || !begins || ends.end >= begins.start) return;
    report(
      '/data/effectiveTo',
      'ends-before-it-begins',
      `The notice ends on ${shown(effectiveTo)}, before it begins on ${shown(effectiveFrom)}.`,
      'Write the last day in force, on or after effectiveFrom, or leave effectiveTo out.',
    );
  },
};

const extendsAnother: DataRule<NoticeData> = {
  needs: ['/data/extends', '/data/notice'],
  check({ notice, extends: before }, report) {
    if (before !== notice) return;
    report(
      '/data/extends',
      'extends-itself',
      `The notice ${shown(notice)} extends itself.`,
      'Write the notice that this one carries further, or leave extends out.',
    );
  },
};

const areasListed: DataRule<NoticeData> = {
  needs: ['/data/scope/areas'],
  check({ scope: { areas } }, report, attributes, touches) {
    areas?.forEach((area, index) => {
      areaRule(`/data/scope/areas/${String(index)}`, () => area).check(
        undefined,
        report,
        attributes,
        touches,
      );
    });
  },
};

export const noticePublished = family({
  type: 'silkgauge.notice.published.v1',
  title: 'A policy notice was published',
  schema: NoticeData,
  rules: [
    dayRule<NoticeData>('/data/announcedOn', (data) => data.announcedOn),
    dayRule<NoticeData>('/data/effectiveFrom', (data) => data.effectiveFrom),
    dayRule<NoticeData>('/data/effectiveTo', (data) => data.effectiveTo),
    inForceForwards,
    extendsAnother,
    areasListed,
  ],
  parse: (attributes, data): NoticePublished => ({
    ...attributes,
    type: 'silkgauge.notice.published.v1',
    data,
    notice: data.notice,
    effectiveFrom: data.effectiveFrom,
    effectiveTo: data.effectiveTo ?? null,
    scope: data.scope,
  }),
  recordKey: (event) => event.notice,
  example: {
    notice: 'GACC-2020-75',
    issuer: 'GACC',
    title: 'Pilot of supervision of cross-border e-commerce B2B exports',
    announcedOn: '2020-06-12',
    effectiveFrom: '2020-07-01',
    scope: { areas: ['CN-D01', 'CN-D02'], modes: ['9710', '9810'], flow: 'X' },
    evidence: { document: 'https://en.imsilkroad.com/p/314906.html', quote: 'from July 1' },
  },
});

export const NoticeWithdrawnData = object(
  { notice: noticeId, reason: text(4096, 'Why it is withdrawn.', 'Replaced') },
  'A notice does not stand any more.',
  'NoticeWithdrawnData',
);

export type NoticeWithdrawnData = Static<typeof NoticeWithdrawnData>;

export interface NoticeWithdrawn extends EventOf<'silkgauge.notice.withdrawn.v1', NoticeWithdrawnData> {
  readonly notice: string;
}

export const noticeWithdrawn = family({
  type: 'silkgauge.notice.withdrawn.v1',
  title: 'A policy notice was withdrawn',
  schema: NoticeWithdrawnData,
  rules: [],
  parse: (attributes, data): NoticeWithdrawn => ({
    ...attributes,
    type: 'silkgauge.notice.withdrawn.v1',
    data,
    notice: data.notice,
  }),
  recordKey: (event) => event.notice,
  example: { notice: 'GACC-2020-75', reason: 'Replaced by GACC-2021-47' },
});
