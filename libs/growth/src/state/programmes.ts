import { normalisePeriod, periodBounds } from '../period/period.ts';

/** A published notice, with the notice that it carries further. */
export interface NoticeLink {
  readonly notice: string;
  readonly extends?: string | undefined;
  /** A day, a month or a year. */
  readonly announcedOn: string;
  readonly effectiveFrom: string;
  readonly withdrawn: boolean;
}

/** A notice that extends no other, and all notices that lead to it. */
export interface Programme {
  /** Name of the first notice, which need not be published. */
  readonly root: string;
  /** Names of the notices that stand, by first day in force, then by name. */
  readonly waves: readonly string[];
  /** Whether the notices extend one another in a circle, which is cut at the root. */
  readonly circle: boolean;
}

/**
 * The programme of each notice, in whatever order the notices came. A withdrawn notice still links those that
 * extend it, but is no wave. A circle has no first notice: the one that was announced first counts as root, at
 * one day the least name.
 */
export function programmesOf(notices: Iterable<NoticeLink>): ReadonlyMap<string, Programme> {
  const links = new Map(Array.from(notices, (link) => [link.notice, link]));
  const roots = new Map<string, Omit<Programme, 'waves'>>();
  for (const start of links.keys()) {
    const path = new Set<string>();
    let at = start;
    for (let next: string | undefined = start; next !== undefined; next = links.get(at)?.extends) {
      at = next;
      if (roots.has(at) || path.has(at)) break;
      path.add(at);
    }
    const isCircle = path.has(at) && links.get(at)?.extends !== undefined;
    const root = roots.get(at) ?? (isCircle ? cutAt([...path], at, links) : { root: at, circle: false });
    for (const name of path) roots.set(name, root);
  }
  return withWaves(links, roots);
}

/** The root of the circle that closes at `at`; a path may lead into the circle from outside. */
function cutAt(
  path: readonly string[],
  at: string,
  links: ReadonlyMap<string, NoticeLink>,
): Omit<Programme, 'waves'> {
  const circle = path.slice(path.indexOf(at)).flatMap((name) => links.get(name) ?? []);
  const [first] = circle.sort(byDay(({ announcedOn }) => announcedOn));
  return { root: first?.notice ?? at, circle: true };
}

function withWaves(
  links: ReadonlyMap<string, NoticeLink>,
  roots: ReadonlyMap<string, Omit<Programme, 'waves'>>,
): ReadonlyMap<string, Programme> {
  const standing = [...links.values()].filter(({ withdrawn }) => !withdrawn);
  const waves = Map.groupBy(standing, ({ notice }) => roots.get(notice)?.root);
  const programmes = new Map<string, Programme>();
  return new Map(
    Array.from(roots, ([name, { root, circle }]) => {
      let programme = programmes.get(root);
      if (!programme) {
        const inOrder = (waves.get(root) ?? []).sort(byDay(({ effectiveFrom }) => effectiveFrom));
        programme = { root, circle, waves: inOrder.map(({ notice }) => notice) };
        programmes.set(root, programme);
      }
      return [name, programme];
    }),
  );
}

/** By the first day of a date, then by name in order of code units. */
function byDay(dateOf: (link: NoticeLink) => string): (a: NoticeLink, b: NoticeLink) => number {
  const key = (link: NoticeLink): string => {
    const period = normalisePeriod(dateOf(link));
    return `${(period && periodBounds(period)?.start) ?? ''} ${link.notice}`;
  };
  return (a, b) => (key(a) < key(b) ? -1 : 1);
}
