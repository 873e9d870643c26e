import { generationOf } from '@silkgauge/embargo';
import { HOT_PRINTS } from '../plan/faults.ts';
import { hotFigure, underEmbargo } from './bursts.ts';

it('a hot figure is one figure, each print of which has other digits', () => {
  const prints = hotFigure(1);
  expect(new Set(prints.map(({ key }) => key)).size).toBe(1);
  expect(new Set(prints.map(({ value }) => String(value))).size).toBe(HOT_PRINTS);
  expect(hotFigure(2)[0]?.key).not.toBe(prints[0]?.key);
});

it('what is under embargo is encrypted, and expected as a fact', async () => {
  const held = await underEmbargo(1, 3, new Date(Date.now() + 60_000));
  expect(held.map(({ expected }) => expected.kind)).toEqual(['fact', 'fact', 'fact']);
  for (const { value } of held) {
    const { jwe } = JSON.parse(String(value)) as { jwe: string };
    expect([generationOf(jwe), String(value).includes('HELD')]).toEqual([1, false]);
  }
});
