import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiProblem, explain } from '../../lib/api';
import { LANGUAGES } from '../../lib/languages';
import { t } from '../../lib/page-text';
import type { AssistantView, LanguageName } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, InputField } from '../../ui/field';
import { toast } from '../../ui/toast';
import { copyAssistant, createAssistant } from './acts';

export function CreateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [language, setLanguage] = useState<LanguageName>('en');
  return (
    <Dialog open={open} onClose={onClose} title={t('assistants.new')}>
      <NameForm
        verb={t('assistants.create')}
        onClose={onClose}
        act={(name) => createAssistant({ name, language })}
      >
        <Field label={t('assistants.language')} hint={t('voice.follows_about')}>
          {(ids) => (
            <select
              {...ids}
              className="field"
              value={language}
              onChange={(event) => setLanguage(event.target.value as LanguageName)}
            >
              {LANGUAGES.map((it) => (
                <option key={it} value={it}>
                  {t(`language.${it}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </NameForm>
    </Dialog>
  );
}

interface CopyProps {
  assistant: AssistantView;
  open: boolean;
  onClose: () => void;
}

export function CopyDialog({ assistant, open, onClose }: CopyProps) {
  const { name } = assistant;
  return (
    <Dialog open={open} onClose={onClose} title={t('assistants.copy_title', { name })}>
      <p className="mb-3 text-muted">{t('assistants.copy_about')}</p>
      <NameForm
        initial={t('assistants.copy_name', { name })}
        verb={t('assistants.copy')}
        onClose={onClose}
        act={(copy) => copyAssistant(assistant.id, copy)}
      />
    </Dialog>
  );
}

interface NameFormProps {
  initial?: string;
  verb: string;
  onClose: () => void;
  act: (name: string) => Promise<AssistantView>;
  children?: React.ReactNode;
}

function NameForm({ initial = '', verb, onClose, act, children }: NameFormProps) {
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) {
      setError(t('field.needed'));
      return;
    }
    setBusy(true);
    try {
      const made = await act(name.trim());
      onClose();
      toast(t('assistants.made', { name: made.name }));
      void navigate({ to: '/settings/assistants/$id', params: { id: made.id } });
    } catch (problem) {
      const field = problem instanceof ApiProblem ? problem.problem.fields?.[0]?.detail : undefined;
      setError(field ?? explain(problem, t('error.unreachable')));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <InputField
        label={t('assistant.name')}
        hint={t('assistant.name_hint')}
        error={error}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
      {children}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {verb}
        </Button>
      </div>
    </form>
  );
}
