import type { Messages } from './languages.ts';

/** ICU messages of the clock. */
export const clockMessages = {
  'clock.label': ['As published by', '按发布日回看'],
  'clock.back': ['Back to now', '回到现在'],
  'clock.published': ['What had been published by {day}.', '截至{day}已发布的数据。'],
  'clock.sequence': [
    'As served after change {sequence}. These figures never change.',
    '第{sequence}次变更后的数据，永不改变。',
  ],
  'clock.instant': ['As served at {instant}.', '{instant}时的数据。'],
  'clock.ahead': [
    'There is no change {sequence} yet. Go back to now, or take the number of a change in the list.',
    '尚无第{sequence}次变更。请回到现在，或选用变更列表中的编号。',
  ],
  'clock.published-ahead': [
    '{day} is still to come: this is what is published so far, without updates.',
    '{day}尚未到来：显示目前已发布的数据，不再更新。',
  ],
  'clock.instant-ahead': [
    '{instant} is still to come: this is what is served so far, without updates.',
    '{instant}尚未到来：显示目前提供的数据，不再更新。',
  ],
  'clock.published-nothing': [
    'Nothing of this had been published by {day}. Choose a later day, or go back to now.',
    '截至{day}尚未发布任何相关数据。请选择更晚的日期，或回到现在。',
  ],
  'clock.sequence-nothing': [
    'Nothing of this was served here by change {sequence}. Go back to now to see it.',
    '至第{sequence}次变更时，本站尚未提供相关数据。请回到现在查看。',
  ],
  'clock.instant-nothing': [
    'Nothing of this was served here by {instant}. Go back to now to see it.',
    '截至{instant}，本站尚未提供相关数据。请回到现在查看。',
  ],
  'clock.pin': ['Pin these figures', '锁定当前数据'],
  'clock.pinned': ['Link copied: it always shows these figures.', '链接已复制，始终显示这些数据。'],
} as const satisfies Messages;
