import { attribute, inSql, printColumn, text, words } from './column.ts';

const ofPrint = (place: number, name: string, path: string, comment: string) =>
  inSql(place, name, `b.measurement #>> '{from,${path}}'`, comment);

/** The print that a number was read from. */
export const PRINT_COLUMNS = [
  printColumn(
    'source',
    words('Source of the event', '事件来源'),
    words(
      'Source of the event whose print stands; empty for numbers that nobody printed.',
      '被采用的发布版本所在事件的来源；非发布值为空。',
    ),
    ({ source }) => source,
    {
      sql: [
        ofPrint(
          14,
          'source',
          'source',
          'CloudEvents source of the event; of growth, of the print that stands.',
        ),
      ],
    },
  ),
  printColumn(
    'id',
    words('Id of the event', '事件编号'),
    words('Id of that event; unique within its source.', '该事件的编号，在其来源内唯一。'),
    ({ id }) => id,
    { sql: [ofPrint(15, 'id', 'id', 'CloudEvents id of that event.')] },
  ),
  printColumn(
    'document',
    words('Document', '文件'),
    words('Address of the document that it was read in.', '读取该数据的文件地址。'),
    ({ document }) => document,
    {
      sdmx: attribute(25, 'EVIDENCE_DOCUMENT', 'Document', '文件'),
      sql: [ofPrint(16, 'document', 'document', 'Address of the document that the event was read from.')],
    },
  ),
  printColumn(
    'publishedAt',
    words('Published', '发布时间'),
    words(
      'When that was published: an instant, a date, a month, a year, or _U where it is not known.',
      '该数据的发布时间：时刻、日期、月份或年份；不详时为 _U。',
    ),
    ({ publishedAt }) => publishedAt,
    {
      parquet: { isFiltered: true },
      sdmx: attribute(24, 'PUBLISHED_AT', 'Published', '发布时间'),
      sql: [
        ofPrint(
          17,
          'published_at',
          'publishedAt',
          'Publication as printed: an instant, a date, a month, a year, or _U.',
        ),
      ],
    },
  ),
  printColumn(
    'kind',
    words('Kind of evidence', '证据类型'),
    words(
      'official, translation, agency or repost; empty where the event does not say.',
      'official 官方文件、translation 译文、agency 通讯社或 repost 转载；事件未注明时为空。',
    ),
    ({ kind }) => text(kind),
    {
      sdmx: attribute(27, 'EVIDENCE_KIND', 'Kind of evidence', '证据类型'),
      sql: [
        ofPrint(
          25,
          'kind',
          'kind',
          'Kind of the evidence: official, translation, agency, repost; null where the event does not say, or nobody printed the number.',
        ),
      ],
    },
  ),
  printColumn(
    'publisher',
    words('Publisher', '刊载方'),
    words(
      'Who printed it, in English or Chinese as asked for: as the event says, else by the host of the document.',
      '由谁刊载，按请求使用英文或中文：以事件所述为准，否则按文件所在的主机。',
    ),
    (print, { language, publisherOf }) => publisherOf(print).name[language],
    {
      isNamed: true,
      sdmx: attribute(28, 'PUBLISHER', 'Publisher', '刊载方'),
      sql: [
        ofPrint(
          26,
          'publisher_code',
          'publisher,code',
          'Code of publisher_en in the register of reporters; null where that is none of them.',
        ),
        ofPrint(
          27,
          'publisher_en',
          'publisher,name,en',
          'Who printed the number, in English: as the event says, else by the host of the document. Null where nobody did, and in states from before it was kept. An observation whose event says nothing has it from the state of its figure; null where the print is not told there.',
        ),
        ofPrint(28, 'publisher_zh', 'publisher,name,zh', 'The same in Chinese.'),
      ],
    },
  ),
  printColumn(
    'chain',
    words('Who says it', '数据由来'),
    words(
      'The body that counted, who printed it, the kind and the day, in English or Chinese as asked for.',
      '统计机构、刊载方、证据类型与日期，按请求使用英文或中文。',
    ),
    (print, { language, chainOf }, key) => chainOf(key, print)[language],
    { isNamed: true },
  ),
  printColumn(
    'quote',
    words('Quote', '原文'),
    words('The words of the document that say so.', '文件中的原文。'),
    (print, { quoteOf }) => quoteOf(print),
    { isQuoted: true, sdmx: attribute(26, 'EVIDENCE_QUOTE', 'Quote', '原文') },
  ),
];
