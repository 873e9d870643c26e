import { ABSENCES, MEASURES, PRINT_STATUSES, QUALIFIERS, WORDINGS } from '@silkgauge/codelists';
import { COMPARISONS, NOT_STATED } from '@silkgauge/growth';
import { Type, type Static } from 'typebox';
import {
  Evidence,
  Reference,
  Series,
  code,
  decimal,
  object,
  oneOf,
  period,
  publicationDate,
  text,
} from '../vocabulary.ts';
import { embargo } from './embargo.ts';

export const FigureData = object(
  {
    series: Series,
    period: period('The reference period in SDMX form; a range that equals a named period becomes it.'),
    measure: oneOf(MEASURES.codes, 'What kind of figure it is.'),
    value: Type.Optional(decimal('The digits as printed; a fall is negative. Absent only beside absence.')),
    valueHigh: Type.Optional(decimal('Upper end, only with qualifier range.')),
    unit: code('percent, points, times, an ISO 4217 code, or a count unit such as stores.', 'percent'),
    multiplier: Type.Optional(
      decimal('What the value is multiplied by: 1000000000 for "billion". Absent: 1.'),
    ),
    comparison: Type.Optional(
      period(
        `All but levels: ${COMPARISONS.map((named) => `${named.key} ${named.with}`).join(', ')}, a period, or ${NOT_STATED}.`,
      ),
    ),
    wording: Type.Optional(oneOf(WORDINGS.codes, 'All but levels: how the change was worded.')),
    qualifier: Type.Optional(oneOf(QUALIFIERS.codes, 'Absent: exact.')),
    status: Type.Optional(oneOf(PRINT_STATUSES.codes, 'Absent: unspecified.')),
    corrects: Type.Optional(Reference),
    absence: Type.Optional(
      oneOf(ABSENCES.codes, 'In place of value: the reporter says that there is no number, and why.'),
    ),
    break: Type.Optional(
      text(
        2048,
        'What the reporter counts changed with this period: growth across its first day is not comparable.',
        '9710 counted from here on',
      ),
    ),
    publishedAt: publicationDate,
    embargo,
    evidence: Evidence,
  },
  'One number somebody printed about a series and a period. corrects names a print of the same measure of the same series and period that this one takes the place of; it has no effect on any other.',
  'FigureReportedData',
);

export type FigureData = Static<typeof FigureData>;
