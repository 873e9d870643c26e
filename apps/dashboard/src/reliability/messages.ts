import type { Messages } from '../words/languages.ts';

/** ICU messages of the table of revisions by reporter. */
export const reliabilityMessages = {
  'reliability.table': ['Revisions by reporter and indicator', '各机构和指标的修订'],
  'reliability.none': ['No print under this filter is dated.', '当前筛选范围内没有注明发布日期的公布值。'],
  'reliability.now': [
    'Revisions are counted by what is known now; the page as served at an instant has no such table.',
    '修订按现在已知的数据统计，不随所选时刻变化。',
  ],
  'reliability.figure': ['Figure', '数据'],
  'reliability.revised': ['Revised', '修订'],
  'reliability.of': ['{part, number} of {whole, number}', '{whole, number}个中的{part, number}个'],
  'reliability.median': ['Median revision', '修订中位数'],
  'reliability.mean': ['Mean revision', '平均修订'],
  'reliability.absolute': ['Mean size', '平均修订幅度'],
  'reliability.upward': ['Upward', '上调'],
  'reliability.flips': ['Sign turned', '升降反转'],
  'reliability.days': ['Days to the last print', '至最后公布的天数'],
  'reliability.longest': ['{mean} on average, {most, number} at most', '平均{mean}天，最长{most, number}天'],
  'reliability.method': ['How this is counted, and its limits', '计算方法及局限'],
  'reliability.method.count': [
    'A figure is revised when other digits took the place of those of the earliest print held, a repeat is none. A revision is the last print less the earliest one held: of growth in percentage points, of levels in percent of the earliest print held. The columns after “Revised” speak of revised figures alone.',
    '其他数字取代现存最早公布的数字即为修订，重复公布不算。修订为最后公布值减现存最早公布值：增速以百分点计，金额以现存最早公布值的百分比计。“修订”之后各列仅针对被修订的数据。',
  ],
  'reliability.method.limits': [
    'Only prints that are held here, with a date, count. The earliest of them need not be the first that was published: a reporter without revisions may just have one known print of each figure. Forecasts are left out. Few revised figures say little; a large mean beside a small median comes from few figures.',
    '仅统计本站现存且注明日期的公布值，其中最早者未必是首次公布值：没有修订的机构也可能只是每个数据仅有一个已知版本。预测值不计入。被修订的数据很少时不足以下结论；平均值大而中位数小，说明由少数数据造成。',
  ],
  'reliability.method.meaning': [
    'A revision is no fault: who revises openly may be more reliable than who never does. A median far from zero tells that the earliest prints held lean to one side.',
    '修订并非过错：公开修订者可能比从不修订者更可靠。中位数明显偏离零，说明现存最早公布值偏向一侧。',
  ],
} as const satisfies Messages;
