import { useWords } from '../words/language.tsx';
import { flagMeaning, flagText } from './figure-words.ts';
import { figuresOfFlag, namesOfFigures, type Flagged } from './flagged.ts';

/** Flags of a state, with the figures that they are of where that is told; meanings are tooltips, and read out. */
export function Flags({ of }: { readonly of: Flagged }) {
  const words = useWords();
  const { t } = words;
  if (of.flags.length === 0) return null;
  return (
    <ul className="flags">
      {of.flags.map((flag) => {
        const figures = namesOfFigures(figuresOfFlag(of, flag), words);
        return (
          <li key={flag} title={flagMeaning(flag, t)}>
            {[flagText(flag, t), ...(figures === '' ? [] : [figures])].join(t('word.colon'))}
            <span className="unseen">{`${t('word.stop')}${flagMeaning(flag, t)}`}</span>
          </li>
        );
      })}
    </ul>
  );
}
