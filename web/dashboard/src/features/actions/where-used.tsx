import { Link } from '@tanstack/react-router';
import type { ActionView } from '../../lib/wire';
import { Dialog } from '../../ui/dialog';
import { t } from './text';
import { startWords } from './words';

interface Props {
  view: ActionView;
  open: boolean;
  onClose: () => void;
}

/** What starts it: for visitors now, and from other actions. */
export function WhereUsed({ view, open, onClose }: Props) {
  const starts = view.published ? startWords(view.published) : [];
  return (
    <Dialog open={open} onClose={onClose} title={t('used.title')}>
      <div className="grid gap-4">
        <div>
          <p className="font-medium">
            {view.published
              ? t(view.state === 'off' ? 'used.off' : 'used.live', { n: view.version ?? 1 })
              : t('used.draft')}
          </p>
          <ul className="list-disc ps-5">
            {starts.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </div>
        <div>
          <p className="font-medium">{t('used.by')}</p>
          {view.used_by.length === 0 && <p className="text-muted">{t('used.by_none')}</p>}
          <ul className="list-disc ps-5">
            {view.used_by.map((it) => (
              <li key={it.id}>
                <Link
                  to="/actions/$assistant/$action"
                  params={{ assistant: view.assistant, action: it.id }}
                  className="text-accent underline"
                >
                  {it.name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Dialog>
  );
}
