import type { Flag } from '@silkgauge/growth';
import { useWords } from '../words/language.tsx';
import { flagMeaning, flagText } from './figure-words.ts';
import { figuresOfFlag, namesOfFigures, type Flagged, type FigureName } from './flagged.ts';

interface FlagsProps {
  readonly of: Flagged;
  /** Figures whose prints conflict, by the explanation of the state. */
  readonly inConflict?: readonly FigureName[];
}

/** Flags of a state, with the figures that they are of where that is told; meanings are tooltips, and read out. */
export function Flags({ of, inConflict = [] }: FlagsProps) {
  const words = useWords();
  const { t } = words;
  if (of.flags.length === 0) return null;
  const figuresOf = (flag: Flag) =>
    flag === 'conflicting-prints' && inConflict.length > 0 ? inConflict : figuresOfFlag(of, flag);
  return (
    <ul className="flags">
      {of.flags.map((flag) => {
        const figures = namesOfFigures(figuresOf(flag), words);
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
