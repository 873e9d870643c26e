import type { PrintedInput } from '../number/cut.ts';
import type { Evidence, ToldState } from '../world.ts';

interface Rested {
  readonly state: ToldState;
  readonly member: string;
  readonly evidence: Evidence | undefined;
}

/** The prints that a worked-out number of a state rests on. */
export function inputsOf(
  { state, member, evidence }: Rested,
  reading: string | null,
): readonly PrintedInput[] {
  if (!evidence) return [];
  const own = evidence.nodes.filter(({ key, side, shown }) => shown && key === state.key && side === member);
  const exact = own.filter((node) => reading === null || node.reading === reading);
  return printsBehind(
    evidence,
    (exact.length > 0 ? exact : own).map(({ id }) => id),
  );
}

/** The prints that nodes rest on, in order of their identities. */
export function printsBehind(evidence: Evidence, ids: readonly string[]): readonly PrintedInput[] {
  const nodes = new Map(evidence.nodes.map((node) => [node.id, node]));
  const waiting = [...ids];
  const seen = new Set(waiting);
  const found = new Map<string, PrintedInput>();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const print = nodes.get(id)?.print;
    const told = print && evidence.prints.find((one) => one.source === print.source && one.id === print.id);
    if (told?.printed) found.set(`${told.source}#${told.id}`, { ...told, printed: told.printed });
    for (const { from, to } of evidence.edges)
      if (from === id && !seen.has(to)) {
        seen.add(to);
        waiting.push(to);
      }
  }
  return [...found.values()].sort((a, b) => (a.source + a.id < b.source + b.id ? -1 : 1));
}
