import type { Messages } from '../words/languages.ts';

/** ICU messages of the feed of changes and of the connection. */
export const feedMessages = {
  'feed.title': ['Changes', '变更'],
  'feed.pause': ['Pause', '暂停'],
  'feed.resume': ['Go on', '继续'],
  'feed.waiting': [
    '{count, plural, =0 {paused} one {paused, one change waits} other {paused, # changes wait}}',
    '{count, plural, =0 {已暂停} other {已暂停，#项变更等待中}}',
  ],
  'feed.none': ['Nothing has changed since you opened this page.', '打开本页以来没有变更。'],
  'feed.none-fit': ['No change fits this filter.', '没有符合条件的变更。'],
  'feed.reason': ['Reason', '原因'],
  'feed.reason.all': ['all reasons', '所有原因'],
  'feed.mine': ['Only what fits the filters', '仅显示符合筛选的变更'],
  'feed.count': [
    '{count, plural, =0 {no changes} one {one change} other {# changes}} since you opened this page',
    '打开本页以来{count, plural, =0 {没有变更} other {有#项变更}}',
  ],
  'feed.new': ['new', '新'],
  'feed.was': ['was {value}', '原为{value}'],
  'feed.announce': [
    '{count, plural, one {One change} other {# changes}}. Last: {last}',
    '{count}项变更。最近：{last}',
  ],
  'live.connecting': ['connecting', '连接中'],
  'live.live': ['live', '实时'],
  'live.lost': ['connection lost, trying again', '连接中断，重试中'],
  'live.foreign': [
    'the server answers without a stream of changes, trying again',
    '服务器的应答不是变更流，重试中',
  ],
  'live.catching-up': ['catching up', '补齐中'],
  'live.frozen': ['not live: one point in time is shown', '非实时：显示某一时点'],
  'live.back': [
    'The connection was lost at {lost} and is back since {back}. {changes, plural, =0 {Nothing had changed.} one {One change was caught up.} other {# changes were caught up.}} Nothing was missed and nothing counted twice.',
    '连接于{lost}中断，{back}恢复。{changes, plural, =0 {期间没有变更。} other {补齐了#项变更。}}没有遗漏，也没有重复。',
  ],
  'live.reread': [
    'The connection was lost at {lost} and is back since {back}. All figures were read anew, so nothing was missed.',
    '连接于{lost}中断，{back}恢复。全部数据已重新读取，没有遗漏。',
  ],
} as const satisfies Messages;
