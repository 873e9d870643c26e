import { useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { setKey, useCredential } from '../api/credential.ts';
import { useWords } from '../words/language.tsx';

/** A key, or a token of an issuer in three parts. What looks like neither would only be refused. */
const CREDENTIAL = /^(?:sgk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}|[\w-]+\.[\w-]+\.[\w-]+)$/;

/** Takes a key, or forgets the present one; what was read is read anew, as answers to one key are for no other. */
function useTakeKey(): (key: string | null) => void {
  const client = useQueryClient();
  return (key) => {
    setKey(key);
    void client.resetQueries();
  };
}

/** Asks for a key where reading is closed, and says what was wrong with the one given before. */
export function KeyForm() {
  const { t } = useWords();
  const { refusal, hasRead } = useCredential();
  const takeKey = useTakeKey();
  const [isMistyped, setMistyped] = useState(false);
  const take = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get('key');
    const key = typeof given === 'string' ? given.trim() : '';
    setMistyped(!CREDENTIAL.test(key));
    if (CREDENTIAL.test(key)) takeKey(key);
  };
  return (
    <form className="key" onSubmit={take}>
      <h2>{t('key.title')}</h2>
      <p role="alert">{t(isMistyped ? 'key.shape' : `key.${refusal ?? 'missing'}`)}</p>
      <label>
        {t('key.label')}{' '}
        <input name="key" type="password" autoComplete="off" spellCheck={false} autoFocus required />
      </label>{' '}
      <button type="submit">{t('key.use')}</button>
      {hasRead && (
        <button type="button" onClick={() => takeKey(null)}>
          {t('key.without')}
        </button>
      )}
      <p>{t('key.kept')}</p>
    </form>
  );
}

/** Forgets the key of this tab; nothing where there is none. */
export function ForgetKey() {
  const { t } = useWords();
  const { key } = useCredential();
  const takeKey = useTakeKey();
  if (key === null) return null;
  return (
    <button type="button" onClick={() => takeKey(null)}>
      {t('key.forget')}
    </button>
  );
}
