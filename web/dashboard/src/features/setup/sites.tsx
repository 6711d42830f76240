import { useForm } from 'react-hook-form';
import { call, explain } from '../../lib/api';
import { sites as sitesOf, wrongSite } from '../../lib/lines';
import { takeAssistant } from '../../lib/queries';
import { t } from '../../lib/text';
import type { AssistantView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { LeaveGuard } from '../../ui/leave-guard';
import { toast } from '../../ui/toast';

interface Props {
  assistant: AssistantView;
  onSaved: () => void;
}

/** Where the chat may appear, and nothing else. */
export function Sites({ assistant, onSaved }: Props) {
  const form = useForm({ values: { sites: assistant.allowed_sites.join('\n') } });
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async ({ sites }) => {
    try {
      const change = { allowed_sites: sitesOf(sites) };
      takeAssistant(await call<AssistantView>('PATCH', `/api/assistants/${assistant.id}`, change));
      toast(t('done.saved'));
      onSaved();
    } catch (error) {
      form.setError('sites', { message: explain(error, t('error.unreachable')) });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col items-start gap-3">
      <LeaveGuard unsaved={isDirty && !isSubmitting} />
      <div className="w-full">
        <TextField
          label={t('assistant.sites_label')}
          hint={t('assistant.sites_hint')}
          error={errors.sites?.message}
          placeholder="https://shop.example"
          className="font-mono"
          {...form.register('sites', {
            validate: (it) => {
              const wrong = wrongSite(it);
              return wrong === null || t('assistant.sites_wrong', { site: wrong });
            },
          })}
        />
      </div>
      <Button type="submit" look="primary" busy={isSubmitting} disabled={!isDirty}>
        {t('do.save')}
      </Button>
    </form>
  );
}
