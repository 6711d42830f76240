import { Clock, Sparkles, TriangleAlert, User, WifiOff, X } from 'lucide-react';
import { useNow } from '../../lib/clock';
import { outbox } from '../../lib/live/index';
import { connection } from '../../lib/live/line';
import type { Returned } from '../../lib/live/outbox';
import { useTypists } from '../../lib/live/typing';
import { useStore } from '../../lib/store';
import { t } from '../../lib/text';
import { ago, lasted } from '../../lib/when';
import type { OwnerNow } from '../../lib/wire';
import { IconButton } from '../../ui/button';
import { Strip } from '../../ui/strip';
import { CommandButton } from './command-button';
import { reasonText } from './reasons';
import type { Commands } from './use-commands';

interface Props {
  conversation: string;
  owner: OwnerNow | undefined;
  me: string;
  commands: Commands;
}

/** Who answers, in one line with one main action; above it, what went wrong. */
export function Banner({ conversation, owner, me, commands }: Props) {
  const line = useStore(connection);
  const returned = useStore(outbox.returned, (all) => all[conversation]);
  return (
    <div aria-live="polite">
      {line === 'lost' && (
        <Strip tone="bg-danger/10 text-danger" icon={<WifiOff size={16} aria-hidden />}>
          {t('banner.lost')}
        </Strip>
      )}
      {returned && (
        <Strip
          tone="bg-danger/10 text-danger"
          icon={<TriangleAlert size={16} aria-hidden />}
          action={
            <IconButton
              label={t('do.dismiss')}
              onClick={() => outbox.forgetReturned(conversation)}
              className="text-danger"
            >
              <X size={16} aria-hidden />
            </IconButton>
          }
        >
          {returnedText(returned)}
        </Strip>
      )}
      {owner && <Owner conversation={conversation} owner={owner} me={me} commands={commands} />}
    </div>
  );
}

function returnedText({ code, who }: Returned): string {
  if (code === 'unseen') return t('banner.unseen');
  return who ? t('banner.taken', { name: who }) : t('banner.stale');
}

function Owner({ conversation, owner, me, commands }: Props & { owner: OwnerNow }) {
  const now = useNow();
  const typists = useTypists(conversation);
  switch (owner.is) {
    case 'nobody':
      return (
        <Strip action={<CommandButton type="take_over" commands={commands} />}>
          {t('banner.nobody')}
        </Strip>
      );
    case 'assistant':
      return (
        <Strip
          tone="bg-assistant-soft"
          icon={<Sparkles size={16} aria-hidden className="text-assistant" />}
          action={<CommandButton type="take_over" commands={commands} />}
        >
          {t('banner.assistant')}
        </Strip>
      );
    case 'queue':
      return (
        <Strip
          tone="bg-note text-note-fg"
          icon={<Clock size={16} aria-hidden />}
          action={<CommandButton type="take_over" look="primary" commands={commands} />}
        >
          <strong className="font-semibold">
            {owner.team
              ? t('banner.for_team', { team: owner.team.name, time: lasted(now - owner.since) })
              : t('banner.waiting', { time: lasted(now - owner.since) })}
          </strong>{' '}
          {reasonText(owner.reason)}. {owner.helping && t('banner.helping')}
        </Strip>
      );
    case 'teammate': {
      if (owner.teammate.id === me) {
        return (
          <Strip
            tone="bg-accent-soft"
            icon={<User size={16} aria-hidden className="text-accent" />}
            action={<CommandButton type="hand_back" commands={commands} />}
          >
            {t('banner.mine')}
          </Strip>
        );
      }
      const { name, id } = owner.teammate;
      const typing = typists.some((it) => it.who.role === 'teammate' && it.who.id === id);
      return (
        <Strip
          icon={<User size={16} aria-hidden />}
          action={
            <CommandButton
              type="take_over"
              commands={commands}
              label={t('do.take_over_from', { name })}
            />
          }
        >
          {t('banner.other', { name })} {typing && t('typing.one', { name })}
        </Strip>
      );
    }
    case 'resolved':
      return (
        <Strip action={<CommandButton type="reopen" commands={commands} />}>
          {t('banner.resolved', { name: owner.by.name, time: ago(owner.at, now) })}
        </Strip>
      );
  }
}
