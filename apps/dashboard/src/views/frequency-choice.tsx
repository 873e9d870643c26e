import { Choice } from '../controls/choice.tsx';
import { useWords } from '../words/language.tsx';
import type { Frequency } from '../words/period.ts';
import type { ChosenFrequency } from './chart-data/selection.ts';

interface FrequencyChoiceProps {
  readonly of: ChosenFrequency;
  readonly onChoose: (frequency: Frequency) => void;
}

/** Which lengths of periods a chart has. */
export function FrequencyChoice({ of: { frequencies, frequency }, onChoose }: FrequencyChoiceProps) {
  const { t } = useWords();
  return (
    <Choice
      label={t('view.frequency')}
      value={frequency ?? 'A'}
      options={frequencies.map((one) => ({ value: one, text: t(`frequency.${one}`) }))}
      onChoose={onChoose}
    />
  );
}
