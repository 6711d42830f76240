import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { PartyPopper } from 'lucide-react';
import { StepList } from '../features/setup/step-list';
import { closeGuide, firstOpen, isStep, markStep, STEPS } from '../features/setup/steps';
import { attempt } from '../lib/attempt';
import { t } from '../lib/page-text';
import { setupQuery } from '../lib/queries';
import type { SetupView, StepName } from '../lib/wire';
import { Button, buttonClass } from '../ui/button';
import { Failed, Skeletons } from '../ui/states';
import { toast } from '../ui/toast';
import { StepBody } from './setup-steps';

/** The guided setup: each step can be put off, and goes on where it was left. */
export function SetupPage() {
  const setup = useQuery(setupQuery);
  const { step } = useParams({ strict: false });
  if (setup.isError && !setup.data) {
    return <Failed error={setup.error} onRetry={() => void setup.refetch()} />;
  }
  if (!setup.data) return <Skeletons count={6} />;
  const current = step && isStep(step) ? step : null;
  const open = firstOpen(setup.data);
  if (!step && open) return <Navigate to="/setup/$step" params={{ step: open }} replace />;
  const done = setup.data.steps.filter((it) => it.standing === 'done').length;
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-6xl px-4 pb-20 md:px-8">
        <header className="flex flex-wrap items-baseline justify-between gap-3 pt-6 pb-4">
          <h1 className="text-xl font-semibold tracking-tight">{t('setup.title')}</h1>
          <p className="text-muted">{t('setup.progress', { done, of: setup.data.steps.length })}</p>
        </header>
        <div className="flex flex-col gap-5 md:flex-row md:gap-8">
          <StepList setup={setup.data} current={current} />
          <div className="min-w-0 flex-1">
            {current ? (
              <Step key={current} step={current} setup={setup.data} />
            ) : (
              <End setup={setup.data} />
            )}
          </div>
        </div>
      </div>
    </main>
  );
}

function Step({ step, setup }: { step: StepName; setup: SetupView }) {
  const navigate = useNavigate();
  const at = STEPS.indexOf(step);
  const before = STEPS[at - 1];
  const after = STEPS[at + 1];
  const standing = setup.steps[at]?.standing;
  const go = () =>
    after
      ? navigate({ to: '/setup/$step', params: { step: after } })
      : navigate({ to: '/setup/$step', params: { step: 'end' } });
  const leave = (mark: 'done' | 'skipped') =>
    attempt(async () => {
      if (standing !== 'done') await markStep(step, mark);
      await go();
    });
  return (
    <div>
      <h2 className="text-lg font-semibold">{t(`setup.${step}`)}</h2>
      <p className="mt-0.5 mb-5 max-w-160 text-muted">{t(`setup.${step}_about`)}</p>
      <StepBody step={step} />
      <footer className="mt-6 flex flex-wrap items-center gap-2 border-t border-line pt-4">
        {before && (
          <Link to="/setup/$step" params={{ step: before }} className={buttonClass('quiet')}>
            {t('setup.back')}
          </Link>
        )}
        <span className="flex-1" />
        {standing !== 'done' && !BY_HAND.has(step) && (
          <Button onClick={() => void leave('skipped')}>{t('setup.skip')}</Button>
        )}
        {(standing === 'done' || BY_HAND.has(step)) && (
          <Button look="primary" onClick={() => void leave('done')}>
            {after ? t('setup.next') : t('setup.finish')}
          </Button>
        )}
      </footer>
    </div>
  );
}

/** Steps that leave no trace: going on says that they are done. */
const BY_HAND: ReadonlySet<StepName> = new Set(['assistant', 'look']);

function End({ setup }: { setup: SetupView }) {
  const navigate = useNavigate();
  const left = setup.steps.filter((it) => it.standing !== 'done');
  const close = () =>
    attempt(async () => {
      await closeGuide(true);
      toast(t('setup.closed'));
      await navigate({ to: '/inbox/$view', params: { view: 'waiting' } });
    });
  return (
    <section aria-labelledby="setup-end">
      <h2 id="setup-end" className="flex items-center gap-2 text-lg font-semibold">
        {left.length === 0 && <PartyPopper size={20} aria-hidden className="text-accent" />}
        {left.length === 0 ? t('setup.end') : t('setup.end_open')}
      </h2>
      <p className="mt-0.5 text-muted">{t('setup.end_about')}</p>
      <p className="mt-1 mb-4 text-muted">
        {t('setup.end_live')}{' '}
        <Link to="/settings/assistants" className="text-accent underline">
          {t('setup.end_live_link')}
        </Link>
        .
      </p>
      <ul className="mb-6 flex flex-col gap-1">
        {left.map(({ step, standing }) => (
          <li key={step}>
            <Link to="/setup/$step" params={{ step }} className="text-accent underline">
              {t(`setup.${step}`)}
            </Link>{' '}
            <span className="text-muted">· {t(`setup.${standing}`)}</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Link to="/inbox/$view" params={{ view: 'waiting' }} className={buttonClass('primary')}>
          {t('setup.to_inbox')}
        </Link>
        <Button onClick={() => void close()}>{t('setup.close')}</Button>
      </div>
    </section>
  );
}
