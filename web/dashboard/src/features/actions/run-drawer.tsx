import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useRef } from 'react';
import type { ActionRun } from '../../lib/actions-api';
import { fullTime } from '../../lib/when';
import { buttonClass } from '../../ui/button';
import { Drawer } from '../../ui/drawer';
import { Facts } from '../../ui/facts';
import { CallView } from './calls';
import { endWords, lastedWords } from './run-row';
import { t } from './text';
import { takenWords } from './words';

interface Props {
  run: ActionRun | null;
  /** What visitors have now. */
  version: number | null;
  onClose: () => void;
}

/** All that is kept of a run. */
export function RunDrawer({ run, version, onClose }: Props) {
  // Kept while the drawer fades, so that it does not empty before it is gone.
  const last = useRef(run);
  if (run) last.current = run;
  return (
    <Drawer
      open={run !== null}
      onClose={onClose}
      title={t('runs.one')}
      className="w-[min(36rem,100vw)]"
    >
      {last.current && <Run run={last.current} version={version} />}
    </Drawer>
  );
}

function Run({ run, version }: { run: ActionRun; version: number | null }) {
  const old = version !== null && version !== run.version;
  return (
    <div className="grid gap-5 p-4">
      <Facts
        facts={[
          [t('runs.col_when'), fullTime(run.started_at)],
          [t('runs.col_started'), t(`started.${run.started}`)],
          [t('runs.col_way'), run.taken ? takenWords(run.taken) : null],
          [t('runs.col_end'), endWords(run)],
          [t('runs.col_took'), lastedWords(run)],
          [
            t('runs.version'),
            old ? t('runs.version_old', { n: run.version }) : String(run.version),
          ],
        ]}
      />
      <div>
        <Link
          to="/inbox/$view/$conversation"
          params={{ view: 'all', conversation: run.conversation }}
          className={buttonClass('plain')}
        >
          <ExternalLink size={15} aria-hidden />
          {t('runs.conversation')}
        </Link>
      </div>
      <section aria-labelledby="run-given">
        <h3 id="run-given" className="mb-1 font-semibold">
          {t('runs.given')}
        </h3>
        {run.given.length === 0 ? (
          <p className="text-muted">{t('runs.given_none')}</p>
        ) : (
          <Facts
            facts={run.given.map((it) => [
              it.label,
              [it.text, it.pictures?.length && t('runs.files', { count: it.pictures.length })]
                .filter(Boolean)
                .join(' ') || t('runs.left_empty'),
            ])}
          />
        )}
      </section>
      <section aria-labelledby="run-calls">
        <h3 id="run-calls" className="mb-1 font-semibold">
          {t('runs.calls')}
        </h3>
        {run.calls.length === 0 && <p className="text-muted">{t('runs.calls_none')}</p>}
        <div className="grid gap-2">
          {run.calls.map((it, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they come in order, and never change.
            <CallView key={at} call={it} />
          ))}
        </div>
      </section>
    </div>
  );
}
