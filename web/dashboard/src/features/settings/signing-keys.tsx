import { useRef, useState } from 'react';
import { IDENTITY_KEYS_MAX } from '../../../../shared/limits';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { useNow } from '../../lib/clock';
import { t } from '../../lib/page-text';
import { client, identityQuery } from '../../lib/queries';
import { ago, fullTime } from '../../lib/when';
import type { FreshIdentityKey, IdentityKeyView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { CopyBox } from '../../ui/copy';
import { Confirm, Dialog } from '../../ui/dialog';

/** The keys, and how one takes another's place. */
export function SigningKeys({ keys }: { keys: IdentityKeyView[] }) {
  const [doomed, setDoomed] = useState<IdentityKeyView | null>(null);
  const [fresh, setFresh] = useState<FreshIdentityKey | null>(null);
  const [busy, setBusy] = useState(false);
  // Kept while a dialog fades, so that it does not empty before it is gone.
  const last = useRef(fresh);
  if (fresh) last.current = fresh;
  const make = async () => {
    setBusy(true);
    await change(async () => {
      setFresh(await call<FreshIdentityKey>('POST', '/api/identity/keys'));
    });
    setBusy(false);
  };
  const full = keys.length >= IDENTITY_KEYS_MAX;
  return (
    <>
      {keys.length > 0 && (
        <ul className="mb-4 divide-y divide-line">
          {keys.map((it) => (
            <Key key={it.id} of={it} onRevoke={() => setDoomed(it)} />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          look={keys.length === 0 ? 'primary' : 'plain'}
          busy={busy}
          disabled={full}
          onClick={() => void make()}
        >
          {t('visitors.key_make')}
        </Button>
        {keys.length > 0 && (
          <p className="min-w-60 flex-1 text-sm text-muted">
            {full ? t('visitors.key_full') : t('visitors.key_exchange')}
          </p>
        )}
      </div>
      <Confirm
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t('visitors.revoke_title', { hint: doomed?.hint ?? '' })}
        effect={t('visitors.revoke_effect')}
        verb={t('visitors.revoke')}
        onConfirm={() =>
          doomed ? change(() => call('DELETE', `/api/identity/keys/${doomed.id}`)) : undefined
        }
      />
      <Dialog open={fresh !== null} onClose={() => setFresh(null)} title={t('visitors.key_fresh')}>
        <p className="mb-3 text-muted">{t('visitors.key_once')}</p>
        <CopyBox text={last.current?.secret ?? ''} label={t('visitors.key_label')} />
      </Dialog>
    </>
  );
}

function Key({ of: it, onRevoke }: { of: IdentityKeyView; onRevoke: () => void }) {
  const now = useNow();
  const used = it.used_at
    ? t('visitors.key_used', { time: ago(it.used_at, now) })
    : t('visitors.key_unused');
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 first:pt-0 last:pb-0">
      <span className="min-w-40 flex-1">
        <span className="block font-medium">{t('visitors.key', { hint: it.hint })}</span>
        <span className="block text-sm text-muted" title={fullTime(it.created_at)}>
          {t('visitors.key_made', { name: it.created_by.name, time: ago(it.created_at, now) })} ·{' '}
          {used}
        </span>
      </span>
      <Button small look="danger" onClick={onRevoke}>
        {t('visitors.revoke')}
      </Button>
    </li>
  );
}

async function change(act: () => Promise<unknown>): Promise<void> {
  await attempt(act);
  await client.invalidateQueries({ queryKey: identityQuery.queryKey });
}
