/** A label of length `size` with the wanted centre `at`, in pixels. */
export interface WantedLabel {
  readonly at: number;
  readonly size: number;
}

interface Block {
  readonly members: readonly number[];
  readonly size: number;
  /** Mean of the starts that the members want. */
  readonly start: number;
}

/**
 * Centres without overlap, in the wanted order, with least squared moves: colliding neighbours become a block
 * at the mean of their wishes (pool adjacent violators). All lie between `low` and `high` if they fit, else
 * begin at `low`.
 */
export function spread(wanted: readonly WantedLabel[], low: number, high: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => atOf(wanted, a) - atOf(wanted, b) || a - b);
  const blocks: Block[] = [];
  const placed = (start: number, size: number) => Math.max(low, Math.min(start, high - size));
  for (const index of order) {
    const size = wanted[index]?.size ?? 0;
    let block: Block = { members: [index], size, start: atOf(wanted, index) - size / 2 };
    for (
      let before = blocks.at(-1);
      before && placed(before.start, before.size) + before.size > placed(block.start, block.size);
      before = blocks.at(-1)
    ) {
      blocks.pop();
      const count = before.members.length + block.members.length;
      block = {
        members: [...before.members, ...block.members],
        size: before.size + block.size,
        start:
          (before.start * before.members.length + (block.start - before.size) * block.members.length) / count,
      };
    }
    blocks.push(block);
  }
  const centres = wanted.map(({ at }) => at);
  for (const block of blocks) {
    let edge = placed(block.start, block.size);
    for (const index of block.members) {
      const size = wanted[index]?.size ?? 0;
      centres[index] = edge + size / 2;
      edge += size;
    }
  }
  return centres;
}

function atOf(wanted: readonly WantedLabel[], index: number): number {
  return wanted[index]?.at ?? 0;
}

/** The labels that overlap no earlier kept label, with `gap` between. */
export function thinned<T extends { readonly at: number; readonly size: number }>(
  labels: readonly T[],
  gap: number,
): readonly T[] {
  const kept: T[] = [];
  for (const label of labels)
    if (kept.every((other) => Math.abs(other.at - label.at) >= (other.size + label.size) / 2 + gap))
      kept.push(label);
  return kept;
}
