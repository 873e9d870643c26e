import { readFileSync } from 'node:fs';
import { readCodeRegisters, type CodeDimension } from '@silkgauge/contract';
import { namesOfRegisters } from '../read/register-names.ts';
import { nameIndex } from '../read/registered-names.ts';

const DATA = new URL('../../../../data/', import.meta.url);

/** What the seed article says, in Chinese sentences of our own. */
export const CHINESE_DRAFT = [
  '2020年7月16日电：海关总署数据显示，2020年上半年跨境电商进出口增长26.2%，其中出口增长28.7%，进口增长24.4%。',
  '郑州航空港经济综合实验区上半年跨境电商进出口额达47.2亿元，同比增长119.43%。',
  '宁波临空经济示范区1-5月跨境电商进出口额1.35亿元，增长4.5倍。',
  '全球速卖通3月新开店铺数环比增长132%。',
  '专家白明表示，政策为这一行业注入了约10%的动力。',
].join('\n');

const registers = readCodeRegisters((file) => readFileSync(new URL(`codes/${file}`, DATA), 'utf8'));

/** The registers of the release, as an index of names. */
export const REGISTERED = nameIndex(
  namesOfRegisters((dimension: CodeDimension) => [...registers[dimension].values()]),
);
