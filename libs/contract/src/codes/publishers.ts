import { publishersOf, type Publisher, type PublisherOf } from '@silkgauge/growth';
import { tableOf } from './csv.ts';
import { readCodeRegisters, type ReadText } from './registers.ts';

/** What kind of publisher a host is of. */
export const PUBLISHER_KINDS = [
  'government',
  'news',
  'trade-press',
  'journals',
  'association',
  'company',
  'archive',
  'blog',
  'forum',
  'site',
];

const FILE = 'publishers.csv';
const COLUMNS = ['host', 'code', 'kind', 'name_en', 'name_zh'] as const;

/**
 * Reads who publishes at which host.
 * @throws Error with the host of a row that is no host, comes twice, lacks a name or names no registered body
 */
export function readPublishers(read: ReadText): PublisherOf {
  const { reporter: bodies } = readCodeRegisters(read);
  const publishers = new Map<string, Publisher>();
  for (const { host, code, kind, name_en: en, name_zh: zh } of tableOf(FILE, read(FILE), COLUMNS)) {
    const refuse = (why: string): Error => new Error(`${FILE}, ${host}: ${why}`);
    if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host))
      throw refuse('write a host in small letters, without port and path');
    if (publishers.has(host)) throw refuse('it is there twice');
    if (code !== '' && !bodies.has(code)) throw refuse(`${code} is in no register of reporter; add it there`);
    if (!PUBLISHER_KINDS.includes(kind))
      throw refuse(`write one of ${PUBLISHER_KINDS.join(', ')} as the kind`);
    if (en === '' || zh === '') throw refuse('name it in both languages');
    publishers.set(host, { ...(code !== '' && { code }), name: { en, zh } });
  }
  return publishersOf(publishers);
}
