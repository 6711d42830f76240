import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import {
  PAIR_ANSWER_CHARS_MAX,
  PAIR_QUESTION_CHARS_MAX,
  PAIR_QUESTIONS_MAX,
  TEXT_CHARS_MAX,
  TITLE_CHARS_MAX,
} from '../../../../../shared/limits';
import { call } from '../../../lib/api';
import { takeSource } from '../../../lib/live/patches';
import { useSaving, type Wrong } from '../../../lib/saving';
import { t } from '../../../lib/text';
import type { SourceView, Written } from '../../../lib/wire';
import { Button, IconButton } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { InputField, TextField } from '../../../ui/field';
import { Failed, Skeletons } from '../../../ui/states';
import { toast } from '../../../ui/toast';
import { writtenQuery } from '../queries';
import { tw } from '../text';

/** What is written: something new of a kind, or what a source holds. */
export type Writing = { kind: Written['is']; source: string | null };

const NEW = {
  text: { is: 'text', title: '', text: '' },
  pair: { is: 'pair', questions: [''], answer: '' },
} as const satisfies Record<Written['is'], Written>;

/** Writes a text, or a question with its answer. */
export function Write({ writing, onClose }: { writing: Writing | null; onClose: () => void }) {
  const verb = writing?.source ? 'edit' : 'add';
  return (
    <Dialog
      open={writing !== null}
      onClose={onClose}
      title={writing ? tw(`written.${verb}_${writing.kind}`) : ''}
      className="w-[min(42rem,calc(100vw-2rem))]"
    >
      {writing?.source && <Edit source={writing.source} onDone={onClose} />}
      {writing && !writing.source && (
        <Form source={null} begin={{ ...NEW[writing.kind] }} onDone={onClose} />
      )}
    </Dialog>
  );
}

function Edit({ source, onDone }: { source: string; onDone: () => void }) {
  const found = useQuery(writtenQuery(source));
  if (found.isPending) return <Skeletons count={3} />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  return <Form source={source} begin={found.data} onDone={onDone} />;
}

interface FormProps {
  source: string | null;
  begin: Written;
  onDone: () => void;
}

function Form({ source, begin, onDone }: FormProps) {
  const [written, setWritten] = useState<Written>(begin);
  const { wrong, busy, submit } = useSaving(async () => {
    const saved = source
      ? await call<SourceView>('PUT', `/api/sources/${source}/written`, written)
      : await call<SourceView>('POST', '/api/sources/written', written);
    takeSource(saved);
    toast(tw('written.saved', { name: saved.name }));
    onDone();
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      {written.is === 'text' ? (
        <TextFields written={written} wrong={wrong} onChange={setWritten} />
      ) : (
        <PairFields written={written} wrong={wrong} onChange={setWritten} />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t('do.cancel')}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {t('do.save_it')}
        </Button>
      </div>
    </form>
  );
}

interface FieldsProps<W> {
  written: W;
  wrong: Wrong;
  onChange: (written: Written) => void;
}

function TextFields({ written, wrong, onChange }: FieldsProps<Extract<Written, { is: 'text' }>>) {
  return (
    <>
      <InputField
        label={tw('written.title')}
        error={wrong.title}
        value={written.title}
        maxLength={TITLE_CHARS_MAX}
        dir="auto"
        onChange={(event) => onChange({ ...written, title: event.target.value })}
      />
      <TextField
        label={tw('written.text')}
        hint={tw('written.text_about')}
        error={wrong.text}
        value={written.text}
        maxLength={TEXT_CHARS_MAX}
        rows={12}
        dir="auto"
        className="max-h-[50dvh]"
        onChange={(event) => onChange({ ...written, text: event.target.value })}
      />
    </>
  );
}

function PairFields({ written, wrong, onChange }: FieldsProps<Extract<Written, { is: 'pair' }>>) {
  const { questions, answer } = written;
  const ask = (questions: string[]) => onChange({ ...written, questions });
  return (
    <>
      <div className="flex max-h-[40dvh] flex-col gap-2 overflow-y-auto p-0.5">
        {questions.map((question, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else to tell them apart.
          <div key={n} className="flex items-end gap-1.5">
            <div className="min-w-0 flex-1">
              <InputField
                label={tw(n === 0 ? 'written.question' : 'written.question_other')}
                hint={n === 0 ? tw('written.question_about') : undefined}
                error={n === 0 ? wrong.questions : undefined}
                value={question}
                maxLength={PAIR_QUESTION_CHARS_MAX}
                dir="auto"
                onChange={(event) => ask(questions.with(n, event.target.value))}
              />
            </div>
            {n > 0 && (
              <IconButton
                label={tw('written.question_remove')}
                onClick={() => ask(questions.toSpliced(n, 1))}
              >
                <X size={16} aria-hidden />
              </IconButton>
            )}
          </div>
        ))}
      </div>
      {questions.length < PAIR_QUESTIONS_MAX && (
        <Button
          small
          className="self-start"
          icon={<Plus size={13} aria-hidden />}
          onClick={() => ask([...questions, ''])}
        >
          {tw('written.question_add')}
        </Button>
      )}
      <TextField
        label={tw('written.answer')}
        hint={tw('written.answer_about')}
        error={wrong.answer}
        value={answer}
        maxLength={PAIR_ANSWER_CHARS_MAX}
        rows={6}
        dir="auto"
        className="max-h-[30dvh]"
        onChange={(event) => onChange({ ...written, answer: event.target.value })}
      />
    </>
  );
}
