import { FLAGS, VERDICTS } from '@silkgauge/codelists';
import fc from 'fast-check';
import { writeCursor } from './cursor.ts';
import { MOST_BYTES, MOST_SETS, readSelection, selection, type NamedSelection } from './selection.ts';

function made(...sets: readonly unknown[]): NamedSelection {
  const parsed = readSelection({ sets });
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const values = (...all: string[]) => fc.subarray(all, { minLength: 1 });
const sets = fc
  .record(
    {
      area: values('CN', 'CN-*', 'GB', 'CN-C-4101'),
      reporter: values('GACC', 'Z*', 'SHOP'),
      within: values('CN-HA', 'CN'),
      period: values('2020', '2020-S1', '_U'),
      from: fc.constantFrom('2019', '2020-Q2').map((period) => [period]),
      domain: fc.constantFrom('customs', 'platform').map((domain) => [domain]),
      verdict: values(...VERDICTS.codes),
      flag: values(...FLAGS.codes.slice(0, 4)),
    },
    { requiredKeys: [] },
  )
  .filter((set) => Object.keys(set).length > 0);
const manySets = fc.array(sets, { minLength: 1, maxLength: 4 });

describe('a selection', () => {
  it('has one id, however its sets are written and ordered', () => {
    fc.assert(
      fc.property(manySets, fc.boolean(), (all, asText) => {
        const other = [...all, ...all.slice(0, 1)].reverse().map((set) =>
          Object.fromEntries(
            Object.entries(set)
              .reverse()
              .map(([name, list]) => {
                const again = [...list].reverse();
                return [
                  name,
                  asText ? again.join(',') : again.length === 1 ? again[0] : [...again, ...again],
                ];
              })
              .map(([name, list]) => [name, name === 'from' || name === 'domain' ? [list].flat()[0] : list]),
          ),
        );
        expect(made(...other).id).toBe(made(...all).id);
      }),
    );
  });

  it('is one for all codes of an area', () => {
    expect(made({ area: ['CN-46'], within: ['CN-41'] }).id).toBe(
      made({ area: ['CN-HI'], within: ['CN-HA'] }).id,
    );
  });

  it('refuses names that every object has', () => {
    for (const set of ['{"__proto__": ["x"]}', '{"area": ["CN"], "__proto__": ["x"]}'])
      expect(readSelection({ sets: [JSON.parse(set)] })).toMatchObject({
        faults: [{ parameter: '/sets/0/__proto__' }],
      });
  });

  it('is read again from its id alone, as it was told', () => {
    fc.assert(
      fc.property(manySets, (all) => {
        const one = made(...all);
        expect(one.id).toMatch(/^[\w-]{16}\.[\w-]+$/);
        const reading = selection(one.id);
        expect(reading).toMatchObject({ value: { id: one.id, told: one.told } });
        expect(made(...one.told).id).toBe(one.id);
      }),
    );
  });

  it('has another id for other states', () => {
    const ids = [
      made({ area: 'CN' }),
      made({ area: 'CN-*' }),
      made({ within: 'CN' }),
      made({ area: 'CN', flow: 'X' }),
      made({ area: 'CN' }, { flow: 'X' }),
      made({ from: '2020' }),
      made({ to: '2020' }),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(made({ from: '2020', period: '2020-01-01/P6M' }).id).toBe(
      made({ from: '2020-01', period: '2020-S1' }).id,
    );
  });

  it('is refused without an exception for any text, and for an id that was changed', () => {
    const { id } = made({ area: ['CN'], verdict: ['conflicts'] });
    const otherContent = Buffer.from('[{"area":["GB"]}]').toString('base64url');
    const uncanonical = Buffer.from('[ {"area":["CN"]}]').toString('base64url');
    for (const wrong of [
      id.slice(1),
      id.slice(0, -2),
      `${id}A`,
      `${id.slice(0, 17)}${otherContent}`,
      `${id.slice(0, 17)}${uncanonical}`,
      writeCursor('growth', ['a', 'b']),
    ])
      expect(selection(wrong)).toMatchObject({ refused: { rule: 'selection' } });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(selection(text)).toHaveProperty('refused');
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (body) => {
        expect(Object.keys(readSelection(body))[0]).toMatch(/faults|value/);
      }),
    );
  });

  it.each([
    [{}, '', 'sets-only'],
    [[], '', 'sets-only'],
    [{ sets: [{ area: 'CN' }], name: 'mine' }, '', 'sets-only'],
    [{ sets: [] }, '/sets', 'number-of-sets'],
    [{ sets: Array(MOST_SETS + 1).fill({ area: 'CN' }) }, '/sets', 'number-of-sets'],
    [{ sets: [{ area: 'CN' }, {}] }, '/sets/1', 'empty-set'],
    [{ sets: ['area=CN'] }, '/sets/0', 'empty-set'],
    [{ sets: [{ aera: 'CN' }] }, '/sets/0/aera', 'unknown-parameter'],
    [{ sets: [{ area: 1 }] }, '/sets/0/area', 'text'],
    [{ sets: [{ flow: ['E'] }] }, '/sets/0/flow', 'one-of'],
    [{ sets: [{ notice: 'N1' }] }, '/sets/0/notice', 'not-in-selection'],
    [{ sets: [{ asOf: '1' }] }, '/sets/0/asOf', 'not-in-selection'],
    [
      { sets: [{ area: Array.from({ length: 300 }, (_, n) => `CN-C-${String(n)}`) }] },
      '/sets',
      'selection-bytes',
    ],
  ])('made of %j is refused at %s', (body, parameter, rule) => {
    const parsed = readSelection(body);
    expect(parsed).toMatchObject({ faults: [{ parameter, rule }] });
    expect('faults' in parsed && parsed.faults[0]?.fix).not.toBe('');
  });

  it('of the most bytes has an id that fits into a path', () => {
    const area = Array.from({ length: 2_000 }, (_, n) => `CN-C-${String(n)}`);
    let most = 0;
    while ('value' in readSelection({ sets: [{ area: area.slice(0, most + 1) }] })) most += 1;
    const { id } = made({ area: area.slice(0, most) });
    expect(id.length).toBeGreaterThan(MOST_BYTES);
    expect(id.length).toBeLessThan(2_048);
  });
});
