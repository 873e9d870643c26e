import type { Random } from '../../random.ts';
import { GENERATED_TOPICS, type GeneratedTopic, type Produced } from './produced.ts';

const BIG = 2 * 1024 * 1024;

type Spoil = (good: Produced) => Partial<Pick<Produced, 'key' | 'value' | 'headers'>>;

const edited = (good: Produced, edit: (text: string) => string): { value: Buffer } => ({
  value: Buffer.from(edit(String(good.value))),
});
const without = ({ headers }: Produced, name: string) => ({
  headers: Object.fromEntries(Object.entries(headers).filter(([known]) => known !== name)),
});

/** Ways to spoil a good record in binary mode, by resulting fault. */
const SPOILS: Readonly<Record<string, Spoil>> = {
  'broken JSON': (good) => edited(good, (text) => text.slice(0, -5)),
  'wrong schema': (good) => edited(good, (text) => text.replace(/:"[^"]*"/, ':17')),
  'bad UTF-8': ({ value }) => ({
    value: Buffer.concat([value ?? Buffer.alloc(0), Buffer.from([0xff, 0xfe])]),
  }),
  'NUL in text': (good) => edited(good, (text) => text.replace(/:"(\w)/, String.raw`:"\u0000$1`)),
  'no value': () => ({ value: null }),
  'no ce_id': (good) => without(good, 'ce_id'),
  'no headers': () => ({ headers: {} }),
  'NUL in the id': ({ headers }) => ({
    headers: { ...headers, ce_id: Buffer.from(`a\0${String(headers['ce_id'])}`) },
  }),
  'a type of no topic': ({ headers }) => ({
    headers: { ...headers, ce_type: Buffer.from('com.example.v1') },
  }),
  'a type of another topic': ({ topic, headers }) => ({
    headers: {
      ...headers,
      ce_type: Buffer.from(
        topic === 'policy.notices' ? 'silkgauge.sale.recorded.v1' : 'silkgauge.notice.withdrawn.v1',
      ),
    },
  }),
};

/** Bad records of every sort, all different; few have 2 MiB. */
export class PoisonSource {
  readonly #random: Random;
  readonly #good: (topic: GeneratedTopic) => Produced;
  #count = 0;

  constructor(random: Random, good: (topic: GeneratedTopic) => Produced) {
    this.#random = random;
    this.#good = good;
  }

  next(): Produced {
    this.#count += 1;
    const good = this.#good(this.#random.pick(GENERATED_TOPICS));
    if (this.#count % 100 === 50) {
      const value = Buffer.alloc(BIG, `${String(this.#count)} `);
      return { ...good, value, expected: { kind: 'bad', fault: '2 MiB' } };
    }
    const [fault, spoil] = this.#random.pick(Object.entries(SPOILS));
    const spoiled = { ...good, ...spoil(good), expected: { kind: 'bad', fault } as const };
    // Without identity, two bad records could be equal; the key tells them apart.
    return 'ce_id' in spoiled.headers ? spoiled : { ...spoiled, key: `bad-${String(this.#count)}` };
  }
}
