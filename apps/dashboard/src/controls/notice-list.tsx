import { useWords } from '../words/language.tsx';
import { dateText } from '../words/period.ts';
import { byProgramme, type ListedNotice } from './programmes.ts';

/** Notices, collapsed, with the waves of a programme below one another; hidden without notices. */
export function NoticeList({ notices }: { notices: readonly ListedNotice[] }) {
  const { t } = useWords();
  if (notices.length === 0) return null;
  return (
    <details>
      <summary>
        {t('why.notices')} ({notices.length})
      </summary>
      <ul>
        {byProgramme(notices).map(({ root, waves }) =>
          waves.length === 1 ? (
            waves.map((wave) => <Notice key={root} {...wave} />)
          ) : (
            <li key={root}>
              {t('why.programme', { notice: root, count: waves.length })}
              <ul>
                {waves.map((wave) => (
                  <Notice key={wave.notice} {...wave} />
                ))}
              </ul>
            </li>
          ),
        )}
      </ul>
    </details>
  );
}

function Notice({ notice, day, title, inPart, inPartOfPeriod, before }: ListedNotice) {
  const { t, language } = useWords();
  return (
    <li>
      {day !== null && `${dateText(day, language)}${t('word.colon')}`}
      {title === null ? notice : title} {title !== null && <small>{notice}</small>}
      {before !== null && ` · ${t('why.extends', { notice: before })}`}
      {inPart && ` (${t('why.part')})`}
      {inPartOfPeriod && ` (${t('why.part-of-period')})`}
    </li>
  );
}
