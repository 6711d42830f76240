import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { ThreadState } from '../../../../shared/thread';
import { threadQuery } from '../../lib/live/threads';
import { readSignals, type Signals } from '../../lib/signals';
import { type TextKey, t } from '../../lib/text';
import { handoffOf, ruleOf, turnQuery } from '../../lib/turns';
import type { HandoffReason, TurnView } from '../../lib/wire';
import { Failed, Skeletons } from '../states';
import { Checks } from './checks';
import { Found } from './found';
import { Calls } from './model-call';
import { Opinions } from './opinions';
import { Step } from './step';
import { Sureness } from './sureness';
import { ti } from './text';
import { Times } from './times';

// The words of conditions come with the rules.
const RulesAsked = lazy(() => import('../../features/rules/asked'));

interface Props {
  conversation: string;
  turn: number;
}

/** Why a turn went as it did, told in the order in which it went. */
export function Story({ conversation, turn }: Props) {
  // Each sentence and the end are news of a turn that is still at work.
  const thread = useQuery({ ...threadQuery(conversation), select: (it) => place(it, turn) }).data;
  const query = turnQuery(conversation, turn);
  const found = useQuery({
    ...query,
    queryKey: [...query.queryKey, thread?.news ?? 0],
    placeholderData: keepPreviousData,
    // What the last step took is written down a moment after it.
    refetchInterval: (it) => (thread?.isLatest && it.state.dataUpdateCount < 3 ? 1_000 : false),
  });
  const view = found.data?.turn === turn ? found.data : undefined;
  if (found.isError && !view) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!view) return <Skeletons count={4} />;
  const reason = thread?.reason ?? null;
  const rule = thread?.rule ?? null;
  return <Told conversation={conversation} view={view} reason={reason} rule={rule} />;
}

interface Place {
  news: number;
  isLatest: boolean;
  reason: HandoffReason | null;
  /** What the rule is called that decided. */
  rule: string | null;
}

function place(thread: ThreadState, turn: number): Place {
  const said = thread.items.findLast((it) => it.kind === 'bubble' && it.turn === turn);
  const isOver = thread.turn?.turn !== turn;
  const sentences = said?.kind === 'bubble' ? said.sentences.length : 0;
  return {
    news: sentences * 2 + Number(isOver),
    isLatest: !thread.items.some((it) => it.kind === 'bubble' && (it.turn ?? 0) > turn),
    reason: handoffOf(thread, turn),
    rule: ruleOf(thread, turn),
  };
}

interface ToldProps {
  conversation: string;
  view: TurnView;
  reason: HandoffReason | null;
  rule: string | null;
}

function Told({ conversation, view, reason, rule }: ToldProps) {
  const signals = readSignals(view.signals);
  const searched = signals.confidence !== null;
  return (
    <>
      <p className="mb-3 rounded-control bg-assistant-soft px-3 py-2" role="status">
        <strong className="font-semibold">{outcome(signals, view, reason)}</strong>{' '}
        {rule
          ? t('reason.with_words', { reason: t('reason.rule'), words: rule })
          : because(signals, view, reason)}
      </p>
      <Checks signals={signals} reason={reason} />
      {view.rules && (
        <Step title={ti('asked.title')}>
          <p className="mb-2 text-sm text-muted">{ti('asked.about')}</p>
          <Suspense>
            <RulesAsked rules={view.rules} />
          </Suspense>
        </Step>
      )}
      <Step title={ti('search.title')}>
        <Searched searched={searched} query={view.trace?.query} />
      </Step>
      {searched && <Found passages={view.passages} />}
      {signals.confidence && <Sureness confidence={signals.confidence} />}
      {searched && <Calls view={view} />}
      <Times view={view} />
      <Opinions conversation={conversation} view={view} />
    </>
  );
}

function Searched({ searched, query }: { searched: boolean; query: string | null | undefined }) {
  if (query) {
    return (
      <p className="rounded-control bg-fg/7 px-3 py-2 font-mono text-sm" dir="auto">
        {query}
      </p>
    );
  }
  return (
    <p className="text-sm text-muted">{ti(searched ? 'search.forgotten' : 'search.nothing')}</p>
  );
}

const VERDICTS = ['answered', 'closest', 'declined', 'talk'] as const;

function outcome({ verdict }: Signals, view: TurnView, reason: HandoffReason | null): string {
  if (reason) return ti('story.did_passed');
  const known = VERDICTS.find((it) => it === verdict);
  if (known) return ti(`story.did_${known}`);
  return ti(view.signals ? 'story.did_passed' : 'story.did_nothing');
}

/** The reason in a clause, where there is more than the parts below say. */
function because(signals: Signals, view: TurnView, reason: HandoffReason | null): string {
  if (reason) return ti('story.because', { reason: t(`reason.${reason}` as TextKey) });
  if (signals.verdict !== 'declined') return '';
  if (signals.leftAlone) return ti('story.why_left_alone');
  const judged = view.calls.some((it) => it.purpose === 'answer' && it.outcome === 'declined');
  return signals.confidence ? ti(judged ? 'story.why_model' : 'story.why_declined') : '';
}
