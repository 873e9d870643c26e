import type { Messages } from '../words/languages.ts';

/** ICU messages of the form that makes a subscription. */
export const subscribeMessages = {
  'subscribe.open': ['Subscribe …', '订阅……'],
  'subscribe.sink': ['Push changes of these figures to', '将这些数据的变更推送至'],
  'subscribe.make': ['Subscribe', '订阅'],
  'subscribe.active': ['{id} is active: changes are pushed from now on.', '{id} 已生效，变更将开始推送。'],
  'subscribe.pending': [
    '{id} is pending: the address has not agreed to deliveries yet.',
    '{id} 待确认：该地址尚未同意接收推送。',
  ],
  'subscribe.secret': ['Secret of its signatures, shown here alone:', '签名密钥（仅在此显示一次）：'],
  'subscribe.no-dialect': [
    'The saved selection narrows by places, verdicts or flags, which subscriptions cannot do from here.',
    '已存选集含有地点、判定或标记条件，无法在此订阅。',
  ],
  'subscribe.refused': ['The subscription was not made: {why}', '订阅未建立：{why}'],
  'subscribe.away': ['The server does not answer. Try again.', '服务器没有响应，请重试。'],
} as const satisfies Messages;
