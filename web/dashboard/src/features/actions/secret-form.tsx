import { type KeyboardEvent, useState } from 'react';
import { keepSecret } from '../../lib/actions-api';
import { explain } from '../../lib/api';
import { wrongs } from '../../lib/saving';
import { t as common } from '../../lib/text';
import { Button } from '../../ui/button';
import { InputField } from '../../ui/field';
import { toast } from '../../ui/toast';
import { t } from './text';

interface Props {
  /** One whose secret is replaced; a new one otherwise. */
  of?: string;
  onKept: (name: string) => void;
  onCancel?: (() => void) | undefined;
}

/** A secret is typed once; after that only its name is seen. Not a form: it stands within one. */
export function SecretForm({ of, onKept, onCancel }: Props) {
  const [name, setName] = useState(of ?? '');
  const [secret, setSecret] = useState('');
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const keep = async () => {
    setBusy(true);
    try {
      await keepSecret(name.trim(), secret.trim());
      toast(t('secret.kept', { name: name.trim() }));
      setSecret('');
      onKept(name.trim());
    } catch (error) {
      const found = wrongs(error);
      setWrong(found);
      if (Object.keys(found).length === 0) toast(explain(error, common('error.unreachable')));
    } finally {
      setBusy(false);
    }
  };
  const isWhole = name.trim() !== '' && secret.trim() !== '';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !isWhole) return;
    event.preventDefault();
    void keep();
  };
  const plain = { autoComplete: 'off', spellCheck: false, dir: 'ltr', onKeyDown } as const;
  return (
    <div className="grid gap-3 rounded-control border border-line bg-panel p-3 md:grid-cols-2">
      {!of && (
        <InputField
          label={t('secret.name')}
          hint={t('secret.name_hint')}
          error={wrong.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          {...plain}
        />
      )}
      <InputField
        label={t('secret.secret')}
        hint={t('secret.secret_hint')}
        error={wrong.secret}
        type="password"
        value={secret}
        onChange={(event) => setSecret(event.target.value)}
        {...plain}
        autoComplete="new-password"
      />
      <div className="flex flex-wrap items-end gap-2">
        <Button look="primary" busy={busy} disabled={!isWhole} onClick={() => void keep()}>
          {t(of ? 'secret.replace' : 'secret.keep')}
        </Button>
        {onCancel && <Button onClick={onCancel}>{common('do.cancel')}</Button>}
      </div>
    </div>
  );
}
