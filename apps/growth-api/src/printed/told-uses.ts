import type { Language } from '@silkgauge/codelists';
import type { ToldState } from '@silkgauge/bulletin';
import type { Parsed, ServedBulletin } from '@silkgauge/contract';
import { bulletinIn, databaseWorld, type WorldSources } from '@silkgauge/known';
import { readRegisterHistory } from '@silkgauge/read-model';
import type { Bulletins } from '../bulletins/bulletins.ts';
import { readPinnedLink } from './pinned-link.ts';
import { fault, type ToldBy } from './read-registration.ts';
import { usesOf, type ToldUse } from './uses-of.ts';

type Paragraphs = NonNullable<ServedBulletin['en']>['paragraphs'];

/** What sentences are told from, for those who ask for what was told. */
export class WorldFrom implements WorldSources {
  readonly db: WorldSources['db'];
  readonly smallBases: WorldSources['smallBases'];

  constructor(db: WorldSources['db'], smallBases: WorldSources['smallBases']) {
    this.db = db;
    this.smallBases = smallBases;
  }
}

interface Told {
  readonly en: { readonly paragraphs: Paragraphs };
  readonly zh: { readonly paragraphs: Paragraphs };
  /** The place in the log that it is told from. */
  readonly from: string;
}

/** The numbers that a version of a bulletin, or what a pinned address leads to, has in a language. */
export async function toldUses(
  sources: WorldSources,
  bulletins: Bulletins,
  { by, lang }: { readonly by: ToldBy; readonly lang: Language },
): Promise<Parsed<readonly ToldUse[]>> {
  const found = 'link' in by ? await linked(bulletins, by.link) : await versionOf(sources, by);
  if ('faults' in found) return found;
  const {
    [lang]: { paragraphs },
    from,
  } = found.value;
  const reader = databaseWorld(sources, from);
  const states = new Map<string, ToldState>();
  for (const key of keysIn(paragraphs)) {
    const state = await reader.state(key);
    if (state) states.set(key, state);
  }
  return { value: usesOf(paragraphs, states) };
}

const keysIn = (paragraphs: Paragraphs): ReadonlySet<string> =>
  new Set(
    paragraphs.flatMap(({ sentences }) =>
      sentences.flatMap(({ segments }) => segments.flatMap(({ ref }) => ref?.key ?? [])),
    ),
  );

async function versionOf(
  { db }: WorldSources,
  { bulletin, version, sentence }: Exclude<ToldBy, { readonly link: string }>,
): Promise<Parsed<Told>> {
  const [row] = await readRegisterHistory(db, 'bulletin', bulletin, version - 1, 1);
  if (row?.version !== version) {
    const message = `the bulletin has no version ${String(version)}`;
    return {
      faults: [
        fault('unknown-version', message, `take one of /v1/bulletins/${bulletin}/history`, '/told/version'),
      ],
    };
  }
  const { en, zh, told } = bulletinIn(row);
  const asked = ({ paragraphs }: { readonly paragraphs: Paragraphs }) => ({
    paragraphs: paragraphs.map(({ sentences }) => ({
      sentences: sentences.filter(({ id }) => sentence === undefined || id === sentence),
    })),
  });
  return { value: { en: asked(en), zh: asked(zh), from: told } };
}

async function linked(bulletins: Bulletins, link: string): Promise<Parsed<Told>> {
  const to = readPinnedLink(link);
  if (typeof to === 'string') {
    const [message, fix] = LINK_FAULTS[to];
    return { faults: [fault(to, message, fix, '/told/link')] };
  }
  const asOf = { sequence: to.asOf };
  if ('bulletin' in to) {
    const { en, zh, told } = await bulletins.tell(to.bulletin, { asOf, publishedBy: null });
    return { value: { en, zh, from: told ?? to.asOf } };
  }
  const { en, zh, told } = await (to.isHeadline
    ? bulletins.headline(to.state, { asOf, publishedBy: null })
    : bulletins.figure(to.state, asOf));
  return { value: { en, zh, from: told ?? to.asOf } };
}

const LINK_FAULTS = {
  'not-pinned': ['the address has no place in the log', 'add asOf and a sequence, such as ?asOf=96105'],
  'unknown-link': [
    'this is no address of a bulletin or a state',
    'give one of /v1/bulletins/NAME, /v1/growth/KEY/PERIOD, its /explain or /headline, or of the page with why=',
  ],
} as const;
