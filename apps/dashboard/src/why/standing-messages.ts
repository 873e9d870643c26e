import type { Messages } from '../words/languages.ts';

/** ICU messages on the standing of prints. */
export const standingMessages = {
  'standing.by': ['{stands}: {step}', '{stands}：{step}'],
  'standing.chosen': ['stands', '采用'],
  'standing.support': ['repeats the print that stands', '与采用的版本一致'],
  'standing.superseded': ['superseded', '已被取代'],
  'standing.conflict': ['contradicts the one that stands', '与采用的版本矛盾'],
  'standing.excluded': ['excluded by its parts', '与各部分不符'],
  'standing.corrected': ['corrected: another print takes its place', '已更正：由另一版本取代'],
  'standing.withdrawn': ['withdrawn', '已撤回'],
  'step.alone': ['there is no other print', '没有其他版本'],
  'step.repeat': ['of equal digits the earliest print held counts', '数字相同，以现存最早公布者为准'],
  'step.narrower': ['of prints that agree the narrower stands', '相符的版本中以区间较窄者为准'],
  'step.status': [
    'the better status goes first, final and revised before preliminary',
    '以状态较优者为准：终值与修订值先于初值',
  ],
  'step.kind': [
    'official documents go before translations, these before news agencies, these before reposts',
    '依次以官方文件、译文、通讯社、转载为先',
  ],
  'step.kind-between': ['{first} goes before {second}', '{first}先于{second}'],
  'kind.official': ['an official document', '官方文件'],
  'kind.translation': ['a translation', '译文'],
  'kind.agency': ['a news agency', '通讯社'],
  'kind.repost': ['a repost', '转载'],
  'kind.unstated': ['a print of no stated kind', '未注明类型者'],
  'step.publication': ['the later publication goes first', '以较晚发布者为准'],
  'step.publication-between': [
    'the print of {first} goes before that of {second}',
    '{first}发布者先于{second}发布者',
  ],
  'step.fineness': [
    'of prints until the same day the one with the finer date goes first',
    '截至同一日的版本中，以日期较精确者为准',
  ],
  'step.identity': ['all else being equal, the order of identities decides', '其他条件相同，按标识顺序'],
  'step.unit': ['it is in another unit', '单位不同'],
  'step.comparison': ['it compares with something else', '比较期不同'],
  'step.place': [
    'its parts leave it no place, and another print has one',
    '各部分不容许该数字，而另一版本相符',
  ],
  'step.unplaced': [
    'nobody knows whether prints without a period speak of one figure, so none is chosen',
    '未注明时期的版本是否为同一数据无从得知，因此不选',
  ],
} as const satisfies Messages;
