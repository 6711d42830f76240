import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { ApiProblem, call, explain } from '../../lib/api';
import { lines } from '../../lib/lines';
import { client, identityQuery } from '../../lib/queries';
import { t } from '../../lib/text';
import type { ChangeIdentity, IdentityView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Toggle } from '../../ui/choice';
import { CopyBox } from '../../ui/copy';
import { cx } from '../../ui/cx';
import { TextField } from '../../ui/field';
import { LeaveGuard } from '../../ui/leave-guard';
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
          onChange={(allow_hash) => void attempt({ allow_hash })}
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
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async ({ names }) => {
    try {
      const changed = await save({ signed_only: lines(names) });
      form.reset({ names: changed.signed_only.join('\n') });
      toast(t('done.saved'));
    } catch (error) {
      const wrong = error instanceof ApiProblem ? error.problem.fields?.[0] : undefined;
      if (wrong) form.setError('names', { message: wrong.detail }, { shouldFocus: true });
      else toast(explain(error, t('error.unreachable')));
    }
  });
  return (
    <Card title={t('visitors.only')} about={t('visitors.only_about')}>
      <form onSubmit={submit} noValidate>
        <LeaveGuard unsaved={isDirty && !isSubmitting} />
        <TextField
          label={t('visitors.only_label')}
          hint={t('visitors.only_hint')}
          error={errors.names?.message}
          className="font-mono"
          placeholder={'vip\nplan'}
          {...form.register('names')}
        />
        <div className="mt-3 flex justify-end gap-3">
          <Button disabled={!isDirty} onClick={() => form.reset()}>
            {t('do.discard')}
          </Button>
          <Button type="submit" look="primary" busy={isSubmitting} disabled={!isDirty}>
            {t('do.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

async function save(change: ChangeIdentity): Promise<IdentityView> {
  const changed = await call<IdentityView>('PATCH', '/api/identity', change);
  client.setQueryData(identityQuery.queryKey, changed);
  return changed;
}

async function attempt(change: ChangeIdentity): Promise<void> {
  try {
    await save(change);
    toast(t('done.saved'));
  } catch (error) {
    toast(explain(error, t('error.unreachable')));
  }
}
