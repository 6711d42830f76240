import { Check, X } from 'lucide-react';
import type { Run } from '../../../../shared/thread';
import { cx } from '../../ui/cx';
import { Values, type ValuesProps } from '../../ui/run/values';
import { tt } from './thread-text';

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
