import { Controller, useForm } from 'react-hook-form';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { modelsQuery } from '../../lib/models';
import { client } from '../../lib/queries';
import { saving } from '../../lib/saving';
import { t as common } from '../../lib/text';
import type { ModelPlace, ModelSettingsView, ModelsView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmButton } from '../../ui/dialog';
import { InputField } from '../../ui/field';
import { FormSaveRow } from '../../ui/save-row';
import { Segments } from '../../ui/segments';
import { toast } from '../../ui/toast';
import { ADDRESSES, type Fields, PROVIDERS, toFields, toSettings } from './fields';
import { t } from './text';
import { Try } from './try';

interface Props {
  assistant: string;
  place: ModelPlace;
  settings: ModelSettingsView | null;
  /** What happens once it is not wanted any more. */
  onFold?: () => void;
}

/** Which model writes, and a try of it before it does. */
export function ModelForm({ assistant, place, settings, onFold }: Props) {
  const form = useForm<Fields>({ defaultValues: toFields(settings) });
  const { errors } = form.formState;
  const { register } = form;
  const path = `/api/assistants/${assistant}/models/${place}`;
  const save = saving(form, async (fields) => {
    const saved = await call<ModelsView>('PUT', path, toSettings(fields));
    client.setQueryData(modelsQuery(assistant).queryKey, saved);
    form.reset(toFields(saved[place].settings ?? null));
    toast(common('done.saved'));
  });
  const stopped = () => {
    form.reset(toFields(null));
    onFold?.();
    void client.invalidateQueries({ queryKey: modelsQuery(assistant).queryKey });
  };
  const plain = { autoComplete: 'off', spellCheck: false, dir: 'ltr' } as const;
  const extra = errors.temperature ?? errors.tokens_max;
  return (
    <form onSubmit={save} noValidate>
      <Card
        title={t(place === 'first' ? 'writes.title' : 'writes.again')}
        about={t(place === 'first' ? 'writes.about' : 'writes.again_about')}
      >
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
        <FormSaveRow form={form} onSave={save}>
          {settings ? (
            <Stop path={path} place={place} onStopped={stopped} />
          ) : (
            onFold && <Button onClick={onFold}>{t('writes.fold')}</Button>
          )}
        </FormSaveRow>
      </div>
    </form>
  );
}

interface StopProps {
  path: string;
  place: ModelPlace;
  onStopped: () => void;
}

function Stop({ path, place, onStopped }: StopProps) {
  const stop = () =>
    attempt(async () => {
      await call('DELETE', path);
      onStopped();
    });
  return (
    <ConfirmButton
      verb={t('writes.stop')}
      title={t(`writes.stop_${place}`)}
      effect={t(`writes.stop_${place}_effect`)}
      onConfirm={stop}
    />
  );
}
