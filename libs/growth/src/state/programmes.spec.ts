import fc from 'fast-check';
import { programmesOf, type NoticeLink } from './programmes.ts';

const link = (notice: string, before?: string, more: Partial<NoticeLink> = {}): NoticeLink => ({
  notice,
  ...(before !== undefined && { extends: before }),
  announcedOn: '2020-06-12',
  effectiveFrom: '2020-07-01',
  withdrawn: false,
  ...more,
});

describe('a programme', () => {
  it('is a notice and all that extend it, the same asked by any of them', () => {
    const programmes = programmesOf([
      link('GACC-2021-47', 'GACC-2020-75', { effectiveFrom: '2021-07' }),
      link('GACC-2020-92', 'GACC-2020-75', { effectiveFrom: '2020-09-01' }),
      link('GACC-2020-75'),
      link('OTHER'),
    ]);
    const pilot = {
      root: 'GACC-2020-75',
      waves: ['GACC-2020-75', 'GACC-2020-92', 'GACC-2021-47'],
      circle: false,
    };
    for (const wave of pilot.waves) expect(programmes.get(wave)).toEqual(pilot);
    expect(programmes.get('OTHER')).toEqual({ root: 'OTHER', waves: ['OTHER'], circle: false });
  });

  it('may be a chain or a tree, and start at a notice that nobody published', () => {
    const programmes = programmesOf([link('C', 'B'), link('B', 'A'), link('D', 'A')]);
    for (const name of ['A', 'B', 'C', 'D'])
      expect(programmes.get(name)).toEqual({ root: 'A', waves: ['B', 'C', 'D'], circle: false });
  });

  it('keeps the links of a withdrawn notice, which is no wave', () => {
    const programmes = programmesOf([link('A'), link('B', 'A', { withdrawn: true }), link('C', 'B')]);
    expect(programmes.get('C')).toEqual({ root: 'A', waves: ['A', 'C'], circle: false });
  });

  it('cuts a circle at the notice announced first, at one day at the least name', () => {
    const circle = [
      link('A', 'C', { announcedOn: '2021' }),
      link('B', 'A', { announcedOn: '2020-12' }),
      link('C', 'B', { announcedOn: '2021-02-01' }),
      link('INTO', 'C', { announcedOn: '2019' }),
    ];
    for (const name of ['A', 'B', 'C', 'INTO'])
      expect(programmesOf(circle).get(name)).toMatchObject({ root: 'B', circle: true });
    expect(programmesOf([link('B', 'A'), link('A', 'B')]).get('B')?.root).toBe('A');
  });

  it('is the same in whatever order the notices came, and holds each notice once', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const oneOf = fc.constantFrom(...names);
    const given = fc
      .tuple(
        fc.uniqueArray(oneOf, { minLength: 1 }),
        fc.array(fc.option(oneOf, { nil: undefined }), { minLength: 6, maxLength: 6 }),
        fc.array(fc.constantFrom('2020', '2020-06', '2021-01-01'), { minLength: 6, maxLength: 6 }),
      )
      .map(([published, before, days]) =>
        published.map((name, i) =>
          link(name, before[i] === name ? undefined : before[i], { announcedOn: days[i] ?? '' }),
        ),
      );
    fc.assert(
      fc.property(given, fc.integer(), (links, turn) => {
        const programmes = programmesOf(links);
        const at = Math.abs(turn) % links.length;
        const turned = programmesOf([...links.slice(at), ...links.slice(0, at)].reverse());
        for (const { notice, extends: before } of links) {
          const own = programmes.get(notice);
          expect(turned.get(notice)).toEqual(own);
          expect(own?.waves.filter((wave) => wave === notice)).toEqual([notice]);
          if (before !== undefined) expect(programmes.get(before)).toEqual(own);
          const root = links.find((one) => one.notice === own?.root);
          expect(own?.circle).toBe(root?.extends !== undefined);
        }
      }),
    );
  });
});
