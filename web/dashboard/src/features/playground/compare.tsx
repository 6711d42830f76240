import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { QUESTION_CHARS_MAX } from '../../../../shared/limits';
import { call, explain } from '../../lib/api';
import { modelsQuery } from '../../lib/models';
import { t } from '../../lib/page-text';
import { meQuery } from '../../lib/queries';
import type { Asked } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Column } from './column';
import { tp } from './text';

/** One question put twice: to the model, and to the sources alone. */
export function Compare({ assistant }: { assistant: string }) {
  const [question, setQuestion] = useState('');
  const leads = useQuery(meQuery).data?.role !== 'agent';
  // Who may not see which model there is compares without its name.
  const models = useQuery({ ...modelsQuery(assistant), enabled: leads }).data;
  const model = models?.first.settings?.model;
  const hasModel = !models || model !== undefined;
  const ask = useMutation({
    mutationFn: (text: string) => {
      const put = (without_model: boolean) =>
        call<Asked>('POST', '/api/ask', { question: text, assistant, without_model });
      return Promise.all(hasModel ? [put(false), put(true)] : [put(true)]);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim()) ask.mutate(question.trim());
  };
  const names = hasModel
    ? [model ? tp('compare.by_model', { model }) : tp('compare.as_set'), tp('compare.quoted')]
    : [tp('compare.quoted')];
  return (
    <Card title={tp('try.compare')} about={tp('compare.about')}>
      <form onSubmit={submit} className="flex flex-wrap gap-2">
        <input
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          maxLength={QUESTION_CHARS_MAX}
          aria-label={t('ask.label')}
          placeholder={t('ask.placeholder')}
          dir="auto"
          className="field min-w-40 flex-1"
        />
        <Button type="submit" look="primary" busy={ask.isPending} disabled={!question.trim()}>
          {t('ask.do')}
        </Button>
      </form>
      {!hasModel && (
        <p className="mt-3 text-sm text-muted">
          {tp('compare.no_model')}{' '}
          <Link
            to="/settings/assistants/$id/model"
            params={{ id: assistant }}
            className="font-medium text-accent underline"
          >
            {tp('compare.to_model')}
          </Link>
        </p>
      )}
      <div aria-live="polite" className="mt-4 grid items-start gap-4 md:grid-cols-2">
        {ask.isError && <p className="text-danger">{explain(ask.error, t('error.unreachable'))}</p>}
        {ask.data?.map((asked, at) => (
          <Column key={names[at]} title={names[at] ?? ''} asked={asked} />
        ))}
      </div>
      {ask.data?.[1] && wordsOf(ask.data[0]) === wordsOf(ask.data[1]) && (
        <p className="mt-3 text-sm text-muted">{tp('compare.same')}</p>
      )}
    </Card>
  );
}

const wordsOf = (asked: Asked | undefined) => asked?.sentences.map((it) => it.text).join(' ');
