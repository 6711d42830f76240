import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { lines } from '../../lib/lines';
import { t } from '../../lib/page-text';
import { client, identityQuery } from '../../lib/queries';
import { saving } from '../../lib/saving';
import type { ChangeIdentity, IdentityView } from '../../lib/wire';
import { Card } from '../../ui/card';
import { Toggle } from '../../ui/choice';
import { CopyBox } from '../../ui/copy';
import { cx } from '../../ui/cx';
import { TextField } from '../../ui/field';
import { FormSaveRow } from '../../ui/save-row';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { SigningKeys } from './signing-keys';
import { BACKENDS, PAGE } from './snippets';

/** How visitors prove who they are. */
export function VisitorSettings() {
  const found = useQuery(identityQuery);
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeletons count={4} />;
  const identity = found.data;
  return (
    <>
      <Card title={t('visitors.keys')} about={t('visitors.keys_about')}>
        {identity.keys.length === 0 && (
          <Empty
            icon={<KeyRound size={20} aria-hidden />}
            title={t('visitors.keys_empty')}
            className="py-6"
          />
        )}
        <SigningKeys keys={identity.keys} />
      </Card>
      <Card title={t('visitors.backend')} about={t('visitors.backend_about')}>
        <Backend />
      </Card>
      <SignedOnly identity={identity} />
      <Card title={t('visitors.weak')}>
        <Toggle
          label={t('visitors.hash')}
          about={t('visitors.hash_about')}
          on={identity.allow_hash}
          onChange={(allow_hash) => void allow(allow_hash)}
        />
      </Card>
    </>
  );
}

function Backend() {
  const [chosen, choose] = useState<(typeof BACKENDS)[number]['name']>('Node');
  const backend = BACKENDS.find((it) => it.name === chosen) ?? BACKENDS[0];
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="inline-flex self-start rounded-control border border-line bg-bg p-0.5">
        <legend className="sr-only">{t('visitors.languages')}</legend>
        {BACKENDS.map(({ name }) => (
          <label
            key={name}
            className={cx(
              'flex min-h-7 cursor-pointer items-center rounded-[5px] px-3 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-10',
              chosen === name ? 'bg-raised shadow-card' : 'text-muted',
            )}
          >
            <input
              type="radio"
              name="backend"
              className="sr-only"
              checked={chosen === name}
              onChange={() => choose(name)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <CopyBox text={backend.code} label={backend.name} />
      <CopyBox text={PAGE} label={t('visitors.page')} />
    </div>
  );
}

function SignedOnly({ identity }: { identity: IdentityView }) {
  const form = useForm({ defaultValues: { names: identity.signed_only.join('\n') } });
  const { errors } = form.formState;
  const keep = async ({ names }: { names: string }) => {
    const changed = await change({ signed_only: lines(names) });
    form.reset({ names: changed.signed_only.join('\n') });
    toast(t('done.saved'));
  };
  const save = saving(form, keep, () => 'names');
  return (
    <Card title={t('visitors.only')} about={t('visitors.only_about')}>
      <form onSubmit={save} noValidate className="flex flex-col gap-3">
        <TextField
          label={t('visitors.only_label')}
          hint={t('visitors.only_hint')}
          error={errors.names?.message}
          className="font-mono"
          placeholder={'vip\nplan'}
          {...form.register('names')}
        />
        <FormSaveRow form={form} onSave={save} />
      </form>
    </Card>
  );
}

async function change(to: ChangeIdentity): Promise<IdentityView> {
  const changed = await call<IdentityView>('PATCH', '/api/identity', to);
  client.setQueryData(identityQuery.queryKey, changed);
  return changed;
}

function allow(allow_hash: boolean): Promise<void> {
  return attempt(async () => {
    await change({ allow_hash });
    toast(t('done.saved'));
  });
}
