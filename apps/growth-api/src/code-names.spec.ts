import { readCodeNames } from './code-names.ts';

describe('the names of codes', () => {
  it('come from the registers', async () => {
    const names = await readCodeNames();
    expect(names.area?.['CN-HA']).toBe('Henan');
    expect(names.counterpart).toEqual(names.area);
    expect(names.indicator?.['CBEC']).toBe('Cross-border e-commerce trade, value');
    expect(names.flow?.['_T']).toBe('Export and import');
    expect(names.any).toEqual({ _T: 'Total', _U: 'Not stated', _Z: 'Not applicable' });
  });
});
