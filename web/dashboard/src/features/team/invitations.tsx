import { useState } from 'react';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { useNow } from '../../lib/clock';
import { t } from '../../lib/page-text';
import { client } from '../../lib/queries';
import { ago } from '../../lib/when';
import type { FreshLink, InvitationView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { changePeople } from './change';
import type { Fresh } from './people';

interface Props {
  invitations: InvitationView[];
  onFresh: (fresh: Fresh) => void;
}

/** Invitations that were not used yet. */
export function Invitations({ invitations, onFresh }: Props) {
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
          <Button small onClick={() => void resend(it, onFresh)}>
            {t('people.resend')}
          </Button>
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

function revoke(it: InvitationView): Promise<void> {
  return attempt(async () => {
    await call('DELETE', `/api/invitations/${it.id}`);
    await client.invalidateQueries({ queryKey: ['people'] });
  });
}

/** A new link in place of the old one, which cannot be shown again. */
function resend(it: InvitationView, onFresh: Props['onFresh']): Promise<void> {
  return changePeople(async () => {
    const link = await call<FreshLink>('POST', `/api/invitations/${it.id}/resend`);
    onFresh({ link, title: t('people.link_for', { name: it.email }) });
  });
}
