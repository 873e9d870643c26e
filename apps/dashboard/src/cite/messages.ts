import type { Messages } from '../words/languages.ts';

/** ICU messages of how a figure is cited and followed. */
export const citeMessages = {
  'cite.title': ['Cite this figure', '引用该数据'],
  'cite.text': ['Text', '文本'],
  'cite.link': ['Pinned link', '固定链接'],
  'cite.copy': ['Copy', '复制'],
  'cite.copied': ['Copied: {what}.', '已复制：{what}。'],
  'cite.select': ['Copying is not allowed here: select the text.', '此处无法复制，请选中文字。'],
  'cite.stop': ['. ', '。'],
  'cite.conflict': ['Another print or what is worked out contradicts it', '另有发布版本或推算结果与之矛盾'],
  'cite.version': ['version {version}, place {sequence} of the log', '第{version}版，日志位置{sequence}'],
  'cite.published-by': ['as published by {day}', '截至{day}已发布'],
  'cite.follow': ['Follow', '关注'],
  'cite.feed': ['Revisions of this series as a feed', '该序列的修订订阅源'],
  'cite.calendar': ['Calendar of releases of this reporter', '该发布机构的发布日历'],
} as const satisfies Messages;
