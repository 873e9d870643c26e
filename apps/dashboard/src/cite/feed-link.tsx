import type { SeriesDimensions } from '@silkgauge/growth';
import { filterOf, filterQuery } from '../address/address.ts';
import { path } from '../api/client.ts';
import { useCredential } from '../api/credential.ts';
import { useWords } from '../words/language.tsx';

interface FeedLinkProps {
  readonly series: SeriesDimensions;
  /** Told beside a short text, where several stand on the page. */
  readonly name?: string;
}

/** Leads to the feed of revisions of a series; a reader of feeds has no key, so with a key there is none. */
export function FeedLink({ series, name }: FeedLinkProps) {
  const { t, language } = useWords();
  const { key } = useCredential();
  if (key !== null) return null;
  const href = path('/v1/revisions.atom', ...filterQuery(filterOf(series)), `lang=${language}`);
  return (
    <a
      href={href}
      type="application/atom+xml"
      className="follow"
      aria-label={name === undefined ? undefined : `${t('cite.follow')}${t('word.colon')}${name}`}
    >
      {t(name === undefined ? 'cite.feed' : 'cite.follow')}
    </a>
  );
}
