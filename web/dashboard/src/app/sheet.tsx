import { type ActionId, KEYS, printed } from '../lib/keys';
import { t } from '../lib/text';
import { Dialog } from '../ui/dialog';
import { Keys } from '../ui/keys';

/** The list of shortcuts. */
export function Sheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('key.sheet')}
      className="w-[min(36rem,calc(100vw-2rem))]"
    >
      <dl className="grid max-h-[70dvh] gap-x-8 overflow-y-auto sm:grid-cols-1 md:grid-cols-2">
        {(Object.keys(KEYS) as ActionId[]).map((id) => (
          <div key={id} className="flex items-center justify-between border-b border-line py-1.5">
            <dt>{t(`key.${id}`)}</dt>
            <dd>
              <Keys keys={printed(id)} />
              <span className="sr-only">{printed(id).join(' ')}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-muted">{t('key.about')}</p>
    </Dialog>
  );
}
