import type { Bulletin } from '@silkgauge/bulletin';
import { readPlan, type Plan } from '@silkgauge/contract';
import { registerJson, type OrderRow, type RegisterChange } from '@silkgauge/read-model';

/** A version of a bulletin as its register has it. */
export const bulletinIn = (row: RegisterChange): Bulletin => JSON.parse(registerJson(row)) as Bulletin;

/**
 * The plan of an accepted order.
 * @throws Error with its faults, where it was accepted under other rules
 */
export function planIn({ name, data }: Pick<OrderRow, 'name' | 'data'>): Plan {
  const reading = readPlan(JSON.parse(data));
  if (reading.ok) return reading.value;
  throw new Error(`The plan of ${name} cannot be read: ${JSON.stringify(reading.faults)}`);
}
