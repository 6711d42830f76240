import { useMutation, useQuery } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { QUESTION_CHARS_MAX } from '../../../../shared/limits';
import { call, explain } from '../../lib/api';
import { t } from '../../lib/page-text';
import { assistantsQuery } from '../../lib/queries';
import { level } from '../../lib/signals';
import { locale } from '../../lib/text';
import type { Asked, Readers } from '../../lib/wire';
import { AskedSentence } from '../../ui/asked-sentence';
import { AssistantAvatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { percent, ScoreRow } from '../../ui/scores';
import { READERS } from './reach/reach';

type Show = (source: string, position: number) => void;
const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** A question put to the sources alone: what the assistant would say, and why. */
export function AskBox({ onShow, onAnswered }: { onShow: Show; onAnswered?: () => void }) {
  const [question, setQuestion] = useState('');
  const [whom, setWhom] = useState('');
  const [reader, setReader] = useState<Readers>('everyone');
  const found = useQuery(assistantsQuery).data?.assistants ?? [];
  const assistants = found.filter((it) => !it.archived);
  const chosen = assistants.find((it) => it.id === whom) ?? assistants[0];
  const ask = useMutation({
    mutationFn: (text: string) =>
      call<Asked>('POST', '/api/ask', {
        question: text,
        assistant: chosen?.id ?? null,
        reader,
      }),
    onSuccess: () => onAnswered?.(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim()) ask.mutate(question.trim());
  };
  return (
    <section
      aria-labelledby="ask-title"
      className="mt-6 rounded-card border border-line bg-panel p-4 shadow-card md:p-5"
    >
      <h2 id="ask-title" className="flex items-center gap-2 text-lg font-semibold">
        <Sparkles size={17} aria-hidden className="text-assistant" />
        {t('ask.title')}
      </h2>
      <p className="mt-0.5 text-muted">{t('ask.about')}</p>
      <form onSubmit={submit} className="mt-3 flex flex-wrap gap-2 md:flex-nowrap">
        {assistants.length > 1 && (
          <select
            aria-label={t('ask.assistant')}
            className="field md:w-48"
            value={chosen?.id}
            onChange={(event) => {
              setWhom(event.target.value);
              ask.reset();
            }}
          >
            {assistants.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}
              </option>
            ))}
          </select>
        )}
        <select
          aria-label={t('ask.as')}
          className="field md:w-44"
          value={reader}
          onChange={(event) => {
            setReader(event.target.value as Readers);
            ask.reset();
          }}
        >
          {READERS.map((it) => (
            <option key={it} value={it}>
              {t(`ask.as_${it}`)}
            </option>
          ))}
        </select>
        <input
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          maxLength={QUESTION_CHARS_MAX}
          aria-label={t('ask.label')}
          placeholder={t('ask.placeholder')}
          className="field min-w-0 flex-1"
        />
        <Button
          type="submit"
          look="primary"
          busy={ask.isPending}
          disabled={!question.trim()}
          className="h-auto min-h-8.5"
        >
          {t('ask.do')}
        </Button>
      </form>
      <div aria-live="polite">
        {ask.isError && (
          <p className="mt-3 text-danger">{explain(ask.error, t('error.unreachable'))}</p>
        )}
        {ask.data && <Reply asked={ask.data} onShow={onShow} />}
      </div>
    </section>
  );
}

function Reply({ asked, onShow }: { asked: Asked; onShow: Show }) {
  const { confidence, found, sentences, would } = asked;
  return (
    <div className="mt-4 flex flex-col gap-4">
      <div className="flex gap-3">
        <AssistantAvatar size={28} />
        <div className="min-w-0 flex-1">
          <p className="text-sm">
            <strong className="font-semibold">{t(`would.${would}`)}</strong>{' '}
            {typeof confidence === 'number' && (
              <span className="text-muted">
                {t(`level.${level(confidence)}`)} · {percent(confidence)}
              </span>
            )}{' '}
            <span className="text-muted">
              · {t('ask.took', { ms: number.format(asked.took_ms) })}
            </span>
          </p>
          {sentences.length > 0 && (
            <p className="mt-1.5 rounded-bubble rounded-ss-sm bg-assistant-soft px-3.5 py-2">
              {sentences.map((it) => (
                <AskedSentence key={it.text} sentence={it} />
              ))}
            </p>
          )}
        </div>
      </div>
      <div>
        <h3 className="mb-2 text-sm font-semibold">
          {found.length > 0 ? t('why.found', { count: found.length }) : t('why.none')}
        </h3>
        <ol className="flex flex-col gap-3">
          {found.map((it) => (
            <ScoreRow key={`${it.source}/${it.position}`} {...it}>
              <p className="mt-1 line-clamp-2 text-sm text-muted" dir="auto">
                {it.text}
              </p>
              <button
                type="button"
                onClick={() => onShow(it.source, it.position)}
                className="min-h-6 text-sm font-medium text-accent hover:underline"
              >
                {t('cite.open')}
              </button>
            </ScoreRow>
          ))}
        </ol>
      </div>
    </div>
  );
}
