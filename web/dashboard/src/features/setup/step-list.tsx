import { Link } from '@tanstack/react-router';
import { Check, Clock } from 'lucide-react';
import { t } from '../../lib/page-text';
import type { SetupView, StepName } from '../../lib/wire';
import { cx } from '../../ui/cx';

interface Props {
  setup: SetupView;
  current: StepName | null;
}

/** Every step with how it stands; on a phone a row of numbers. */
export function StepList({ setup, current }: Props) {
  return (
    <nav aria-label={t('setup.steps')} className="shrink-0 md:w-56">
      <ol className="flex gap-1 overflow-x-auto p-1 md:flex-col">
        {setup.steps.map(({ step, standing }, at) => (
          <li key={step} className="shrink-0">
            <Link
              to="/setup/$step"
              params={{ step }}
              aria-current={step === current ? 'step' : undefined}
              className={cx(
                'flex min-h-10 items-center gap-2.5 rounded-control px-2 py-1.5',
                step === current ? 'bg-accent-soft font-medium text-accent' : 'hover:bg-fg/7',
              )}
            >
              <Dot at={at + 1} standing={standing} />
              <span className="max-md:sr-only">{t(`setup.${step}`)}</span>
              <span className="sr-only">({t(`setup.${standing}`)})</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Dot({ at, standing }: { at: number; standing: SetupView['steps'][number]['standing'] }) {
  return (
    <span
      aria-hidden
      className={cx(
        'grid size-6 shrink-0 place-items-center rounded-full border text-xs font-semibold tabular-nums',
        standing === 'done' && 'border-success bg-success text-panel',
        standing === 'skipped' && 'border-line text-muted',
        standing === 'open' && 'border-control',
      )}
    >
      {standing === 'done' ? (
        <Check size={14} />
      ) : standing === 'skipped' ? (
        <Clock size={13} />
      ) : (
        at
      )}
    </span>
  );
}
