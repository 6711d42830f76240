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
          <Row key={id} label={t(`key.${id}`)} keys={printed(id)} />
        ))}
      </dl>
      <p className="mt-3 text-sm text-muted">{t('key.about')}</p>
    </Dialog>
  );
}

function Row({ label, keys }: { label: string; keys: string[] }) {
  return (
    <div className="flex items-center justify-between border-b border-line py-1.5">
      <dt>{label}</dt>
      <dd>
        <Keys keys={keys} />
        <span className="sr-only">{keys.join(' ')}</span>
      </dd>
    </div>
  );
}
