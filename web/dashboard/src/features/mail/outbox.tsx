import { useQuery } from '@tanstack/react-query';
import { Inbox, Send } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { useNow } from '../../lib/clock';
import { type PageTextKey, t } from '../../lib/page-text';
import { ago, fullTime } from '../../lib/when';
import type { MailView, Outbox } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import { Confirm } from '../../ui/dialog';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { Said } from './said';
import { outboxQuery, readMailAgain, type Shown } from './use-mail';

const STATES = ['waiting', 'failed', 'sent', 'discarded'] as const;

/** What waits, what was sent, what failed and why. */
export function OutboxCard() {
  const [shown, setShown] = useState<Shown>('all');
  const outbox = useQuery({ ...outboxQuery(shown), placeholderData: (old) => old });
  return (
    <Card title={t('mail.outbox')} about={t('mail.outbox_about')}>
      {outbox.data && <Filter outbox={outbox.data} shown={shown} onShow={setShown} />}
      {outbox.isError && !outbox.data ? (
        <Failed error={outbox.error} onRetry={() => void outbox.refetch()} />
      ) : !outbox.data ? (
        <Skeletons count={3} />
      ) : (
        <Mails mails={outbox.data.mails} filtered={shown !== 'all'} />
      )}
    </Card>
  );
}

interface FilterProps {
  outbox: Outbox;
  shown: Shown;
  onShow: (shown: Shown) => void;
}

function Filter({ outbox, shown, onShow }: FilterProps) {
  const all = STATES.reduce((sum, it) => sum + outbox[it], 0);
  return (
    <fieldset className="mb-3 flex flex-wrap gap-1.5">
      <legend className="sr-only">{t('mail.show')}</legend>
      {(['all', ...STATES] as const).map((it) => (
        <Button
          key={it}
          small
          look={shown === it ? 'primary' : 'plain'}
          aria-pressed={shown === it}
          onClick={() => onShow(it)}
        >
          {it === 'all' ? t('mail.all') : t(`mail_state.${it}`)}{' '}
          <span className="tabular-nums">{it === 'all' ? all : outbox[it]}</span>
        </Button>
      ))}
    </fieldset>
  );
}

function Mails({ mails, filtered }: { mails: MailView[]; filtered: boolean }) {
  const [doomed, setDoomed] = useState<MailView | null>(null);
  if (mails.length === 0) {
    return filtered ? (
      <Empty icon={<Inbox size={20} aria-hidden />} title={t('mail.empty_state')} className="py-8">
        {t('mail.empty_state_about')}
      </Empty>
    ) : (
      <Empty icon={<Send size={20} aria-hidden />} title={t('mail.empty')} className="py-8">
        {t('mail.empty_about')}
      </Empty>
    );
  }
  return (
    <>
      <ul className="divide-y divide-line">
        {mails.map((it) => (
          <One key={it.id} mail={it} onDiscard={() => setDoomed(it)} />
        ))}
      </ul>
      <Confirm
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t('mail.discard_title', { to: doomed?.to ?? '' })}
        effect={t('mail.discard_effect')}
        verb={t('do.discard')}
        onConfirm={() => (doomed ? change('DELETE', `/api/mails/${doomed.id}`) : undefined)}
      />
    </>
  );
}

const TONES = {
  waiting: 'text-warning',
  sent: 'text-success',
  failed: 'text-danger',
  discarded: 'text-muted',
} as const;

function One({ mail, onDiscard }: { mail: MailView; onDiscard: () => void }) {
  const now = useNow();
  const open = mail.state === 'waiting' || mail.state === 'failed';
  const at = mail.ended_at ?? mail.created_at;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-56 flex-1">
        <p className="font-medium wrap-anywhere">{mail.to}</p>
        <p className="text-sm text-muted">
          <span className={cx('font-medium', TONES[mail.state])}>
            {t(`mail_state.${mail.state}`)}
          </span>
          {' · '}
          {t(`mail_kind.${mail.kind}` as PageTextKey)}
          {' · '}
          <time title={fullTime(at)}>
            {mail.ended_at
              ? t('mail.ended', { time: ago(at, now) })
              : t('mail.caused', { time: ago(at, now) })}
          </time>
        </p>
        {open && mail.detail && (
          <p className="mt-1 text-sm">
            {mail.failures > 0 && `${t('mail.failures', { count: mail.failures })}. `}
            {mail.detail}
          </p>
        )}
        {open && mail.said && <Said words={mail.said} />}
        {mail.state === 'waiting' && (
          <p className="mt-0.5 text-sm text-muted">{nextTry(mail, now)}</p>
        )}
      </div>
      {open && (
        <div className="flex gap-2">
          <Button small onClick={() => void change('POST', `/api/mails/${mail.id}/retry`)}>
            {t('mail.retry')}
          </Button>
          <Button small look="danger" onClick={onDiscard}>
            {t('do.discard')}
          </Button>
        </div>
      )}
    </li>
  );
}

function nextTry(mail: MailView, now: number): string {
  if (!mail.next_at) return t('mail.no_next');
  if (mail.next_at <= now) return t('mail.now');
  const soon = mail.next_at - now < 60_000;
  return soon ? t('mail.next_soon') : t('mail.next', { time: ago(mail.next_at, now) });
}

async function change(method: 'POST' | 'DELETE', path: string): Promise<void> {
  await attempt(() => call(method, path));
  await readMailAgain();
}
