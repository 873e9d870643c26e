import { parseInstant, utcMonth } from '@silkgauge/contract';
import fc from 'fast-check';
import { SaleMonths } from './months.ts';

const two = fc.oneof(fc.integer({ min: 0, max: 31 }), fc.nat(99)).map((n) => String(n).padStart(2, '0'));
const year = fc.constantFrom('0000', '0001', '1900', '2000', '2023', '2024', '9999');
const zone = fc.constantFrom(
  'Z',
  'z',
  '+00:00',
  '-01:00',
  '+23:59',
  '.5Z',
  '.07Z',
  '.123456789Z',
  '.1234567890Z',
  '.Z',
  '.1',
  '',
);
const instant = fc
  .tuple(year, two, two, two, two, two, zone)
  .map(([y, mo, d, h, mi, s, z]) => `${y}-${mo}-${d}T${h}:${mi}:${s}${z}`);

it('reads each text as the parser does, in any order of texts', () => {
  const months = new SaleMonths();
  fc.assert(
    fc.property(instant, fc.nat(3), (text, before) => {
      const bytes = Buffer.from(`${'x'.repeat(before)}${text}"`);
      const orderedAt = parseInstant(text);
      const expected = orderedAt === undefined ? null : { month: utcMonth(text), orderedAt };
      expect(months.of(bytes, before, before + text.length)).toEqual(expected);
      expect(months.of(bytes, before, before + text.length)).toEqual(expected);
    }),
    { numRuns: 5_000 },
  );
});
