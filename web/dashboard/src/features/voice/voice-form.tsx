import { useForm } from 'react-hook-form';
import { saveAssistant } from '../../lib/assistants';
import { saving } from '../../lib/saving';
import type { AssistantView } from '../../lib/wire';
import { FormSaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { type Fields, toFields, toTold } from './fields';
import { GuidanceFields } from './guidance-fields';
import { t } from './text';
import { VoiceFields } from './voice-fields';

interface Props {
  assistant: AssistantView;
  /** In the guide only what one wants to say at the beginning. */
  isBrief?: boolean;
}

/** Everything that an assistant is told, saved as one version. */
export function VoiceForm({ assistant, isBrief }: Props) {
  const form = useForm<Fields>({
    // What somebody else saves or brings back appears here, and what is being written stays.
    values: toFields(assistant),
    resetOptions: { keepDirtyValues: true },
  });
  const keep = async (fields: Fields) => {
    const { guidance, ...spoken } = toTold(fields);
    const changed = await saveAssistant(assistant.id, isBrief ? spoken : { ...spoken, guidance });
    form.reset(toFields(changed));
    toast(t('told.saved'));
  };
  const save = saving(form, keep, (name) => name.split(/[.[]/)[0] ?? name);
  return (
    <form onSubmit={save} noValidate>
      <VoiceFields form={form} />
      {!isBrief && <GuidanceFields form={form} />}
      <div className="mb-6">
        <FormSaveRow form={form} onSave={save} />
      </div>
    </form>
  );
}
