import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { writeAddress, type Address, type Clock, type Filter } from '../address/address.ts';
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
  const { t } = useWords();
  const client = useQueryClient();
  const [copied, setCopied] = useState<'link' | 'here' | 'pin' | null>(null);
  const { clock } = address;
  const goTo = (to: Clock | null) => {
    setCopied(null);
    go({ clock: to });
  };
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
      <DayInput clock={clock} onChange={goTo} />
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
        <Stopped clock={isServed ? clock : null} isPinned={copied === 'pin'} onBack={() => goTo(null)} />
      )}
      <span className="unseen" role="status">
        {copied === 'link' && t('find.copied')}
        {copied === 'here' && t('find.link-here')}
      </span>
    </div>
  );
}

interface DayInputProps {
  readonly clock: Clock | null;
  readonly onChange: (clock: Clock | null) => void;
}

function DayInput({ clock, onChange }: DayInputProps) {
  const { t } = useWords();
  return (
    <label>
      <span>{t('clock.label')}</span>
      <input
        type="date"
        value={clock && 'publishedBy' in clock ? clock.publishedBy : ''}
        min="1990-01-01"
        max={new Date().toISOString().slice(0, 10)}
        onChange={({ target: { value } }) => onChange(value === '' ? null : { publishedBy: value })}
      />
    </label>
  );
}

interface StoppedProps {
  /** Null: nothing is said of the clock. */
  readonly clock: Clock | null;
  readonly isPinned: boolean;
  readonly onBack: () => void;
}

/** What a clock that stands still shows, and the way back to the present. */
function Stopped({ clock, isPinned, onBack }: StoppedProps) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <button type="button" className="primary" onClick={onBack}>
        {t('clock.back')}
      </button>
      <p className="told" role="status">
        {clock && clockText(clock, words)}
        {isPinned && ` ${t('clock.pinned')}`}
      </p>
    </>
  );
}
