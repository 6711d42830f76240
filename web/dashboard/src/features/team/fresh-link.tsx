import { useRef } from 'react';
import { t } from '../../lib/page-text';
import { fullTime } from '../../lib/when';
import { CopyBox } from '../../ui/copy';
import { Dialog } from '../../ui/dialog';
import type { Fresh } from './people';

/** A link that is shown this once. */
export function FreshLinkDialog({ fresh, onClose }: { fresh: Fresh | null; onClose: () => void }) {
  // Kept while the dialog fades, so that it does not empty before it is gone.
  const last = useRef(fresh);
  if (fresh) last.current = fresh;
  const shown = last.current;
  return (
    <Dialog open={fresh !== null} onClose={onClose} title={shown?.title ?? ''}>
      {shown && (
        <>
          {shown.link.sent_to && (
            <p className="mb-2 font-medium">{t('people.sent_to', { to: shown.link.sent_to })}</p>
          )}
          <p className="mb-3 text-muted">
            {t('people.link_once', { time: fullTime(shown.link.expires_at) })}
          </p>
          <CopyBox text={shown.link.address} label={t('people.link')} />
        </>
      )}
    </Dialog>
  );
}
