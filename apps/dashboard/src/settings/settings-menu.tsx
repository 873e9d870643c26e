import type { Go } from '../address/use-address.ts';
import { useWords } from '../words/language.tsx';
import { setSettings, useSettings, type Settings } from './settings.ts';

const THEMES = ['auto', 'light', 'dark'] as const satisfies readonly Settings['theme'][];

/** Language, theme, and which colour rises. */
export function SettingsMenu({ go }: { go: Go }) {
  const { t, language } = useWords();
  const { theme, rising } = useSettings();
  const red = rising === 'auto' ? language === 'zh' : rising === 'red';
  return (
    <div className="settings" role="group" aria-label={t('settings.title')}>
      <div className="languages" role="group" aria-label={t('settings.language')}>
        <button
          type="button"
          lang="en"
          aria-pressed={language === 'en'}
          onClick={() => {
            go({ language: 'en' }, 'replace');
          }}
        >
          English
        </button>
        <button
          type="button"
          lang="zh-CN"
          aria-pressed={language === 'zh'}
          onClick={() => {
            go({ language: 'zh' }, 'replace');
          }}
        >
          中文
        </button>
      </div>
      <label>
        <span>{t('settings.theme')}</span>
        <select
          value={theme}
          onChange={({ target }) => {
            setSettings({ theme: target.value as Settings['theme'] });
          }}
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {t(`settings.theme.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('settings.rising')}</span>
        <select
          value={red ? 'red' : 'green'}
          onChange={({ target }) => {
            setSettings({ rising: target.value as Settings['rising'] });
          }}
        >
          <option value="green">{t('settings.rising.green')}</option>
          <option value="red">{t('settings.rising.red')}</option>
        </select>
      </label>
    </div>
  );
}
