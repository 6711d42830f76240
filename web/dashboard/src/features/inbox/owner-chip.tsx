import { Check, Clock, Sparkles, User } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../lib/text';
import { lasted } from '../../lib/when';
import type { OwnerNow } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { reasonWord } from './reasons';

/** Who owes the visitor the next reply, with a word and a picture, not by colour alone. */
export function OwnerChip({ owner, me, now }: { owner: OwnerNow; me: string; now: number }) {
  switch (owner.is) {
    case 'queue':
      return (
        <Chip tone="text-warning" icon={<Clock size={12} aria-hidden />}>
          {t('chip.waiting', { time: lasted(now - owner.since) })}
          <span className="font-normal text-muted">
            {' · '}
            {owner.team ? owner.team.name : reasonWord(owner.reason)}
          </span>
        </Chip>
      );
    case 'assistant':
      return (
        <Chip tone="text-assistant" icon={<Sparkles size={12} aria-hidden />}>
          {owner.answering ? t('chip.answering') : t('chip.assistant')}
        </Chip>
      );
    case 'teammate': {
      const mine = owner.teammate.id === me;
      return (
        <Chip tone={mine ? 'text-accent' : 'text-muted'} icon={<User size={12} aria-hidden />}>
          {mine ? t('chip.you') : owner.teammate.name}
        </Chip>
      );
    }
    case 'resolved':
      return (
        <Chip tone="text-success" icon={<Check size={12} aria-hidden />}>
          {t('chip.resolved')}
        </Chip>
      );
    case 'nobody':
      return <Chip tone="text-muted">{t('chip.nobody')}</Chip>;
  }
}

function Chip({ tone, icon, children }: { tone: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={cx('inline-flex min-w-0 items-center gap-1 text-xs font-medium', tone)}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
