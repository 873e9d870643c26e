import { CODE_PATTERN, oneArea } from '@silkgauge/contract';
import { badParameter, quoted } from '../errors/refusals.ts';
import { DIMENSIONS, type Dimension } from '../structure/components.ts';
import type { Door, KeyPattern } from './data-query.ts';

const CODE = new RegExp(`^${CODE_PATTERN}$`);

/** Bounds what each series is compared with. */
const MOST_KEYS = 1000;

/** Keys that ask for everything, beside one without codes. */
const ANY_KEY: Readonly<Record<Door, readonly string[]>> = { '3.0': ['*'], '2.1': ['all', '*'] };

/**
 * Reads a key. 3.0: `*` is any, a comma joins several keys; 2.1: an empty part is any, `+` joins codes. Dimensions
 * left out at the end are any. No pattern asks for any key. @throws SdmxFault
 */
export function readKeys(key: string, door: Door): readonly KeyPattern[] {
  if (key === '' || ANY_KEY[door].includes(key)) return [];
  const written = door === '3.0' ? key.split(',') : [key];
  if (written.length > MOST_KEYS) {
    throw badParameter(
      'key',
      { en: `${String(written.length)} keys are given`, zh: `给出了 ${String(written.length)} 个键` },
      { en: `write at most ${String(MOST_KEYS)}`, zh: `最多写 ${String(MOST_KEYS)} 个` },
    );
  }
  const keys = written.map((each) => readKey(each, door));
  return keys.some((each) => DIMENSIONS.every((dimension) => each[dimension] === null)) ? [] : keys;
}

function readKey(key: string, door: Door): KeyPattern {
  const parts = key.split('.');
  if (parts.length > DIMENSIONS.length) {
    throw badParameter(
      'key',
      {
        en: `it has ${String(parts.length)} parts, and there are ${String(DIMENSIONS.length)} dimensions`,
        zh: `有 ${String(parts.length)} 段，而维度只有 ${String(DIMENSIONS.length)} 个`,
      },
      {
        en: `write ${DIMENSIONS.join('.')}, or its beginning; the period is no part of it`,
        zh: `请写 ${DIMENSIONS.join('.')} 或其开头部分；时期不属于键`,
      },
    );
  }
  const pattern = DIMENSIONS.map((dimension, at) => [dimension, codesOf(parts[at] ?? '', dimension, door)]);
  return Object.fromEntries(pattern) as KeyPattern;
}

function codesOf(part: string, dimension: Dimension, door: Door): readonly string[] | null {
  if (part === '' || part === '*') return null;
  const codes = door === '2.1' ? part.split('+') : [part];
  return codes.map((code) => {
    if (CODE.test(code)) return oneCode(code, dimension);
    throw badParameter(
      'key',
      {
        en: `${quoted(code)} of ${dimension} is no code: a code is 1 to 64 letters, digits, _, $, @ or -`,
        zh: `${dimension} 的 ${quoted(code)} 不是代码：代码由 1 至 64 个字母、数字、_、$、@ 或 - 组成`,
      },
      door === '3.0'
        ? {
            en: `write * for any code, and join several keys by a comma, or write c[${dimension}]=A,B`,
            zh: `任意代码请写 *，多个键用逗号连接，或写 c[${dimension}]=A,B`,
          }
        : {
            en: 'leave the part empty for any code, and join several codes by +',
            zh: '任意代码请留空，多个代码用 + 连接',
          },
    );
  });
}

const AREAS: readonly string[] = ['REF_AREA', 'COUNTERPART'];

/** The code that is kept of a place that has several. */
export const oneCode = (code: string, component: string): string =>
  AREAS.includes(component) ? oneArea(code) : code;
