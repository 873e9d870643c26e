import type { SeriesDimensions } from '@silkgauge/growth';
import { Subscribe } from '../find/subscribe.tsx';
import { useWords } from '../words/language.tsx';
import { filterOf } from '../address/address.ts';
import { FeedLink } from './feed-link.tsx';

/** Ways to hear of changes of a series: its feed, and a subscription. */
export function Follow({ series, period }: { series: SeriesDimensions; period: string }) {
  const { t } = useWords();
  return (
    <section className="follow">
      <h4>{t('cite.follow')}</h4>
      <p className="files">
        <FeedLink series={series} />
      </p>
      <Subscribe filter={filterOf(series)} period={period} main={null} />
    </section>
  );
}
