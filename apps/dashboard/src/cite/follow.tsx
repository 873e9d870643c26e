import type { SeriesDimensions } from '@silkgauge/growth';
import { filterOf, filterQuery } from '../address/address.ts';
import { path } from '../api/client.ts';
import { useCredential } from '../api/credential.ts';
import { Subscribe } from '../find/subscribe.tsx';
import { useWords } from '../words/language.tsx';

interface FollowProps {
  readonly series: SeriesDimensions;
  readonly period: string;
}

/** Ways to hear of a series, folded away below a card; its name is told where several stand on the page. */
export function FollowCard({ name, ...followed }: FollowProps & { readonly name: string }) {
  const { t } = useWords();
  return (
    <details className="follow">
      <summary>
        {t('cite.follow')}
        <span className="unseen">
          {t('word.colon')}
          {name}
        </span>
      </summary>
      <Ways {...followed} />
    </details>
  );
}

/** Ways to hear of a series, as a section of its own. */
export function Follow(followed: FollowProps) {
  const { t } = useWords();
  return (
    <section>
      <h4>{t('cite.follow')}</h4>
      <Ways {...followed} />
    </section>
  );
}

/** The feed of revisions, the calendar of the reporter's releases, and a subscription. */
function Ways({ series, period }: FollowProps) {
  const { t, language } = useWords();
  const { key } = useCredential();
  const filter = filterOf(series);
  return (
    <>
      {/* Readers of feeds and calendars have no key. */}
      {key === null && (
        <p className="files">
          <a
            href={path('/v1/revisions.atom', ...filterQuery(filter), `lang=${language}`)}
            type="application/atom+xml"
          >
            {t('cite.feed')}
          </a>
          <a
            href={path('/v1/releases.ics', `publisher=${encodeURIComponent(series.reporter)}`)}
            type="text/calendar"
          >
            {t('cite.calendar')}
          </a>
        </p>
      )}
      <Subscribe filter={filter} period={period} main={null} />
    </>
  );
}
