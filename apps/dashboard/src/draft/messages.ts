import type { Messages } from '../words/languages.ts';

/** ICU messages of the check of drafts. */
export const draftMessages = {
  'draft.text': ['Text in English or Chinese', '英文或中文文稿'],
  'draft.kept': [
    'Its numbers are read by rules, and nothing of it is stored.',
    '数字按规则识别，文稿内容不会被保存。',
  ],
  'draft.published': [
    'The day of publication that is chosen does not count here: the text is held against what is known now.',
    '所选发布日在此不起作用：文稿与目前已知的数据核对。',
  ],
  'draft.filtered': [
    'The figures that are selected do not count here: the text is held against all figures.',
    '所选筛选在此不起作用：文稿与全部数据核对。',
  ],
  'draft.check': ['Check', '核对'],
  'draft.marked': ['The text, marked', '标注后的文稿'],
  'draft.found': ['What was found', '核对结果'],
  'draft.none': ['No number was found.', '未发现数字。'],
  'draft.left': [
    '{count, plural, one {One figure was} other {# figures were}} not looked at, as the time was over.',
    '时间已到，有{count}项候选数据未核对。',
  ],
  'draft.known': ['Known: {value}', '已知：{value}'],
  'draft.readings': ['either {values}', '或为{values}'],
} as const satisfies Messages;
