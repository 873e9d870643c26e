import type { EvidenceKind } from '@silkgauge/codelists';
import type { Publisher } from '@silkgauge/growth';
import { authorOf, chainOf, printParts, type Origin } from './chain.ts';

const GACC = { code: 'GACC', names: { en: 'Customs of China', zh: '海关总署' } };
const UNNAMED = { code: '_U', names: { en: 'Not named by the source', zh: '来源未注明' } };
const XINHUA: Publisher = { name: { en: 'Xinhua', zh: '新华社' } };
const CUSTOMS: Publisher = { code: 'GACC', name: { en: 'Customs of China', zh: '海关总署' } };
const document = 'https://en.imsilkroad.com/p/314906.html';
const DAY = '2020-07-16';

const origin = (
  reporter: Origin['reporter'],
  kind: EvidenceKind | null | undefined,
  publisher: Publisher | undefined,
  publishedAt: string,
): Origin => ({ reporter, kind, publisher, document, publishedAt });

describe('the chain of a number', () => {
  it.each([
    [
      'an agency',
      origin(GACC, 'agency', XINHUA, DAY),
      'Customs of China, as printed by Xinhua (news agency), 16 July 2020',
      '海关总署，新华社（通讯社）2020年7月16日刊载',
    ],
    [
      'a repost, of a month',
      origin(GACC, 'repost', XINHUA, '2020-07'),
      'Customs of China, as printed by Xinhua (repost), July 2020',
      '海关总署，新华社（转载）2020年7月刊载',
    ],
    [
      'a translation by another, of an instant',
      origin(GACC, 'translation', XINHUA, '2020-07-16T00:30:00+08:00'),
      'Customs of China, as printed by Xinhua (translation), 16 July 2020',
      '海关总署，新华社（译文）2020年7月16日刊载',
    ],
    [
      'an official print',
      origin(GACC, 'official', CUSTOMS, DAY),
      'Customs of China, 16 July 2020',
      '海关总署，2020年7月16日',
    ],
    [
      'an official print at another address',
      origin(GACC, 'official', XINHUA, DAY),
      'Customs of China, 16 July 2020',
      '海关总署，2020年7月16日',
    ],
    [
      'no kind, printed by the body itself',
      origin(GACC, null, CUSTOMS, DAY),
      'Customs of China, 16 July 2020',
      '海关总署，2020年7月16日',
    ],
    [
      'no kind, printed by another',
      origin(GACC, null, XINHUA, DAY),
      'Customs of China, as printed by Xinhua, 16 July 2020',
      '海关总署，新华社2020年7月16日刊载',
    ],
    [
      'a translation by the body itself',
      origin(GACC, 'translation', CUSTOMS, DAY),
      'Customs of China (translation), 16 July 2020',
      '海关总署（译文），2020年7月16日',
    ],
    [
      'an unknown day',
      origin(GACC, 'agency', XINHUA, '_U'),
      'Customs of China, as printed by Xinhua (news agency), date not stated',
      '海关总署，新华社（通讯社）刊载，日期未注明',
    ],
    [
      'an unknown day of an official print',
      origin(GACC, 'official', CUSTOMS, '_U'),
      'Customs of China, date not stated',
      '海关总署，日期未注明',
    ],
    [
      'a source that names no body',
      origin(UNNAMED, 'repost', XINHUA, DAY),
      'Xinhua (repost), 16 July 2020, source not named',
      '新华社（转载）2020年7月16日刊载，未注明来源',
    ],
    [
      'an official document that names no body',
      origin(UNNAMED, 'official', XINHUA, DAY),
      'Xinhua, 16 July 2020, source not named',
      '新华社2020年7月16日刊载，未注明来源',
    ],
    [
      'a state from before publishers were told',
      origin(GACC, undefined, undefined, DAY),
      'Customs of China, as printed by en.imsilkroad.com, 16 July 2020',
      '海关总署，en.imsilkroad.com于2020年7月16日刊载',
    ],
    [
      'a body that no register has',
      origin({ code: 'LOOKX' }, 'agency', XINHUA, DAY),
      'LOOKX, as printed by Xinhua (news agency), 16 July 2020',
      'LOOKX，新华社（通讯社）2020年7月16日刊载',
    ],
    [
      'a body without a Chinese name',
      origin({ code: 'LOOKX', names: { en: 'Lookx', zh: null } }, 'official', undefined, '2020'),
      'Lookx, 2020',
      'Lookx，2020年',
    ],
  ])('%s', (_of, of, en, zh) => {
    expect(chainOf(of)).toEqual({ en, zh });
  });
});

it.each([
  ['an agency', origin(GACC, 'agency', XINHUA, DAY), 'Xinhua', '新华社'],
  ['an official print', origin(GACC, 'official', XINHUA, DAY), 'Customs of China', '海关总署'],
  ['a source that names no body', origin(UNNAMED, 'official', XINHUA, DAY), 'Xinhua', '新华社'],
])('%s has an author', (_of, of, en, zh) => {
  expect([authorOf(of, 'en'), authorOf(of, 'zh')]).toEqual([en, zh]);
});

it.each([
  [
    'by another',
    origin(GACC, 'agency', XINHUA, DAY),
    'as printed by Xinhua (news agency), 16 July 2020',
    '新华社（通讯社）2020年7月16日刊载',
  ],
  ['by the body, in its own words', origin(GACC, 'official', CUSTOMS, DAY), '', ''],
  [
    'by the body, not in its own words',
    origin(GACC, 'translation', CUSTOMS, DAY),
    'translation, 16 July 2020',
    '译文，2020年7月16日',
  ],
  ['by the body, on an unknown day', origin(GACC, 'translation', CUSTOMS, '_U'), 'translation', '译文'],
  [
    'of a source that names no body',
    origin(UNNAMED, 'official', XINHUA, DAY),
    'as printed by Xinhua, 16 July 2020',
    '新华社2020年7月16日刊载',
  ],
])('a print %s is told without the body', (_of, of, en, zh) => {
  const told = (language: 'en' | 'zh') =>
    printParts(of, language)
      .map(({ text }) => text)
      .join('');
  expect([told('en'), told('zh')]).toEqual([en, zh]);
});
