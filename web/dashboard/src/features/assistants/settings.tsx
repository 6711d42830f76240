import { useForm } from 'react-hook-form';
import { saveAssistant } from '../../lib/assistants';
import { lines, sites } from '../../lib/lines';
import { t } from '../../lib/page-text';
import { saving } from '../../lib/saving';
import type { AssistantView } from '../../lib/wire';
import { Card } from '../../ui/card';
import { InputField, TextField } from '../../ui/field';
import { FormSaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { SitesField } from './sites';

interface Fields {
  name: string;
  suggestions: string;
  sites: string;
}

function toFields(it: AssistantView): Fields {
  return {
    name: it.name,
    suggestions: it.suggestions.join('\n'),
    sites: it.allowed_sites.join('\n'),
  };
}

/** What it is called, what it proposes, and where it may appear. */
export function AssistantForm({ assistant }: { assistant: AssistantView }) {
  const form = useForm<Fields>({
    // A site that is allowed below appears here, and what is being written stays.
    values: toFields(assistant),
    resetOptions: { keepDirtyValues: true },
  });
  const { errors } = form.formState;
  const keep = async (fields: Fields) => {
    const changed = await saveAssistant(assistant.id, {
      name: fields.name.trim(),
      suggestions: lines(fields.suggestions),
      allowed_sites: sites(fields.sites),
    });
    form.reset(toFields(changed));
    toast(t('done.saved'));
  };
  const save = saving(form, keep, (name) =>
    name.startsWith('allowed_sites') ? 'sites' : (name.split(/[.[]/)[0] ?? name),
  );
  return (
    <form onSubmit={save} noValidate>
      <Card title={t('assistant.look')} about={t('assistant.look_about')}>
        <div className="flex flex-col gap-4">
          <InputField
            label={t('assistant.name')}
            hint={t('assistant.name_hint')}
            error={errors.name?.message}
            {...form.register('name', { validate: (it) => it.trim() !== '' || t('field.needed') })}
          />
          <TextField
            label={t('assistant.suggestions')}
            hint={t('assistant.suggestions_hint')}
            error={errors.suggestions?.message}
            {...form.register('suggestions')}
          />
        </div>
      </Card>
      <Card title={t('assistant.sites')} about={t('assistant.sites_about')}>
        <SitesField form={form} />
      </Card>
      <div className="mb-6">
        <FormSaveRow form={form} onSave={save} />
      </div>
    </form>
  );
}
