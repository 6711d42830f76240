import { useNow } from '../../lib/clock';
import { ago } from '../../lib/when';
import { ConflictDialog } from '../../ui/conflict';
import { SummaryView } from './summary-view';
import { t } from './text';
import type { useDraft } from './use-draft';
import type { Names } from './words';

interface Props {
  edited: ReturnType<typeof useDraft>;
  names: Names;
}

/** Somebody else saved the action first. */
export function Conflict({ edited, names }: Props) {
  const { theirs, draft, busy } = edited;
  const now = useNow();
  const name = theirs?.changed_by?.name ?? t('conflict.somebody');
  return (
    <ConflictDialog
      edited={edited}
      busy={busy === 'save'}
      title={t('conflict.title')}
      about={theirs && t('conflict.about', { name, time: ago(theirs.changed_at, now) })}
    >
      <div className="mt-2">
        {theirs && <SummaryView definition={theirs.draft} names={names} against={draft} />}
      </div>
    </ConflictDialog>
  );
}
