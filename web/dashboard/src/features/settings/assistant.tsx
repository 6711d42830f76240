import { useForm } from 'react-hook-form';
import { ApiProblem, explain } from '../../lib/api';
import { lines, sites, wrongSite } from '../../lib/lines';
import { t } from '../../lib/text';
import type { AssistantView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { InputField, TextField } from '../../ui/field';
import { LeaveGuard } from '../../ui/leave-guard';
import { toast } from '../../ui/toast';
import { saveAssistant } from '../assistants/acts';
import { useAssistant } from '../assistants/page';
import { VoiceFields, type VoiceFieldsOf } from '../assistants/voice-fields';
import { PutOnSite } from '../look/put-on-site';

export function AssistantSettings() {
  const assistant = useAssistant();
  if (!assistant) return null;
  return (
    <>
      <AssistantForm key={assistant.id} assistant={assistant} />
      <PutOnSite assistant={assistant} />
    </>
  );
}

interface Fields extends VoiceFieldsOf {
  name: string;
  greeting: string;
  suggestions: string;
  sites: string;
}

function toFields(it: AssistantView): Fields {
  return {
    name: it.name,
    greeting: it.greeting,
    suggestions: it.suggestions.join('\n'),
    sites: it.allowed_sites.join('\n'),
    tone: it.voice.tone,
    language: it.voice.language,
    follows: it.voice.follows_visitor,
  };
}

/** What it is called, how it speaks, and where. */
export function AssistantForm({ assistant }: { assistant: AssistantView }) {
  const form = useForm<Fields>({
    // A site that is allowed below appears here, and what is being written stays.
    values: toFields(assistant),
    resetOptions: { keepDirtyValues: true },
  });
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async (fields) => {
    try {
      const changed = await saveAssistant(assistant.id, {
        name: fields.name.trim(),
        greeting: fields.greeting.trim(),
        suggestions: lines(fields.suggestions),
        allowed_sites: sites(fields.sites),
        voice: {
          tone: fields.tone,
          language: fields.language,
          follows_visitor: fields.follows,
        },
      });
      form.reset(toFields(changed));
      toast(t('done.saved'));
    } catch (error) {
      refuse(error);
    }
  });
  const refuse = (error: unknown) => {
    const problems = error instanceof ApiProblem ? (error.problem.fields ?? []) : [];
    for (const { field, detail } of problems) {
      const name = field.startsWith('allowed_sites') ? 'sites' : field.split(/[.[]/)[0];
      form.setError(name as keyof Fields, { message: detail }, { shouldFocus: true });
    }
    if (problems.length === 0) toast(explain(error, t('error.unreachable')));
  };
  return (
    <form onSubmit={submit} noValidate>
      <LeaveGuard unsaved={isDirty && !isSubmitting} />
      <Card title={t('assistant.look')} about={t('assistant.look_about')}>
        <div className="flex flex-col gap-4">
          <InputField
            label={t('assistant.name')}
            hint={t('assistant.name_hint')}
            error={errors.name?.message}
            {...form.register('name', { validate: (it) => it.trim() !== '' || t('field.needed') })}
          />
          <TextField
            label={t('assistant.greeting')}
            hint={t('greeting.own_hint')}
            error={errors.greeting?.message}
            {...form.register('greeting')}
          />
          <TextField
            label={t('assistant.suggestions')}
            hint={t('assistant.suggestions_hint')}
            error={errors.suggestions?.message}
            {...form.register('suggestions')}
          />
        </div>
      </Card>
      <VoiceFields form={form} />
      <Card title={t('assistant.sites')} about={t('assistant.sites_about')}>
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
      </Card>
      <div className="mb-6 flex items-center justify-end gap-3">
        {isDirty && <span className="text-sm text-muted">{t('state.unsaved')}</span>}
        <Button disabled={!isDirty} onClick={() => form.reset()}>
          {t('do.discard')}
        </Button>
        <Button type="submit" look="primary" busy={isSubmitting} disabled={!isDirty}>
          {t('do.save')}
        </Button>
      </div>
    </form>
  );
}
