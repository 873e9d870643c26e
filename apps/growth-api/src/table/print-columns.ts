import { column, text, words, type Column } from './column.ts';

/** The print that a number was read from. */
export const PRINT_COLUMNS: readonly Column[] = [
  column(
    'source',
    words('Source of the event', '事件来源'),
    'string',
    words(
      'Source of the event whose print stands; empty for numbers that nobody printed.',
      '被采用的发布版本所在事件的来源；非发布值为空。',
    ),
    ({ measurement }) => text(measurement.from?.source),
  ),
  column(
    'id',
    words('Id of the event', '事件编号'),
    'string',
    words('Id of that event; unique within its source.', '该事件的编号，在其来源内唯一。'),
    ({ measurement }) => text(measurement.from?.id),
  ),
  column(
    'document',
    words('Document', '文件'),
    'string',
    words('Address of the document that it was read in.', '读取该数据的文件地址。'),
    ({ measurement }) => text(measurement.from?.document),
  ),
  column(
    'publishedAt',
    words('Published', '发布时间'),
    'string',
    words(
      'When that was published: an instant, a date, a month, a year, or _U where it is not known.',
      '该数据的发布时间：时刻、日期、月份或年份；不详时为 _U。',
    ),
    ({ measurement }) => text(measurement.from?.publishedAt),
  ),
  {
    ...column(
      'quote',
      words('Quote', '原文'),
      'string',
      words('The words of the document that say so.', '文件中的原文。'),
      ({ measurement }, { quoteOf }) => (measurement.from ? quoteOf(measurement.from) : null),
    ),
    isQuoted: true,
  },
];
