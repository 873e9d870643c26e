import { useWords } from '../../words/language.tsx';
import { ruleLabel } from './over-time-layout.ts';
import { LIST_LINE, type RuleLayout } from './rule-layout.ts';

/** Labels or numbers of policy dates, each with an accessible name. */
export function PolicyRules({ rules, top }: { rules: RuleLayout; top: number }) {
  const words = useWords();
  return (
    <>
      {rules.drawn.map(({ rule, x, label }) => (
        <g
          key={`${rule.day} ${rule.label}`}
          role="img"
          aria-label={words.t('chart.rule', { day: rule.day, label: ruleLabel(rule, words) })}
          data-rule={rule.day}
        >
          {label.kind === 'text' ? (
            <>
              <path className="chart-rule" d={`M${x} ${top + label.y - 10}V${top + rules.height}`} />
              <text className="chart-rule-text" x={label.x} y={top + label.y}>
                {label.text}
              </text>
            </>
          ) : (
            <>
              <path className="chart-rule" d={`M${label.x} ${top + label.y}L${x} ${top + rules.height}`} />
              <Badge x={label.x} y={top + label.y} r={9} text={label.text} />
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
            {number !== null && <Badge x={10} y={y - 4} r={8} text={number} />}
            <text className="chart-rule-text" x="26" y={y}>
              {text}
            </text>
          </g>
        );
      })}
    </>
  );
}

function Badge({ x, y, r, text }: { x: number; y: number; r: number; text: string }) {
  return (
    <>
      <circle className="chart-badge" cx={x} cy={y} r={r} />
      <text className="chart-badge-text" x={x} y={y + 4} textAnchor="middle">
        {text}
      </text>
    </>
  );
}
