import { useState } from 'react';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { call, explain } from '../../lib/api';
import { client } from '../../lib/queries';
import { saving, wrongs } from '../../lib/saving';
import { t as common } from '../../lib/text';
import type { ModelSettingsView, ModelVerdict, ModelView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Confirm } from '../../ui/dialog';
import { InputField } from '../../ui/field';
import { SaveRow } from '../../ui/save-row';
import { Segments } from '../../ui/segments';
import { toast } from '../../ui/toast';
import { Verdict } from '../../ui/verdict';
import { ADDRESSES, type Fields, PROVIDERS, toFields, toSettings } from './fields';
import { t } from './text';

interface Props {
  assistant: string;
  settings: ModelSettingsView | null;
}

/** Which model writes, and a try of it before it does. */
export function ModelForm({ assistant, settings }: Props) {
  const form = useForm<Fields>({ defaultValues: toFields(settings) });
  const { errors, isDirty, isSubmitting } = form.formState;
  const { register } = form;
  const path = `/api/assistants/${assistant}/model`;
  const save = saving(form, async (fields) => {
    const saved = await call<ModelView>('PUT', path, toSettings(fields));
    client.setQueryData(['model', assistant], saved);
    form.reset(toFields(saved.settings ?? null));
    toast(common('done.saved'));
  });
  const plain = { autoComplete: 'off', spellCheck: false, dir: 'ltr' } as const;
  const extra = errors.temperature ?? errors.tokens_max;
  return (
    <form onSubmit={save} noValidate>
      <Card title={t('writes.title')} about={t('writes.about')}>
        <Controller
          control={form.control}
          name="provider"
          render={({ field }) => (
            <Segments
              label={t('writes.provider')}
              hint={t('writes.provider_hint')}
              options={PROVIDERS.map((value) => ({ value, label: t(`writes.${value}`) }))}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <div className="mt-4 grid gap-4 md:grid-cols-2">
          <InputField
            label={t('writes.name')}
            hint={t('writes.name_hint')}
            error={errors.model?.message}
            {...plain}
            {...register('model', {
              validate: (it) => it.trim() !== '' || t('writes.needed'),
            })}
          />
          <InputField
            label={t('writes.key')}
            hint={t(settings?.has_key ? 'writes.key_set' : 'writes.key_hint')}
            error={errors.key?.message}
            type="password"
            placeholder={settings?.has_key ? '••••••••' : undefined}
            {...plain}
            autoComplete="new-password"
            {...register('key')}
          />
          <InputField
            label={t('writes.address')}
            hint={t('writes.address_hint', { address: ADDRESSES[form.watch('provider')] })}
            error={errors.address?.message}
            {...plain}
            {...register('address')}
          />
        </div>
        <details className="mt-4" open={Boolean(extra) || undefined}>
          <summary className="cursor-pointer text-sm font-medium">{t('writes.more')}</summary>
          <div className="mt-2 grid gap-4 md:grid-cols-2">
            <InputField
              label={t('writes.temperature')}
              hint={t('writes.temperature_hint')}
              error={errors.temperature?.message}
              inputMode="decimal"
              {...plain}
              {...register('temperature')}
            />
            <InputField
              label={t('writes.tokens')}
              hint={t('writes.tokens_hint')}
              error={errors.tokens_max?.message}
              inputMode="numeric"
              {...plain}
              {...register('tokens_max')}
            />
          </div>
        </details>
        <Try form={form} path={path} />
      </Card>
      <div className="mb-6">
        <SaveRow unsaved={isDirty} busy={isSubmitting} onDiscard={() => form.reset()} onSave={save}>
          {settings && (
            <Stop
              path={path}
              onStopped={() => {
                form.reset(toFields(null));
                void client.invalidateQueries({ queryKey: ['model', assistant] });
              }}
            />
          )}
        </SaveRow>
      </div>
    </form>
  );
}

/** Asks for a word by what stands in the form, saved or not. */
function Try({ form, path }: { form: UseFormReturn<Fields>; path: string }) {
  const [busy, setBusy] = useState(false);
  const [verdict, setVerdict] = useState<ModelVerdict | null>(null);
  const attempt = form.handleSubmit(async (fields) => {
    setVerdict(null);
    setBusy(true);
    try {
      setVerdict(await call<ModelVerdict>('POST', `${path}/test`, toSettings(fields)));
    } catch (error) {
      const wrong = Object.entries(wrongs(error));
      for (const [name, message] of wrong) form.setError(name as keyof Fields, { message });
      if (wrong.length === 0) toast(explain(error, common('error.unreachable')));
    } finally {
      setBusy(false);
    }
  });
  return (
    <div className="mt-5">
      <Button busy={busy} onClick={() => void attempt()}>
        {busy ? t('writes.trying') : t('writes.try')}
      </Button>
      <div aria-live="polite">
        {verdict && (
          <Verdict good={verdict.works} title={t(verdict.works ? 'writes.works' : 'writes.fails')}>
            <p className="wrap-anywhere">{verdict.detail}</p>
          </Verdict>
        )}
      </div>
    </div>
  );
}

function Stop({ path, onStopped }: { path: string; onStopped: () => void }) {
  const [asking, setAsking] = useState(false);
  const stop = async () => {
    try {
      await call('DELETE', path);
      onStopped();
    } catch (error) {
      toast(explain(error, common('error.unreachable')));
    }
  };
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t('writes.stop')}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('writes.stop_title')}
        effect={t('writes.stop_effect')}
        verb={t('writes.stop')}
        onConfirm={stop}
      />
    </>
  );
}
