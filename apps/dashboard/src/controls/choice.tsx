import { Select, type SelectProps } from './select.tsx';

interface ChoiceProps<Value extends string> extends SelectProps<Value> {
  readonly label: string;
}

/** One of a few: a labelled list. Nothing to choose, nothing shown. */
export function Choice<Value extends string>({ label, ...select }: ChoiceProps<Value>) {
  if (select.options.length < 2) return null;
  return (
    <label className="choice">
      <span>{label}</span>
      <Select {...select} />
    </label>
  );
}
