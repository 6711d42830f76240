import { useState } from 'react';
import { call, explain } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { client } from '../../lib/queries';
import { t } from '../../lib/text';
import { ago } from '../../lib/when';
import type { InvitationView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { toast } from '../../ui/toast';

/** Invitations that were not used yet. */
export function Invitations({ invitations }: { invitations: InvitationView[] }) {
  const now = useNow();
  const [doomed, setDoomed] = useState<InvitationView | null>(null);
  return (
    <ul className="divide-y divide-line">
      {invitations.map((it) => (
        <li
          key={it.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 first:pt-0 last:pb-0"
        >
          <span className="min-w-40 flex-1">
            <span className="block font-medium">{it.email}</span>
            <span className="block text-sm text-muted">
              {t(`role.${it.role}`)} · {t('people.ends', { time: ago(it.expires_at, now) })}
            </span>
          </span>
          <Button small look="danger" onClick={() => setDoomed(it)}>
            {t('people.revoke')}
          </Button>
        </li>
      ))}
      <Confirm
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t('people.revoke_title', { name: doomed?.email ?? '' })}
        effect={t('people.revoke_effect')}
        verb={t('people.revoke')}
        onConfirm={() => (doomed ? revoke(doomed) : undefined)}
      />
    </ul>
  );
}

async function revoke(it: InvitationView): Promise<void> {
  try {
    await call('DELETE', `/api/invitations/${it.id}`);
    await client.invalidateQueries({ queryKey: ['people'] });
  } catch (error) {
    toast(explain(error, t('error.unreachable')));
  }
}
