import { useNow } from '../../lib/clock';
import { ago } from '../../lib/when';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SummaryView } from './summary-view';
import { t } from './text';
import type { useDraft } from './use-draft';
import type { Names } from './words';

interface Props {
  edited: ReturnType<typeof useDraft>;
  names: Names;
}

/** Somebody else saved first: theirs is shown, and nobody's work is lost unseen. */
export function Conflict({ edited, names }: Props) {
  const { theirs, draft, busy } = edited;
  const now = useNow();
  return (
    <Dialog open={theirs !== null} onClose={edited.decideLater} title={t('conflict.title')}>
      {theirs && (
        <>
          <p className="text-muted">
            {t('conflict.about', {
              name: theirs.changed_by?.name ?? t('conflict.somebody'),
              time: ago(theirs.changed_at, now),
            })}
          </p>
          <details className="mt-3">
            <summary className="min-h-6 cursor-pointer font-medium">{t('conflict.see')}</summary>
            <div className="mt-2">
              <SummaryView definition={theirs.draft} names={names} against={draft} />
            </div>
          </details>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button onClick={edited.takeTheirs}>{t('conflict.theirs')}</Button>
            <Button look="primary" busy={busy === 'save'} onClick={() => void edited.keepMine()}>
              {t('conflict.mine')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
