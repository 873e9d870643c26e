import { REPORTER_KINDS } from '@silkgauge/codelists';
import { Type, type Static } from 'typebox';
import { address, code, inBothLanguages, object, oneOf, text } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';

export const ReporterData = object(
  {
    reporter: code('The code that figures name it by.', 'ZAEZ'),
    name: inBothLanguages(
      'Its name in both languages.',
      'Zhengzhou Airport Economy Zone',
      '郑州航空港经济综合实验区',
    ),
    kind: oneOf(REPORTER_KINDS.codes, 'What kind of body it is.'),
    url: Type.Optional(address('Where it publishes.', 'http://www.customs.gov.cn/')),
    licence: Type.Optional(text(1024, 'Under which terms its figures may be used.', 'CC BY 4.0')),
    contact: Type.Optional(text(1024, 'Whom to ask about its figures.', 'statistics@example.org')),
    timetable: Type.Optional(text(4096, 'When it publishes.', 'Monthly, on the 7th at 10:00 (UTC+8)')),
  },
  'A source of figures.',
  'ReporterDescribedData',
);

export type ReporterData = Static<typeof ReporterData>;

export interface ReporterDescribed extends EventOf<'silkgauge.reporter.described.v1', ReporterData> {
  readonly reporter: string;
}

export const reporterDescribed = family({
  type: 'silkgauge.reporter.described.v1',
  title: 'A source of figures was described',
  schema: ReporterData,
  rules: [],
  parse: (attributes, data): ReporterDescribed => ({
    ...attributes,
    type: 'silkgauge.reporter.described.v1',
    data,
    reporter: data.reporter,
  }),
  recordKey: (event) => event.reporter,
  example: {
    reporter: 'ZAEZ',
    name: { en: 'Zhengzhou Airport Economy Zone', zh: '郑州航空港经济综合实验区' },
    kind: 'zone',
    url: 'http://www.zzhkgq.gov.cn/',
    timetable: 'Half-yearly',
  },
});
