import { type UseFormReturn, useForm } from 'react-hook-form';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { client } from '../../lib/queries';
import { saving } from '../../lib/saving';
import { t as common } from '../../lib/text';
import type { EmbeddingSettingsView, EmbeddingsView, EmbeddingVerdict } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmButton } from '../../ui/dialog';
import { InputField } from '../../ui/field';
import { FormSaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { TryIt } from '../../ui/try-it';
import { type Fields, toFields, toSettings } from './fields';
import { t } from './text';

interface Props {
  settings: EmbeddingSettingsView | null;
  /** It was given up: saving what stands there begins anew. */
  hasFailed: boolean;
}

/** Which model is asked, and a try of it before it is. */
export function ModelForm({ settings, hasFailed }: Props) {
  const form = useForm<Fields>({ defaultValues: toFields(settings) });
  const { errors, isDirty, isSubmitting } = form.formState;
  const { register } = form;
  const save = saving(form, async (fields) => {
    const saved = await call<EmbeddingsView>('PUT', '/api/embeddings', toSettings(fields));
    client.setQueryData(['embeddings'], saved);
    form.reset(toFields(saved.settings ?? null));
    toast(common('done.saved'));
  });
  const needed = (it: string) => it.trim() !== '' || t('model.needed');
  const plain = { autoComplete: 'off', spellCheck: false, dir: 'ltr' } as const;
  return (
    <form onSubmit={save} noValidate>
      <Card title={t('model.title')} about={t('model.about')}>
        <div className="grid gap-4 md:grid-cols-2">
          <InputField
            label={t('model.address')}
            hint={t('model.address_hint')}
            error={errors.address?.message}
            {...plain}
            {...register('address', { validate: needed })}
          />
          <InputField
            label={t('model.model')}
            hint={t('model.model_hint')}
            error={errors.model?.message}
            {...plain}
            {...register('model', { validate: needed })}
          />
          <InputField
            label={t('model.key')}
            hint={t(settings?.has_key ? 'model.key_set' : 'model.key_hint')}
            error={errors.key?.message}
            type="password"
            placeholder={settings?.has_key ? '••••••••' : undefined}
            {...plain}
            autoComplete="new-password"
            {...register('key')}
          />
        </div>
        <fieldset className="mt-5">
          <legend className="text-sm font-medium">{t('model.prefixes')}</legend>
          <p className="mb-3 text-sm text-muted">{t('model.prefixes_about')}</p>
          <div className="grid gap-4 md:grid-cols-2">
            <InputField
              label={t('model.query_prefix')}
              hint={t('model.query_prefix_hint')}
              error={errors.query_prefix?.message}
              {...plain}
              {...register('query_prefix')}
            />
            <InputField
              label={t('model.passage_prefix')}
              hint={t('model.passage_prefix_hint')}
              error={errors.passage_prefix?.message}
              {...plain}
              {...register('passage_prefix')}
            />
          </div>
        </fieldset>
        <Try form={form} />
        {hasFailed && !isDirty && (
          <Button className="mt-4" busy={isSubmitting} onClick={() => void save()}>
            {common('do.try_again')}
          </Button>
        )}
        <p className="mt-4 text-sm text-muted">{t('model.cost')}</p>
      </Card>
      <div className="mb-6">
        <FormSaveRow form={form} onSave={save}>
          {settings && <Stop model={settings.model} onStopped={() => form.reset(toFields(null))} />}
        </FormSaveRow>
      </div>
    </form>
  );
}

/** Embeds one sentence by what stands in the form. */
function Try({ form }: { form: UseFormReturn<Fields> }) {
  return (
    <TryIt
      form={form}
      send={(fields) => call<EmbeddingVerdict>('POST', '/api/embeddings/test', toSettings(fields))}
      words={{
        try: t('model.try'),
        trying: t('model.trying'),
        works: t('model.works'),
        fails: t('model.fails'),
      }}
    />
  );
}

function Stop({ model, onStopped }: { model: string; onStopped: () => void }) {
  const stop = () =>
    attempt(async () => {
      await call('DELETE', '/api/embeddings');
      onStopped();
      await client.invalidateQueries({ queryKey: ['embeddings'] });
    });
  return (
    <ConfirmButton
      verb={t('model.stop')}
      title={t('model.stop_title')}
      effect={t('model.stop_effect', { model })}
      onConfirm={stop}
    />
  );
}
