import type { ReactNode } from 'react';

interface Option<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly lang?: string;
}

interface OptionsProps<Value extends string> {
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChoose: (value: Value) => void;
}

export function Select<Value extends string>({ value, options, onChoose }: OptionsProps<Value>) {
  return (
    <select
      value={value}
      onChange={({ target }) => {
        const chosen = options.find((option) => option.value === target.value);
        if (chosen) onChoose(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

type LabelledProps<Value extends string> = OptionsProps<Value> & { readonly label: string };

/** A labelled list; hidden with fewer than two options. */
export function Choice<Value extends string>({ label, ...select }: LabelledProps<Value>) {
  if (select.options.length < 2) return null;
  return (
    <label className="choice">
      <span>{label}</span>
      <Select {...select} />
    </label>
  );
}

export function Buttons<Value extends string>(props: LabelledProps<Value> & { readonly className: string }) {
  const { className, label, value, options, onChoose } = props;
  return (
    <div className={className} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          lang={option.lang}
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}

interface CheckProps {
  readonly className?: string;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
  readonly children: ReactNode;
}

export function Check({ className, checked, onCheck, children }: CheckProps) {
  return (
    <label className={className}>
      <input type="checkbox" checked={checked} onChange={({ target }) => onCheck(target.checked)} />
      {children}
    </label>
  );
}
