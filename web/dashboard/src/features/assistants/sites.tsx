import { type UseFormReturn, useForm } from 'react-hook-form';
import { saveAssistant } from '../../lib/assistants';
import { sites as sitesOf, wrongSite } from '../../lib/lines';
import { t } from '../../lib/page-text';
import { saving } from '../../lib/saving';
import type { AssistantView } from '../../lib/wire';
import { TextField } from '../../ui/field';
import { FormSaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';

interface Fields {
  sites: string;
}

/** Where the chat may appear, as a field of any form that has one. */
export function SitesField<F extends Fields>({ form: any }: { form: UseFormReturn<F> }) {
  const form = any as unknown as UseFormReturn<Fields>;
  return (
    <TextField
      label={t('assistant.sites_label')}
      hint={t('assistant.sites_hint')}
      error={form.formState.errors.sites?.message}
      placeholder="https://shop.example"
      className="font-mono"
      {...form.register('sites', {
        validate: (it) => {
          const wrong = wrongSite(it);
          return wrong === null || t('assistant.sites_wrong', { site: wrong });
        },
      })}
    />
  );
}

interface Props {
  assistant: AssistantView;
  onSaved: () => void;
}

/** Where the chat may appear, and nothing else. */
export function Sites({ assistant, onSaved }: Props) {
  const form = useForm<Fields>({ values: { sites: assistant.allowed_sites.join('\n') } });
  const keep = async ({ sites }: Fields) => {
    await saveAssistant(assistant.id, { allowed_sites: sitesOf(sites) });
    toast(t('done.saved'));
    onSaved();
  };
  const save = saving(form, keep, () => 'sites');
  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-3">
      <SitesField form={form} />
      <FormSaveRow form={form} onSave={save} />
    </form>
  );
}
