import type { Subscription } from '@silkgauge/contract';
import { useId, useState, type SubmitEvent } from 'react';
import type { Filter } from '../address/address.ts';
import { ApiRefusal, postJson } from '../api/client.ts';
import { useWords, type Words } from '../words/language.tsx';
import { NothingSelected, shownSets } from './shown-sets.ts';
import { subscriptionFilters } from './subscription-filters.ts';

interface SubscribeProps {
  readonly filter: Filter;
  readonly period: string | null;
  /** The series of the headline, subscribed to where no filter is chosen; undefined until it is known, which keeps the button's place. */
  readonly main: Filter | null | undefined;
}

/** Makes a subscription to the figures that the page shows, with the key of the page where one is needed. */
export function Subscribe({ filter, period, main }: SubscribeProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const shown = Object.keys(filter).length > 0 ? filter : main;
  if (shown === null) return null;
  if (isOpen && shown) return <SubscribeForm filter={shown} period={period} onClose={() => setOpen(false)} />;
  return (
    <button type="button" disabled={!shown} onClick={() => setOpen(true)}>
      {t('subscribe.open')}
    </button>
  );
}

interface SubscribeFormProps extends Pick<SubscribeProps, 'filter' | 'period'> {
  readonly onClose: () => void;
}

function SubscribeForm({ filter, period, onClose }: SubscribeFormProps) {
  const { t } = useWords();
  const [made, setMade] = useState<Subscription | null>(null);
  const [trouble, setTrouble] = useState('');
  const [isAsking, setAsking] = useState(false);
  const sinkId = useId();
  const subscribe = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sink = new FormData(event.currentTarget).get('sink');
    setTrouble('');
    setMade(null);
    setAsking(true);
    try {
      const filters = subscriptionFilters(await shownSets(filter), period);
      if (filters === null) setTrouble(t('subscribe.no-dialect'));
      else setMade(await postJson<Subscription>('/v1/subscriptions', { sink, protocol: 'HTTP', filters }));
    } catch (error) {
      setTrouble(whyNot(error, t));
    } finally {
      setAsking(false);
    }
  };
  return (
    <form className="subscribe" onSubmit={(event) => void subscribe(event)}>
      <label htmlFor={sinkId}>{t('subscribe.sink')}</label>
      <input id={sinkId} name="sink" type="url" required placeholder="https://example.org/growth" />
      <button type="submit" disabled={isAsking} aria-busy={isAsking}>
        {t('subscribe.make')}
      </button>
      <button type="button" onClick={onClose}>
        {t('word.close')}
      </button>
      <p role="alert" className={trouble === '' ? 'unseen' : 'trouble'}>
        {trouble}
      </p>
      {made && <Made subscription={made} />}
    </form>
  );
}

/** The subscription as made; its secret is shown here and nowhere else. */
function Made({ subscription: { id, status, secret = '' } }: { readonly subscription: Subscription }) {
  const { t } = useWords();
  return (
    <div role="status" className="told">
      <p>{t(status === 'active' ? 'subscribe.active' : 'subscribe.pending', { id })}</p>
      <p>
        {t('subscribe.secret')} <code>{secret}</code>
      </p>
    </div>
  );
}

function whyNot(error: unknown, t: Words['t']): string {
  if (error instanceof NothingSelected) return t('find.save-nothing');
  if (!(error instanceof ApiRefusal)) return t('subscribe.away');
  return t('subscribe.refused', { why: error.message });
}
