import {
  Check,
  CircleAlert,
  Hourglass,
  LoaderCircle,
  MessageCircleQuestionMark,
  Replace,
  X,
} from 'lucide-react';
import type { Run } from '../../../../shared/thread';
import type { Given } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { Pictures } from './pictures';
import { stateOf } from './runs';
import { tt } from './thread-text';

/** Of a picture beside its label, also in the context panel. */
const EDGE_PX = 120;

const STATES = {
  working: { icon: LoaderCircle, tone: 'text-assistant' },
  asking: { icon: MessageCircleQuestionMark, tone: 'text-assistant' },
  done: { icon: Check, tone: 'text-success' },
  failed: { icon: CircleAlert, tone: 'text-danger' },
  cancelled: { icon: X, tone: 'text-muted' },
  superseded: { icon: Replace, tone: 'text-muted' },
  abandoned: { icon: Hourglass, tone: 'text-warning' },
} as const;

/** Where a run stands, by a picture and in words. */
export function RunState({ run }: { run: Run }) {
  const state = stateOf(run);
  const { icon: Icon, tone } = STATES[state];
  return (
    <span className={cx('inline-flex items-center gap-1 align-bottom text-xs font-medium', tone)}>
      <Icon
        size={13}
        aria-hidden
        className={cx('shrink-0', state === 'working' && 'animate-spin')}
      />
      {tt(`run.is_${state}`)}
    </span>
  );
}

interface ValuesProps {
  conversation: string;
  values: readonly Given[];
  /** Whose pictures they are. */
  visitor: string;
}

/** Answers as people read them; pictures as pictures. */
export function Values({ conversation, values, visitor }: ValuesProps) {
  if (values.length === 0) return null;
  return (
    <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1 text-sm">
      {values.map((it) => (
        <div key={it.key} className="contents">
          <dt className="text-muted" dir="auto">
            {it.label}
          </dt>
          <dd className="flex flex-col gap-1 whitespace-pre-wrap" dir="auto">
            {it.text}
            {it.pictures && it.pictures.length > 0 && (
              <Pictures
                conversation={conversation}
                pictures={it.pictures}
                name={visitor}
                edge={EDGE_PX}
              />
            )}
            {!it.text && !it.pictures?.length && (
              <span className="text-muted italic">{tt('run.empty')}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What was asked of other programs, whether it went well, and what they said. */
export function Looked({ run, conversation, visitor }: Omit<ValuesProps, 'values'> & { run: Run }) {
  if (run.looked.length === 0) return null;
  return (
    <ul aria-label={tt('run.looked')} className="flex flex-col gap-1.5">
      {run.looked.map(({ lookup, ok, values }, at) => {
        const Icon = ok ? Check : X;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: they only grow, and a name may come twice.
          <li key={at} className="flex items-start gap-1.5 text-sm">
            <Icon
              size={14}
              aria-hidden
              className={cx('mt-0.5 shrink-0', ok ? 'text-success' : 'text-danger')}
            />
            <div className="min-w-0 flex-1">
              <p dir="auto">
                <span className={ok ? 'sr-only' : 'font-medium text-danger'}>
                  {tt(ok ? 'run.found' : 'run.not_found')}{' '}
                </span>
                {lookup}
              </p>
              <Values conversation={conversation} values={values} visitor={visitor} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
