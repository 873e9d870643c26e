import { codelist } from './codelist.ts';

/** Kinds of bodies that publish figures. */
export const REPORTER_KINDS = codelist({
  customs: { en: 'customs authority', zh: '海关' },
  statistics: { en: 'statistical office', zh: '统计机构' },
  government: { en: 'government body', zh: '政府部门' },
  zone: { en: 'zone', zh: '园区' },
  port: { en: 'port', zh: '港口' },
  platform: { en: 'platform', zh: '平台' },
  payments: { en: 'payment network', zh: '支付机构' },
  association: { en: 'association', zh: '协会' },
  research: { en: 'research body', zh: '研究机构' },
  company: { en: 'company', zh: '企业' },
  other: { en: 'other source', zh: '其他来源' },
});

/** Kinds of a source, and that of codes such as `_U` in the register of reporters. */
export const SOURCE_KINDS = codelist({
  ...REPORTER_KINDS.entries,
  special: { en: 'special code', zh: '特殊代码' },
});
