import { same } from '../../lib/same';
import { ConflictDialog } from '../../ui/conflict';
import { nameOf, ruleWords, type Teams } from './sentence';
import { t } from './text';
import type { Edited } from './use-rules';

/** Somebody else saved the rules first. */
export function Conflict({ edited, teams }: { edited: Edited; teams: Teams }) {
  return (
    <ConflictDialog
      edited={edited}
      busy={edited.busy}
      title={t('conflict.title')}
      about={t('conflict.about')}
    >
      <Theirs edited={edited} teams={teams} />
    </ConflictDialog>
  );
}

function Theirs({ edited: { theirs, draft }, teams }: { edited: Edited; teams: Teams }) {
  const rules = theirs?.rules ?? [];
  if (rules.length === 0) return <p className="mt-2 text-muted">{t('conflict.empty')}</p>;
  return (
    <ol className="mt-2 grid list-decimal gap-2 ps-6">
      {rules.map((it, at) => (
        <li key={it.id} dir="auto">
          <span className="font-medium">{nameOf(it)}</span>
          {!it.on && <span className="text-sm text-muted"> · {t('rule.off')}</span>}
          {!same(it, draft[at]) && (
            <span className="text-sm text-warning"> · {t('conflict.differs')}</span>
          )}
          <span className="block text-sm text-muted">{ruleWords(it, teams)}</span>
        </li>
      ))}
    </ol>
  );
}
