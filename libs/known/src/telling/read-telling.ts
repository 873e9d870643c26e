import { tell, type Telling, type World } from '@silkgauge/bulletin';
import type { Plan } from '@silkgauge/contract';

/** Reads what a world has, each part when a telling first asks for it. */
export type WorldReader = {
  readonly [Part in Exclude<keyof World, 'name'>]: (
    ...asked: Parameters<World[Part]>
  ) => Promise<ReturnType<World[Part]>>;
} & Pick<World, 'name'>;

/**
 * Tells a plan. What it asks for and is not in memory is read, and the plan is told again, until nothing is
 * missing: a plan names a few states, and those lead to the bases and prints that they rest on.
 */
export const readTelling = (plan: Plan, reader: WorldReader): Promise<Telling> =>
  readThrough(reader, (world) => tell(plan, world));

/** Works something out from a world in the same way: `work` is repeated until it asks for nothing that is not read. */
export async function readThrough<Found>(reader: WorldReader, work: (world: World) => Found): Promise<Found> {
  const known = new Map<string, unknown>();
  for (;;) {
    const missing = new Map<string, () => Promise<unknown>>();
    const found = work(worldOf(reader, known, missing));
    if (missing.size === 0) return found;
    for (const [name, read] of missing) known.set(name, await read());
  }
}

function worldOf(
  reader: WorldReader,
  known: ReadonlyMap<string, unknown>,
  missing: Map<string, () => Promise<unknown>>,
): World {
  const lookup =
    <Asked extends readonly unknown[], Found>(
      part: keyof World,
      read: (...asked: Asked) => Promise<Found>,
      absent: Found,
    ) =>
    (...asked: Asked): Found => {
      const name = `${part} ${JSON.stringify(asked)}`;
      if (known.has(name)) return known.get(name) as Found;
      missing.set(name, () => read(...asked));
      return absent;
    };
  return {
    state: lookup('state', reader.state, undefined),
    states: lookup('states', reader.states, []),
    periods: lookup('periods', reader.periods, []),
    evidence: lookup('evidence', reader.evidence, undefined),
    before: lookup('before', reader.before, undefined),
    claim: lookup('claim', reader.claim, undefined),
    statement: lookup('statement', reader.statement, undefined),
    notice: lookup('notice', reader.notice, undefined),
    name: reader.name,
  };
}
