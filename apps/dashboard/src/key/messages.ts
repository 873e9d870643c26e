import type { Messages } from '../words/languages.ts';

/** ICU messages of the form that asks for a key. */
export const keyMessages = {
  'key.title': ['A key is needed', '需要密钥'],
  'key.missing': [
    'What was asked for needs a key. The operator of this system makes one: with the scope "read" for figures, with "subscribe" for subscriptions.',
    '该操作需要密钥。请向系统管理员申请：读取数据需要读取权限，订阅需要订阅权限。',
  ],
  'key.refused': [
    'The key is not good: it is mistyped, has ended, or was revoked.',
    '密钥无效：输入有误、已过期或已被撤销。',
  ],
  'key.may-not': ['The key may not read. Its scopes lack "read".', '该密钥没有读取权限。'],
  'key.label': ['Key', '密钥'],
  'key.use': ['Use this key', '使用此密钥'],
  'key.without': ['Go on without a key', '不使用密钥继续'],
  'key.kept': [
    'The key stays in this tab, and is forgotten when the tab is closed.',
    '密钥仅保存在当前标签页中，关闭后即清除。',
  ],
  'key.forget': ['Forget the key', '清除密钥'],
  'key.shape': [
    'A key begins with sgk_; a token of an issuer has two dots.',
    '密钥以 sgk_ 开头；令牌含有两个点。',
  ],
} as const satisfies Messages;
