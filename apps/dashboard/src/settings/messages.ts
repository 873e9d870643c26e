import type { Messages } from '../words/languages.ts';

/** ICU messages of the settings. */
export const settingsMessages = {
  'settings.title': ['Settings', '设置'],
  'settings.language': ['Language', '语言'],
  'settings.theme': ['Theme', '主题'],
  'settings.theme.auto': ['as the system', '跟随系统'],
  'settings.theme.light': ['light', '浅色'],
  'settings.theme.dark': ['dark', '深色'],
  'settings.rising': ['Rising figures', '上涨颜色'],
  'settings.rising.green': ['green up', '绿涨'],
  'settings.rising.red': ['red up', '红涨'],
} as const satisfies Messages;
