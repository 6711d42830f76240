import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { secretsQuery } from '../../lib/actions-api';
import { SecretForm } from './secret-form';
import { t } from './text';

interface Secret {
  name: string;
  prefix?: string;
}

interface Props {
  at: string;
  value: Secret;
  onChange: (value: Secret) => void;
}

const NEW = '\n';

/** Which secret, or a new one that is typed once and never shown again. */
export function SecretPicker({ at, value, onChange }: Props) {
  const secrets = useQuery(secretsQuery).data?.secrets;
  const none = secrets?.length === 0 && value.name === '';
  const [making, setMaking] = useState(false);
  const isKnown = secrets?.some((it) => it.name === value.name);
  const isMaking = making || none;
  return (
    <>
      <input
        aria-label={t('secret.prefix')}
        data-at={`${at}.prefix`}
        className="field w-24 font-mono max-md:flex-1"
        dir="ltr"
        spellCheck={false}
        placeholder={t('secret.prefix_hint')}
        value={value.prefix ?? ''}
        onChange={(event) => onChange({ ...value, prefix: event.target.value })}
      />
      <select
        aria-label={t('secret.which')}
        data-at={`${at}.name`}
        className="field w-auto max-md:w-full"
        value={isMaking ? NEW : value.name}
        onChange={(event) => {
          setMaking(event.target.value === NEW);
          if (event.target.value !== NEW) onChange({ ...value, name: event.target.value });
        }}
      >
        {!isKnown && (
          <option value={value.name}>
            {value.name ? t('secret.lost', { name: value.name }) : t('secret.choose')}
          </option>
        )}
        {secrets?.map((it) => (
          <option key={it.name} value={it.name}>
            {it.name}
          </option>
        ))}
        <option value={NEW}>{t('secret.new')}</option>
      </select>
      {isMaking && (
        <div className="w-full">
          <SecretForm
            onKept={(name) => {
              setMaking(false);
              onChange({ ...value, name });
            }}
            onCancel={none ? undefined : () => setMaking(false)}
          />
        </div>
      )}
    </>
  );
}
