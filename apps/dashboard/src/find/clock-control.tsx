import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { writeAddress, type Address, type Filter } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { newestSequence } from '../api/live-cache.ts';
import { copyText } from '../controls/copy-text.ts';
import { useWords } from '../words/language.tsx';
import { clockText } from '../words/clock-text.ts';
import { SaveSelection } from './save-selection.tsx';
import { Subscribe } from './subscribe.tsx';

interface ClockControlProps {
  readonly address: Address;
  /** False: the API refused the clock, so nothing is said of it. */
  readonly isServed: boolean;
  /** The series of the headline; undefined until it is known. */
  readonly main: Filter | null | undefined;
}

/** Sets `publishedBy` for the whole page; a pinned link sets `asOf` to the newest sequence shown. */
export function ClockControl({ address, isServed, main }: ClockControlProps) {
  const words = useWords();
  const { t } = words;
  const client = useQueryClient();
  const [copied, setCopied] = useState<'link' | 'here' | 'pin' | null>(null);
  const { clock } = address;
  const day = clock && 'publishedBy' in clock ? clock.publishedBy : '';
  const pin = async () => {
    const sequence = newestSequence(client);
    if (sequence === null) return;
    const target = writeAddress({ ...address, clock: { asOf: sequence } });
    if (await copyText(new URL(target, location.origin).href)) setCopied('pin');
    go({ clock: { asOf: sequence } });
  };
  const copy = () => void copyText(location.href).then((isCopied) => setCopied(isCopied ? 'link' : 'here'));
  return (
    <div className="clock">
      <label>
        <span>{t('clock.label')}</span>
        <input
          type="date"
          value={day}
          min="1990-01-01"
          max={new Date().toISOString().slice(0, 10)}
          onChange={({ target }) => {
            setCopied(null);
            go({ clock: target.value === '' ? null : { publishedBy: target.value } });
          }}
        />
      </label>
      <button type="button" onClick={copy}>
        {t(copied === 'link' ? 'find.copied' : copied === 'here' ? 'find.link-here' : 'find.copy')}
      </button>
      <SaveSelection filter={address.filter} main={main} />
      <Subscribe filter={address.filter} period={address.period} main={main} />
      {clock === null ? (
        <button type="button" onClick={() => void pin()}>
          {t('clock.pin')}
        </button>
      ) : (
        <>
          <button
            type="button"
            className="primary"
            onClick={() => {
              setCopied(null);
              go({ clock: null });
            }}
          >
            {t('clock.back')}
          </button>
          <p className="told" role="status">
            {isServed && clockText(clock, words)}
            {copied === 'pin' && ` ${t('clock.pinned')}`}
          </p>
        </>
      )}
      <span className="unseen" role="status">
        {copied === 'link' && t('find.copied')}
        {copied === 'here' && t('find.link-here')}
      </span>
    </div>
  );
}
