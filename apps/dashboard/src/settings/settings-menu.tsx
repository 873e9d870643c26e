import { go } from '../address/use-address.ts';
import { Buttons, Choice } from '../controls/choice.tsx';
import { useWords } from '../words/language.tsx';
import { setSettings, useSettings } from './settings.ts';

const LANGUAGES = [
  { value: 'en', text: 'English', lang: 'en' },
  { value: 'zh', text: '中文', lang: 'zh-CN' },
] as const;

export function SettingsMenu() {
  const { t, language } = useWords();
  const { theme, rising } = useSettings();
  const red = rising === 'auto' ? language === 'zh' : rising === 'red';
  return (
    <div className="settings" role="group" aria-label={t('settings.title')}>
      <Buttons
        className="languages"
        label={t('settings.language')}
        value={language}
        options={LANGUAGES}
        onChoose={(chosen) => go({ language: chosen }, 'replace')}
      />
      <Choice
        label={t('settings.theme')}
        value={theme}
        options={(['auto', 'light', 'dark'] as const).map((value) => ({
          value,
          text: t(`settings.theme.${value}`),
        }))}
        onChoose={(chosen) => setSettings({ theme: chosen })}
      />
      <Choice
        label={t('settings.rising')}
        value={red ? 'red' : 'green'}
        options={(['green', 'red'] as const).map((value) => ({ value, text: t(`settings.rising.${value}`) }))}
        onChoose={(chosen) => setSettings({ rising: chosen })}
      />
    </div>
  );
}
