import { useQuery } from '@tanstack/react-query';
import { Check, ExternalLink } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { openRehearsal } from '../../lib/assistants';
import { attempt } from '../../lib/attempt';
import { rowsQuery } from '../../lib/live/cache';
import { t } from '../../lib/page-text';
import { took } from '../../lib/when';
import type { AssistantView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { advance, MILESTONES, type Rehearsal } from './rehearsal';
import { markStep } from './steps';

const WINDOW = 'popup,width=460,height=760,left=40,top=40';
const LAST = MILESTONES.length - 1;

interface Props {
  assistant: AssistantView;
  /** The thread, so that everything happens beside the guide. */
  thread: (conversation: string) => ReactNode;
}

/** The whole way of a handoff in two windows, with each step ticked off as it happens. */
export function Rehearse({ assistant, thread }: Props) {
  const rows = useQuery(rowsQuery).data;
  const [state, setState] = useState<Rehearsal | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [lasted, setLasted] = useState<number | null>(null);
  useEffect(() => {
    if (rows) setState((old) => old && advance(old, rows));
  }, [rows]);
  const passed = state?.reached === LAST;
  useEffect(() => {
    if (!passed) return;
    setLasted((old) => old ?? Date.now() - state.began);
    void markStep('rehearsal', 'done').catch(() => {});
  }, [passed, state?.began]);

  const open = () =>
    attempt(async () => {
      setAddress(await openRehearsal(assistant.id, 'baton-rehearsal', WINDOW));
      setLasted(null);
      setState({ began: Date.now() - 1_000, reached: 0, conversation: null });
    });
  return (
    <div className="grid gap-5 xl:grid-cols-[20rem_1fr]">
      <div>
        <ol aria-label={t('rehearse.steps')} className="mb-4 flex flex-col gap-2">
          {MILESTONES.map((milestone, at) => (
            <Line
              key={milestone}
              done={(state?.reached ?? -1) >= at}
              next={next(state) === at}
              at={at}
            >
              {t(`rehearse.${milestone}`)}
            </Line>
          ))}
        </ol>
        <Button
          look={state ? 'plain' : 'primary'}
          onClick={() => void open()}
          icon={<ExternalLink size={15} aria-hidden />}
        >
          {state ? t('rehearse.again') : t('rehearse.open')}
        </Button>
        {address && (
          <p role="alert" className="mt-3 text-sm text-danger">
            {t('rehearse.blocked')}{' '}
            <a href={address} target="_blank" rel="noreferrer" className="text-accent underline">
              {t('rehearse.open')}
            </a>
          </p>
        )}
        <p aria-live="polite" className="mt-4 font-medium text-success">
          {lasted !== null && t('rehearse.passed', { time: took(lasted) })}
        </p>
      </div>
      {state?.conversation ? (
        <div className="h-160 overflow-hidden rounded-card border border-line bg-panel">
          {thread(state.conversation)}
        </div>
      ) : (
        <p className="grid min-h-40 place-items-center rounded-card border border-dashed border-control p-6 text-center text-muted">
          {t('rehearse.waiting')}
        </p>
      )}
    </div>
  );
}

const next = (state: Rehearsal | null) => (state ? state.reached + 1 : 0);

interface LineProps {
  done: boolean;
  next: boolean;
  at: number;
  children: ReactNode;
}

function Line({ done, next, at, children }: LineProps) {
  return (
    <li
      aria-current={next ? 'step' : undefined}
      className={cx('flex items-start gap-2.5', next ? 'font-medium' : !done && 'text-muted')}
    >
      <span
        aria-hidden
        className={cx(
          'grid size-6 shrink-0 place-items-center rounded-full border text-xs tabular-nums',
          done ? 'border-success bg-success text-panel' : 'border-control',
        )}
      >
        {done ? <Check size={14} /> : at + 1}
      </span>
      <span>
        {children}
        {done && <span className="sr-only"> ({t('setup.done')})</span>}
      </span>
    </li>
  );
}
