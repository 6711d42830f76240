import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LogOut, Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { useNow } from '../../lib/clock';
import { forgetSession } from '../../lib/live/index';
import { t } from '../../lib/page-text';
import { client, sessionsQuery } from '../../lib/queries';
import { ago, fullTime } from '../../lib/when';
import type { SessionView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Confirm } from '../../ui/dialog';
import { Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';

/** Every browser in which one is signed in. */
export function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'others' | 'all' | null>(null);
  const leave = (path: '/api/session' | '/api/sessions') =>
    attempt(async () => {
      await call('DELETE', path);
      forgetSession();
      await navigate({ to: '/sign-in' });
    });
  const end = (path: string) =>
    attempt(async () => {
      await call('DELETE', path);
      await client.invalidateQueries({ queryKey: ['sessions'] });
      toast(t('sessions.ended'));
    });
  const list = sessions.data?.sessions ?? [];
  return (
    <Card title={t('sessions.title')} about={t('sessions.about')}>
      {sessions.isError && !sessions.data && (
        <Failed error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.isPending && <Skeletons count={2} />}
      <ul className="divide-y divide-line">
        {list.map((it) => (
          <One key={it.id} session={it} onEnd={() => void end(`/api/sessions/${it.id}`)} />
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          onClick={() => void leave('/api/session')}
          icon={<LogOut size={15} aria-hidden className="rtl:-scale-x-100" />}
        >
          {t('account.sign_out')}
        </Button>
        {list.length > 1 && (
          <Button onClick={() => setAsking('others')}>{t('sessions.others')}</Button>
        )}
        <Button look="danger" onClick={() => setAsking('all')}>
          {t('account.sign_out_all')}
        </Button>
      </div>
      <Confirm
        open={asking === 'all'}
        onClose={() => setAsking(null)}
        title={t('account.sign_out_all')}
        effect={t('account.sign_out_all_effect')}
        verb={t('account.sign_out_all')}
        onConfirm={() => leave('/api/sessions')}
      />
      <Confirm
        open={asking === 'others'}
        onClose={() => setAsking(null)}
        title={t('sessions.others')}
        effect={t('sessions.others_effect')}
        verb={t('sessions.others')}
        onConfirm={() => end('/api/sessions/others')}
      />
    </Card>
  );
}

const PHONES = /iPhone|iPad|Android/;

function One({ session, onEnd }: { session: SessionView; onEnd: () => void }) {
  const now = useNow();
  const device = session.device || t('sessions.unknown');
  const used = ago(session.used_at, now);
  const Icon = PHONES.test(device) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-3 py-3 first:pt-0">
      <Icon size={20} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">
          {device}{' '}
          {session.current && (
            <span className="ms-1 rounded-full bg-accent-soft px-2 py-0.5 text-xs font-medium text-accent">
              {t('sessions.here')}
            </span>
          )}
        </span>
        <span className="block text-sm text-muted">
          {session.address && <>{session.address} · </>}
          <span title={fullTime(session.used_at)}>{t('sessions.used', { time: used })}</span>
          {' · '}
          <span title={fullTime(session.created_at)}>
            {t('sessions.since', { time: ago(session.created_at, now) })}
          </span>
        </span>
      </span>
      {!session.current && (
        <Button small aria-label={t('sessions.end_of', { device, time: used })} onClick={onEnd}>
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}
