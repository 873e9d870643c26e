import type { GrowthState, Receipt } from '@silkgauge/contract';
import type { CloudEvent } from '@silkgauge/loader';
import { DATA_FOLDER, dataSet } from '../../fixtures/bundled.ts';
import { allStates, dealtWith, get, push, type Stack } from '../stack.ts';

/** The compared content of a state, as text to save memory for hundreds of thousands of states. */
export interface Says {
  /** `value [low, high) status` */
  readonly reported?: string | undefined;
  /** `value [low, high)` */
  readonly computed?: string | undefined;
  /** Computed growth, `value [low, high)`, or `withheld` where the base may be zero. */
  readonly GY?: string | undefined;
  readonly G1?: string | undefined;
}

/** A set of releases with the expected states after each. */
export interface Vintages {
  readonly set: string;
  readonly reporter: string;
  /** Compared members of a state. */
  readonly looksAt: readonly (keyof Says)[];
  /** Whether an event of the set takes part, by its id. */
  readonly takes: (id: string) => boolean;
  /** States that a release may change, by key, from its table; an empty state has lost its content. */
  readonly expected: (release: string) => ReadonlyMap<string, Says>;
}

export interface Checked {
  readonly release: string;
  readonly events: number;
  readonly keys: number;
  readonly seconds: number;
  /** The first few. */
  readonly differences: readonly string[];
}

const BATCH = 1000;
const SHOWN = 10;

/**
 * Pushes a set release by release. After each release, every state of the release and every changed state is
 * compared with the expected states; at the end the list of all states is compared with the change log.
 */
export async function* checkReleases(stack: Stack, vintages: Vintages): AsyncGenerator<Checked> {
  const served = new Map<string, string>();
  const standing = new Map<string, string>();
  let sequence = '0';
  const { looksAt, reporter } = vintages;
  const follow = async (): Promise<Set<string>> => {
    const changed = new Set<string>();
    for (;;) {
      const page: { items: GrowthState[]; next: string | null } = await get(
        stack,
        `/v1/changes?after=${sequence}&limit=1000`,
      );
      for (const state of page.items) {
        sequence = state.sequence;
        if (state.series.reporter !== reporter) continue;
        served.set(state.key, textOf(saidBy(state), looksAt));
        changed.add(state.key);
      }
      if (page.next === null) return changed;
    }
  };
  for await (const [release, events] of releasesOf(vintages)) {
    const since = performance.now();
    await pushAll(stack, events);
    const changed = await follow();
    const expected = vintages.expected(release);
    const differences: string[] = [];
    for (const [key, says] of expected) standing.set(key, textOf(says, looksAt));
    for (const key of new Set([...expected.keys(), ...changed])) {
      const [must, is] = [standing.get(key) ?? '', served.get(key) ?? ''];
      if (is !== must) differences.push(`${release} ${key}: must be "${must}", is "${is}"`);
    }
    yield {
      release,
      events: events.length,
      keys: expected.size,
      seconds: (performance.now() - since) / 1000,
      differences: firstOf(differences),
    };
  }
  const since = performance.now();
  const listed = await allStates(stack, `reporter=${reporter}`);
  const differences = listed.flatMap((state) => {
    const [is, must] = [textOf(saidBy(state), looksAt), served.get(state.key)];
    return is === must ? [] : [`${state.key}: the log says "${String(must)}", the list "${is}"`];
  });
  if (listed.length !== served.size) {
    differences.push(`${String(listed.length)} states are listed, the log has ${String(served.size)}`);
  }
  yield {
    release: 'all states',
    events: 0,
    keys: listed.length,
    seconds: (performance.now() - since) / 1000,
    differences: firstOf(differences),
  };
}

const firstOf = (differences: readonly string[]): string[] =>
  differences.length <= SHOWN
    ? [...differences]
    : [...differences.slice(0, SHOWN), `and ${String(differences.length - SHOWN)} more`];

/** Events of a set by release, in order; an id begins with its release. */
async function* releasesOf({ set: name, takes }: Vintages): AsyncGenerator<[string, CloudEvent[]]> {
  let release = '';
  let events: CloudEvent[] = [];
  for await (const some of dataSet(name).events(DATA_FOLDER)) {
    for (const event of some) {
      const [of = ''] = event.id.split('/');
      if (of !== release && release !== '') {
        yield [release, events];
        events = [];
      }
      release = of;
      if (takes(event.id)) events.push(event);
    }
  }
  yield [release, events];
}

async function pushAll(stack: Stack, events: readonly CloudEvent[]): Promise<void> {
  const last = new Map<number, Receipt>();
  for (let at = 0; at < events.length; at += BATCH) {
    const { status, body } = await push(stack.customs, events.slice(at, at + BATCH));
    if (status !== 202) throw new Error(`${String(status)}: ${JSON.stringify(body).slice(0, 1000)}`);
    for (const receipt of (body as { receipts: Receipt[] }).receipts) last.set(receipt.partition, receipt);
  }
  await dealtWith(stack, [...last.values()], 600_000);
}

/** The compared content of a state. */
function saidBy({ level, growth }: GrowthState): Says {
  const { reported, computed } = level;
  return {
    reported: reported && `${quantity(reported)} ${reported.status}`,
    computed: computed && quantity(computed),
    GY: growthSaid(growth['GY']),
    G1: growthSaid(growth['G1']),
  };
}

function growthSaid(sides: GrowthState['growth'][string] | undefined): string | undefined {
  return sides && (sides.computed ? quantity(sides.computed) : 'withheld');
}

const quantity = ({ value, low, high }: { value: string | null; low: string | null; high: string | null }) =>
  `${String(value)} [${String(low)}, ${String(high)})`;

const textOf = (says: Says, looksAt: readonly (keyof Says)[]): string =>
  looksAt.flatMap((side) => (says[side] === undefined ? [] : [`${side} ${says[side]}`])).join('; ');
