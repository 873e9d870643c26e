import { chainOfPrint, publisherOfPrint } from '@silkgauge/known';
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
  column(
    'kind',
    words('Kind of evidence', '证据类型'),
    'string',
    words(
      'official, translation, agency or repost; empty where the event does not say.',
      'official 官方文件、translation 译文、agency 通讯社或 repost 转载；事件未注明时为空。',
    ),
    ({ measurement }) => text(measurement.from?.kind),
  ),
  {
    ...column(
      'publisher',
      words('Publisher', '刊载方'),
      'string',
      words(
        'Who printed it, in English or Chinese as asked for: as the event says, else by the host of the document.',
        '由谁刊载，按请求使用英文或中文：以事件所述为准，否则按文件所在的主机。',
      ),
      ({ measurement: { from } }, { language }) => (from ? publisherOfPrint(from).name[language] : null),
    ),
    isNamed: true,
  },
  {
    ...column(
      'chain',
      words('Who says it', '数据由来'),
      'string',
      words(
        'The body that counted, who printed it, the kind and the day, in English or Chinese as asked for.',
        '统计机构、刊载方、证据类型与日期，按请求使用英文或中文。',
      ),
      ({ state, measurement: { from } }, { language }) =>
        from ? chainOfPrint(state.key, from)[language] : null,
    ),
    isNamed: true,
  },
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
