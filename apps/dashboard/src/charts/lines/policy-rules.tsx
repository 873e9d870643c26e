import { useWords } from '../../words/language.tsx';
import { LIST_LINE, type RuleLayout } from './rule-layout.ts';

/** Labels of policy dates above their lines, or their numbers; each has its name for those who do not see it. */
export function PolicyRules({ rules, top }: { rules: RuleLayout; top: number }) {
  const { t } = useWords();
  return (
    <>
      {rules.drawn.map(({ rule, x, label }) => (
        <g
          key={`${rule.day} ${rule.label}`}
          role="img"
          aria-label={t('chart.rule', {
            day: rule.day,
            label: rule.inPart ? t('chart.inPart', { label: rule.label }) : rule.label,
          })}
          data-rule={rule.day}
        >
          {label.kind === 'text' ? (
            <>
              <path
                className="chart-rule"
                d={`M${String(x)} ${String(top + label.y - 10)}V${String(top + rules.height)}`}
              />
              <text className="chart-rule-text" x={label.x} y={top + label.y}>
                {label.text}
              </text>
            </>
          ) : (
            <>
              <path
                className="chart-rule"
                d={`M${String(label.x)} ${String(top + label.y)}L${String(x)} ${String(top + rules.height)}`}
              />
              <circle className="chart-badge" cx={label.x} cy={top + label.y} r="9" />
              <text className="chart-badge-text" x={label.x} y={top + label.y + 4} textAnchor="middle">
                {label.text}
              </text>
            </>
          )}
        </g>
      ))}
    </>
  );
}

export function RuleList({ rules, top }: { rules: RuleLayout; top: number }) {
  return (
    <>
      {rules.listed.map(({ number, text }, index) => {
        const y = top + index * LIST_LINE;
        return (
          <g key={index}>
            {number !== null && (
              <>
                <circle className="chart-badge" cx="10" cy={y - 4} r="8" />
                <text className="chart-badge-text" x="10" y={y} textAnchor="middle">
                  {number}
                </text>
              </>
            )}
            <text className="chart-rule-text" x="26" y={y}>
              {text}
            </text>
          </g>
        );
      })}
    </>
  );
}
