import { useQuery } from '@tanstack/react-query';
import { PenLine, Telescope } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { meQuery } from '../../lib/queries';
import { level, type Signals } from '../../lib/signals';
import { t } from '../../lib/text';
import { percent } from '../scores';
import { Tip } from '../tip';
import { gistText } from './gist';
import { SMALL } from './small';
import { tj } from './text';
import { OfVisitor, Thumbs } from './thumbs';

const Inspector = lazy(() => import('../inspect/drawer'));
const Correct = lazy(() => import('../inspect/correct'));

interface Props {
  conversation: string;
  turn: number;
  signals: Signals;
  /** Whether the turn said something. */
  spoke: boolean;
}

/** How sure the assistant was, why it said that, whether it was good, and a way to correct it. */
export function Judge({ conversation, turn, signals, spoke }: Props) {
  // Once asked for they stay, so that they can close as they opened.
  const [inspect, setInspect] = useState<boolean | null>(null);
  const [correct, setCorrect] = useState<boolean | null>(null);
  const teaches = useQuery(meQuery).data?.role !== 'agent';
  const { confidence, verdict } = signals;
  const answers = spoke && verdict !== 'talk';
  const why = tj(spoke && verdict !== 'declined' ? 'why.answer' : 'why.no_answer');
  return (
    <div className="mt-0.5 flex w-full flex-wrap items-center gap-x-2">
      <span className="text-xs text-muted">
        {confidence
          ? `${t(`level.${level(confidence.shown)}`)} · ${percent(confidence.shown)}`
          : gistText(signals.gist)}
      </span>
      <button type="button" className={SMALL} onClick={() => setInspect(true)}>
        <Telescope size={13} aria-hidden />
        {why}
      </button>
      {answers && <Thumbs conversation={conversation} turn={turn} />}
      {answers && teaches && (
        <Tip text={tj('correct.do')}>
          <button
            type="button"
            aria-label={tj('correct.do')}
            className={SMALL}
            onClick={() => setCorrect(true)}
          >
            <PenLine size={13} aria-hidden />
          </button>
        </Tip>
      )}
      {answers && <OfVisitor conversation={conversation} turn={turn} />}
      <Suspense>
        {inspect !== null && (
          <Inspector
            conversation={conversation}
            turn={turn}
            title={why}
            open={inspect}
            onClose={() => setInspect(false)}
          />
        )}
        {correct !== null && (
          <Correct
            conversation={conversation}
            turn={turn}
            open={correct}
            onClose={() => setCorrect(false)}
          />
        )}
      </Suspense>
    </div>
  );
}
