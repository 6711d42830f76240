import { same } from '../../lib/same';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { nameOf, ruleWords, type Teams } from './sentence';
import { t } from './text';
import type { Edited } from './use-rules';

/** Somebody else saved first: theirs is shown, and nobody's work is lost unseen. */
export function Conflict({ edited, teams }: { edited: Edited; teams: Teams }) {
  const { theirs, busy } = edited;
  return (
    <Dialog open={theirs !== null} onClose={edited.decideLater} title={t('conflict.title')}>
      {theirs && (
        <>
          <p className="text-muted">{t('conflict.about')}</p>
          <details className="mt-3">
            <summary className="min-h-6 cursor-pointer font-medium">{t('conflict.see')}</summary>
            <Theirs edited={edited} teams={teams} />
          </details>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button onClick={edited.takeTheirs}>{t('conflict.theirs')}</Button>
            <Button look="primary" busy={busy} onClick={() => void edited.keepMine()}>
              {t('conflict.mine')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
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
