import type { StateDocument } from '@silkgauge/contract';
import type { Sent } from './broker.ts';
import { checkBodies } from './check-bodies.ts';
import { checkFacts } from './check-facts.ts';
import { checkSales, type PresentStates } from './check-sales.ts';
import { checkSent } from './check-sent.ts';
import { ensure } from './ensure.ts';
import type { World } from './input-log.ts';
import { monthKey, placeKey } from './store/keys.ts';
import type { Tables } from './store/tables.ts';

/** Checks all promises about the end against the input alone. @throws Error at the first broken promise */
export function checkOutcome(world: World, tables: Tables, sent: readonly Sent[], mostBytes: number): void {
  checkPositions(world, tables);
  checkVersions(tables);
  const states = presentStates(tables);
  checkSales(world, tables, states);
  checkFacts(world, tables, states);
  checkBodies(tables);
  checkSent(tables, sent, mostBytes);
}

function checkPositions(world: World, tables: Tables): void {
  for (const { topic, partition, end } of world.partitions) {
    const next = tables.consumer_position.rows.get(placeKey(topic, partition))?.next_offset ?? 0n;
    ensure(
      next === end,
      `${topic}/${String(partition)} stands at ${String(next)} and ends at ${String(end)}`,
    );
  }
}

/** Sequences have no gap, versions of a key count up from 1, the present state is the newest. */
function checkVersions({ change, change_cursor, growth_state, register_version }: Tables): void {
  const newest = new Map<string, { version: number; sequence: bigint }>();
  const changes = [...change.rows.values()].sort((a, b) => Number(a.sequence - b.sequence));
  const sequences = [...changes, ...register_version.rows.values()].map(({ sequence }) => sequence);
  sequences
    .sort((a, b) => Number(a - b))
    .forEach((sequence, i) => {
      ensure(sequence === BigInt(i + 1), `sequence ${String(i + 1)} is not in the change log`);
    });
  changes.forEach(({ series_id, period, version, sequence }) => {
    const key = monthKey(series_id, period);
    const expected = (newest.get(key)?.version ?? 0) + 1;
    ensure(
      version === expected,
      `${key} has version ${String(version)} where ${String(expected)} comes next`,
    );
    newest.set(key, { version, sequence });
  });
  const last = change_cursor.rows.get('')?.last;
  ensure(last === BigInt(sequences.length), `the cursor stands at ${String(last)}`);
  ensure(growth_state.rows.size === newest.size, 'a key has no present state');
  for (const [key, { version, sequence }] of newest) {
    const state = growth_state.rows.get(key);
    ensure(state?.version === version && state.sequence === sequence, `${key} does not point at its newest`);
  }
}

function presentStates({ growth_state, change }: Tables): PresentStates {
  return new Map(
    [...growth_state.rows].map(([key, { sequence }]) => [
      key,
      JSON.parse(change.rows.get(String(sequence))?.document ?? '') as StateDocument,
    ]),
  );
}
