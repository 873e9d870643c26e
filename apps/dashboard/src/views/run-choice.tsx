import { RUNS_OVER, type RunsOver } from '../address/address.ts';
import { Choice } from '../controls/choice.tsx';
import { useWords } from '../words/language.tsx';

interface RunChoiceProps {
  readonly by: RunsOver;
  readonly onChoose: (by: RunsOver) => void;
}

/** The dimension that bars or panels run over. */
export function RunChoice({ by, onChoose }: RunChoiceProps) {
  const { t } = useWords();
  return (
    <Choice
      label={t('view.by')}
      value={by}
      options={RUNS_OVER.map((one) => ({ value: one, text: t(`dimension.${one}`) }))}
      onChoose={onChoose}
    />
  );
}
