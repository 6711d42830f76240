import { useState } from 'react';
import { PAIR_ANSWER_CHARS_MAX, PAIR_QUESTION_CHARS_MAX } from '../../../../shared/limits';
import { call } from '../../lib/api';
import { rowsNow } from '../../lib/live/cache';
import { takeSource } from '../../lib/live/patches';
import { threadNow } from '../../lib/live/threads';
import { assistantsQuery, client } from '../../lib/queries';
import { useSaving } from '../../lib/saving';
import { t } from '../../lib/text';
import { answerOf, questionBefore, rate } from '../../lib/turns';
import type { SourceView, Written } from '../../lib/wire';
import { Button } from '../button';
import { Dialog } from '../dialog';
import { TextField } from '../field';
import { toast } from '../toast';
import { ti } from './text';

interface Props {
  conversation: string;
  turn: number;
  open: boolean;
  onClose: () => void;
}

/** A question and the answer that it should have had, learnt from now on. */
export default function Correct({ conversation, turn, open, onClose }: Props) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={ti('correct.title')}
      className="w-[min(42rem,calc(100vw-2rem))]"
    >
      <Form conversation={conversation} turn={turn} onClose={onClose} />
    </Dialog>
  );
}

const cut = (text: string, max: number) => [...text].slice(0, max).join('');

function Form({ conversation, turn, onClose }: Omit<Props, 'open'>) {
  const thread = threadNow(conversation);
  const [question, setQuestion] = useState(() =>
    cut(thread ? questionBefore(thread, turn) : '', PAIR_QUESTION_CHARS_MAX),
  );
  const [answer, setAnswer] = useState(() =>
    cut(thread ? answerOf(thread, turn) : '', PAIR_ANSWER_CHARS_MAX),
  );
  const { wrong, busy, submit } = useSaving(async () => {
    const pair: Written = { is: 'pair', questions: [question], answer };
    takeSource(await call<SourceView>('POST', '/api/sources/written', pair));
    toast(ti((await learnsAll(conversation)) ? 'correct.saved' : 'correct.not_chosen'));
    onClose();
    // It is learnt, whether or not this goes through.
    await rate(conversation, turn, false).catch(() => {});
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <p className="text-muted">{ti('correct.about')}</p>
      <TextField
        label={ti('correct.question')}
        hint={ti('correct.question_about')}
        error={wrong.questions}
        value={question}
        maxLength={PAIR_QUESTION_CHARS_MAX}
        rows={2}
        dir="auto"
        onChange={(event) => setQuestion(event.target.value.replace(/\n/g, ' '))}
      />
      <TextField
        label={ti('correct.answer')}
        error={wrong.answer}
        value={answer}
        maxLength={PAIR_ANSWER_CHARS_MAX}
        rows={7}
        dir="auto"
        className="max-h-[40dvh]"
        onChange={(event) => setAnswer(event.target.value)}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {t('do.save_it')}
        </Button>
      </div>
    </form>
  );
}

/** Whether what was just written is learnt by the assistant of the conversation. */
async function learnsAll(conversation: string): Promise<boolean> {
  const known = await client.ensureQueryData(assistantsQuery).catch(() => null);
  const id = rowsNow().get(conversation)?.assistant;
  return known?.assistants.find((it) => it.id === id)?.learns_all ?? true;
}
