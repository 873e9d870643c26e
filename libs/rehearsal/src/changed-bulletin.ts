import { digestOf, nextVersion, type Bulletin, type Sentence, type Telling } from '@silkgauge/bulletin';
import type { Rehearsal } from '@silkgauge/contract';

type Changed = Rehearsal['bulletins'][number];

/**
 * What differs between two tellings of a bulletin, as its next version would have it; null where nothing does.
 * `before` is null for one that was never told, and nothing for one that was taken back.
 */
export function changedBulletin(
  bulletin: string,
  before: Telling | null,
  after: Telling | null,
): Changed | null {
  const last = before && asVersion(bulletin, before);
  const next = nextVersion(last, after, stepOf(bulletin));
  if (!next) return null;
  const [was, is] = [sentencesOf(before), sentencesOf(after)];
  const ids = [...is.keys(), ...[...was.keys()].filter((id) => !is.has(id))];
  const refused = new Set(before?.refused.map(({ id, rule }) => `${id} ${rule}`));
  return {
    bulletin,
    kind: next.kind,
    sentences: ids.flatMap((id) => {
      const [old, now] = [was.get(id), is.get(id)];
      if (old && now && contentOf(old) === contentOf(now)) return [];
      return [{ id, before: textsOf(old), after: textsOf(now) }];
    }),
    refused: (after?.refused ?? [])
      .filter(({ id, rule }) => !refused.has(`${id} ${rule}`))
      .map(({ id, rule, reason }) => ({ id, rule, reason })),
  };
}

/** A sentence in both languages. */
interface Both {
  readonly en: Sentence | undefined;
  readonly zh: Sentence | undefined;
}

function sentencesOf(telling: Telling | null): ReadonlyMap<string, Both> {
  if (!telling) return new Map();
  const [en, zh] = [telling.en, telling.zh].map(({ paragraphs }) =>
    paragraphs.flatMap(({ sentences }) => sentences),
  );
  const inChinese = new Map(zh?.map((one) => [one.id, one]));
  return new Map(en?.map((one) => [one.id, { en: one, zh: inChinese.get(one.id) }]));
}

/** All that is told, without the versions of states. */
const contentOf = (both: Both): string =>
  JSON.stringify(both, (name, value: unknown) => (name === 'version' ? undefined : value));

const textsOf = (both: Both | undefined): Changed['sentences'][number]['before'] =>
  both ? { en: both.en?.text ?? '', zh: both.zh?.text ?? '' } : null;

/** A step that never comes: a rehearsal gives no place in the log, and its corrections are not told. */
const stepOf = (bulletin: string): Parameters<typeof nextVersion>[2] => ({
  ...{ bulletin, sequence: '0', told: '0', knownAt: '1970-01-01T00:00:00.000Z' },
  plan: { source: '', id: '', version: 1 },
  because: { reason: 'rehearsed', causes: [] },
});

function asVersion(bulletin: string, telling: Telling): Bulletin {
  const { because: _, ...step } = stepOf(bulletin);
  return { ...step, ...telling, version: 1, kind: 'first', digest: digestOf(telling), corrections: [] };
}
