import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { call } from '../../lib/api';
import { t } from '../../lib/page-text';
import { client, meQuery, promiseQuery } from '../../lib/queries';
import { saving } from '../../lib/saving';
import type { KeptView, PromisesView } from '../../lib/wire';
import { Card } from '../../ui/card';
import { InputField } from '../../ui/field';
import { FormSaveRow } from '../../ui/save-row';
import { Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';

/** What visitors who wait are told, how often it was kept, and an owner's own number. */
export function PromiseSettings() {
  const promises = useQuery(promiseQuery);
  const leads = useQuery(meQuery).data?.role !== 'agent';
  if (promises.isError && !promises.data) {
    return <Failed error={promises.error} onRetry={() => void promises.refetch()} />;
  }
  if (!promises.data) return <Skeletons count={2} />;
  const { made, own, own_minutes, usual_minutes } = promises.data;
  return (
    <Card title={t('promise.title')} about={t('promise.about')}>
      <p className="font-medium">{keptWords(made)}</p>
      {made.warns && <p className="mt-1 text-danger">{t('promise.warns')}</p>}
      {own && <p className="mt-3">{t('promise.own_kept', { kept: keptWords(own) })}</p>}
      {own?.warns && usual_minutes != null && usual_minutes !== own_minutes && (
        <p className="mt-1 text-danger">{t('promise.usual', { count: usual_minutes })}</p>
      )}
      {leads && <OwnNumber minutes={own_minutes ?? null} />}
    </Card>
  );
}

function keptWords({ kept, of, share }: KeptView): string {
  if (share == null) return t('promise.few', { count: of });
  return t('promise.kept', { percent: Math.floor(share * 100), kept, count: of });
}

function OwnNumber({ minutes }: { minutes: number | null }) {
  const values = { minutes: minutes === null ? '' : String(minutes) };
  const form = useForm({ values, resetOptions: { keepDirtyValues: true } });
  const { errors } = form.formState;
  const save = saving(form, async ({ minutes }) => {
    const asked = { minutes: minutes.trim() === '' ? null : Number(minutes) };
    const saved = await call<PromisesView>('PUT', '/api/promise', asked);
    client.setQueryData(promiseQuery.queryKey, saved);
    toast(t('done.saved'));
  });
  return (
    <form className="mt-5" onSubmit={save} noValidate>
      <div className="max-w-60">
        <InputField
          label={t('promise.own')}
          hint={t('promise.own_hint')}
          error={errors.minutes?.message}
          inputMode="numeric"
          autoComplete="off"
          {...form.register('minutes', {
            validate: (it) => /^\d{0,3}$/.test(it.trim()) || t('promise.wrong'),
          })}
        />
      </div>
      <div className="mt-4">
        <FormSaveRow form={form} onSave={save} />
      </div>
    </form>
  );
}
