import { codelist, type CodeOf } from './codelist.ts';

/** Why there is a version of a state. */
export const CHANGE_REASONS = codelist({
  reported: { en: 'a figure was reported', zh: '公布了数据' },
  sales: { en: 'sales came', zh: '收到销售记录' },
  restated: { en: 'something it rests on changed', zh: '所依据的数据变化' },
  withdrawn: { en: 'a figure was withdrawn', zh: '数据被撤回' },
  notice: { en: 'a notice, before notices had a topic', zh: '公告（旧版本）' },
  rebuilt: { en: 'the read model was put right', zh: '读模型重建' },
});
export type ChangeReason = CodeOf<typeof CHANGE_REASONS>;
