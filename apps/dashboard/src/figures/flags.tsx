import { useWords } from '../words/language.tsx';
import { flagMeaning, flagText } from './figure-words.ts';

/** What has to be known about a figure, in a word; what it means is read out and shown with it. */
export function Flags({ flags }: { flags: readonly string[] }) {
  const { t } = useWords();
  if (flags.length === 0) return null;
  return (
    <ul className="flags">
      {flags.map((flag) => (
        <li key={flag} title={flagMeaning(flag, t)}>
          {flagText(flag, t)}
          <span className="unseen">: {flagMeaning(flag, t)}</span>
        </li>
      ))}
    </ul>
  );
}
