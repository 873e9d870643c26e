import { resolve } from 'node:path';
import { checkEvent, type CheckedEvent } from '@silkgauge/contract';
import type { CloudEvent } from '../cloud-event.ts';
import { DATA_SETS, type DataSet } from '../data-sets.ts';

/** Folder of the bundled data. */
export const DATA_FOLDER = resolve(import.meta.dirname, '../../../../data');

export function dataSet(name: string): DataSet {
  const set = DATA_SETS.find((one) => one.name === name);
  if (!set) throw new Error(`No set ${name}`);
  return set;
}

/** All events of a bundled set. */
export async function eventsOf(name: string): Promise<CloudEvent[]> {
  const events: CloudEvent[] = [];
  for await (const some of dataSet(name).events(DATA_FOLDER)) events.push(...some);
  return events;
}

/** @throws Error with the faults of an event that the contract refuses */
export function checked(event: unknown): CheckedEvent {
  const result = checkEvent(event);
  if (!result.ok) throw new Error(JSON.stringify({ event, faults: result.faults }, null, 2));
  return result.event;
}

/** @throws Error for an event of another type */
export function checkedAs<Type extends CheckedEvent['type']>(
  event: unknown,
  type: Type,
): Extract<CheckedEvent, { type: Type }> {
  const found = checked(event);
  if (found.type !== type) throw new Error(`${found.type}, not ${type}`);
  return found as Extract<CheckedEvent, { type: Type }>;
}
