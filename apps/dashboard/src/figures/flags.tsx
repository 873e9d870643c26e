import { useWords } from '../words/language.tsx';
import { flagMeaning, flagText } from './figure-words.ts';

/** Flags of a figure; their meanings are tooltips, and read out. */
export function Flags({ flags }: { flags: readonly string[] }) {
  const { t } = useWords();
  if (flags.length === 0) return null;
  return (
    <ul className="flags">
      {flags.map((flag) => (
        <li key={flag} title={flagMeaning(flag, t)}>
          {flagText(flag, t)}
          <span className="unseen">{`${t('word.colon')}${flagMeaning(flag, t)}`}</span>
        </li>
      ))}
    </ul>
  );
}
