import type { Language } from '@silkgauge/codelists';
import { scaledOf } from '@silkgauge/words';
import type { Segment } from '../segment.ts';
import { numeralSegment } from '../tell/number-text.ts';
import { capitalised, mark, NOTHING, say } from '../words/say.ts';
import type { AlertFacts } from './alert-facts.ts';

/** Whether the condition of a rule holds, is left open by the digits, or does not hold; `figure` is told before. */
export function conditionSegments(
  facts: AlertFacts,
  figure: readonly Segment[],
  language: Language,
): readonly Segment[] {
  const { rule } = facts.rule;
  const { state } = facts;
  const count = facts.said.length > 1 ? 'many' : 'one';
  switch (rule.kind) {
    case 'growth-above':
    case 'growth-below': {
      const threshold = boundOf(facts, 'threshold', rule.threshold, 'percent', language);
      return say(language, rule.kind === 'growth-above' ? 'alert-above' : 'alert-below', {
        ...{ state, count, threshold },
      });
    }
    case 'sign-flip':
      return facts.compared.length === 0 ? NOTHING : say(language, 'alert-sign', { state });
    case 'revision': {
      const unit = rule.member === 'level' ? 'percent' : 'points';
      const than = boundOf(facts, 'than', rule.than, unit, language);
      return facts.compared.length === 0 ? NOTHING : say(language, 'alert-differ', { state, than });
    }
    case 'record-high':
      return say(language, 'alert-high', { state });
    case 'record-low':
      return say(language, 'alert-low', { state });
    case 'conflict': {
      if (state === 'resolved') return say(language, 'alert-met');
      const isTold = figure.some((one) => one.type === 'mark' && one.mark === 'conflict');
      const told = capitalised(mark(language, 'conflict'));
      return isTold ? NOTHING : say(language, 'alert-conflict', { mark: told });
    }
    case 'coverage-break':
      return state === 'resolved' ? say(language, 'alert-unbroken') : NOTHING;
  }
}

/** A number of the rule, with the way back to the event that defined it. */
function boundOf(
  { rule: { rule, version, source, id } }: AlertFacts,
  member: 'threshold' | 'than',
  value: string,
  unit: 'percent' | 'points',
  language: Language,
): readonly Segment[] {
  const key = `alert/${rule.rule}`;
  const ref = { key, version, member, reading: null, source, id, printed: value, multiplier: '1' };
  const numeral = { value, shown: scaledOf(value), isFull: true, own: null, unit, isRounded: false };
  return [numeralSegment({ ...numeral, ref: { ...ref, quote: null, document: '', chain: null } }, language)];
}
