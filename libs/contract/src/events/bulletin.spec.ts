import { checkEvent } from '../check-event.ts';
import { eventExample } from '../descriptions/json-schemas.ts';
import type { EventType } from './families.ts';

const faultsOf = (type: EventType, data: object): readonly string[] => {
  const example = structuredClone(eventExample(type)) as { data: object };
  const checked = checkEvent({ ...example, data: { ...example.data, ...data } });
  return checked.ok ? [] : checked.faults.map(({ pointer, rule }) => `${pointer} ${rule}`);
};

const figure = { id: 'zaez', say: 'figure', of: 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1' };

describe('an order', () => {
  it('of a bulletin is refused with the faults of its title, its release and all its sentences', () => {
    const faulty = {
      title: { en: 'Up 26 percent', zh: '政策推动贸易' },
      publish: { release: 'no name' },
      paragraphs: [
        [figure, { ...figure, say: 'figures' }],
        [{ ...figure, id: 'b', of: 'ZAEZ/2020-S1', comparison: 'last year' }],
      ],
    };
    expect(faultsOf('silkgauge.bulletin.planned.v1', faulty)).toEqual([
      '/data/title/en title-digit',
      '/data/title/zh title-cause',
      '/data/publish/release order-name',
      '/data/paragraphs/0/1/id repeated-id',
      '/data/paragraphs/0/1/say unknown-say',
      '/data/paragraphs/1/0/of state-key',
      '/data/paragraphs/1/0/comparison comparison',
    ]);
  });

  it('of a bulletin is refused with the faults of its sentences beside those of its members', () => {
    const faulty = { tone: 'loud', paragraphs: [[{ ...figure, say: 'figures' }]] };
    expect(faultsOf('silkgauge.bulletin.planned.v1', faulty)).toEqual([
      '/data/tone one-of',
      '/data/paragraphs/0/0/say unknown-say',
    ]);
  });

  it.each([
    ['silkgauge.bulletin.planned.v1', 'bulletin'],
    ['silkgauge.bulletin.dropped.v1', 'bulletin'],
    ['silkgauge.alert.defined.v1', 'rule'],
    ['silkgauge.alert.dropped.v1', 'rule'],
    ['silkgauge.release.scheduled.v1', 'release'],
    ['silkgauge.release.cancelled.v1', 'release'],
  ] as const)('%s has a name of at most 64 letters', (type, member) => {
    expect(faultsOf(type, { [member]: 'a'.repeat(64) })).toEqual([]);
    expect(faultsOf(type, { [member]: 'a'.repeat(65) })).toEqual([`/data/${member} order-name`]);
    for (const name of ['', '-a', 'a b', 'a/b'])
      expect(faultsOf(type, { [member]: name })).toEqual([`/data/${member} order-name`]);
  });
});
