import type { RegisteredNotice, ServedState } from '@silkgauge/contract';

/** A notice as lists show it. */
export interface ListedNotice {
  readonly notice: string;
  /** First day in force; null while the register is not read. */
  readonly day: string | null;
  readonly title: string | null;
  /** Whether the scope is only a part of the series. */
  readonly inPart: boolean;
  /** Whether it began or ended within the period; false beside several periods. */
  readonly inPartOfPeriod: boolean;
  /** The first notice of its programme. */
  readonly root: string;
  /** The notice that it carries further. */
  readonly before: string | null;
}

type NoticeMark = ServedState['notices'][number];

/** What the register says of a notice for a list; without an entry its name alone. */
export function listedNotice(
  { notice, scope, period }: Pick<NoticeMark, 'notice' | 'scope'> & Partial<NoticeMark>,
  entry: Pick<RegisteredNotice, 'data' | 'programme'> | undefined,
): ListedNotice {
  const { data, programme } = entry ?? {};
  return {
    notice,
    day: data?.effectiveFrom.slice(0, 10) ?? null,
    title: data?.title ?? null,
    inPart: scope === 'part',
    inPartOfPeriod: period === 'part',
    root: programme?.root ?? notice,
    before: data?.extends ?? null,
  };
}

/** Notices by programme: programmes in order of their first notice, notices of each in the given order. */
export function byProgramme(
  notices: readonly ListedNotice[],
): readonly { readonly root: string; readonly waves: readonly ListedNotice[] }[] {
  return Array.from(
    Map.groupBy(notices, ({ root }) => root),
    ([root, waves]) => ({ root, waves }),
  );
}
