import { Clock, Sparkles, TriangleAlert, User, WifiOff, X } from 'lucide-react';
import { useNow } from '../../lib/clock';
import { outbox } from '../../lib/live/index';
import { connection } from '../../lib/live/line';
import type { Returned } from '../../lib/live/outbox';
import { useTypists } from '../../lib/live/typing';
import { useStore } from '../../lib/store';
import { t } from '../../lib/text';
import { ago, lasted } from '../../lib/when';
import type { MyRow, OwnerNow } from '../../lib/wire';
import { IconButton } from '../../ui/button';
import { Strip } from '../../ui/strip';
import { CallOwed } from './call-owed';
import { CommandButton } from './command-button';
import { reasonText } from './reasons';
import { tt } from './thread-text';
import type { Commands } from './use-commands';

interface Props {
  conversation: string;
  /** Whom to call until when, where somebody has to. */
  row: MyRow | undefined;
  owner: OwnerNow | undefined;
  me: string;
  commands: Commands;
  /** What an action told the team as it passed the conversation on. */
  note: string | null;
}

/** Who answers, in one line with one main action; above it, what went wrong. */
export function Banner(props: Props) {
  const { conversation, row, owner } = props;
  const line = useStore(connection);
  const returned = useStore(outbox.returned, (all) => all[conversation]);
  return (
    <div aria-live="polite">
      {line === 'lost' && (
        <Strip tone="bg-danger/10 text-danger" icon={<WifiOff size={16} aria-hidden />}>
          {tt('banner.lost')}
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
      {row?.call_back != null && <CallOwed row={row} due={row.call_back} />}
      {owner && <Owner {...props} owner={owner} />}
    </div>
  );
}

function returnedText({ code, who }: Returned): string {
  if (code === 'unseen') return tt('banner.unseen');
  return who ? tt('banner.taken', { name: who }) : tt('banner.stale');
}

function Owner({ conversation, owner, me, commands, note }: Props & { owner: OwnerNow }) {
  const now = useNow();
  const typists = useTypists(conversation);
  switch (owner.is) {
    case 'nobody':
      return (
        <Strip action={<CommandButton type="take_over" commands={commands} />}>
          {tt('banner.nobody')}
        </Strip>
      );
    case 'assistant':
      return (
        <Strip
          tone="bg-assistant-soft"
          icon={<Sparkles size={16} aria-hidden className="text-assistant" />}
          action={<CommandButton type="take_over" commands={commands} />}
        >
          {tt('banner.assistant')}
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
              ? tt('banner.for_team', { team: owner.team.name, time: lasted(now - owner.since) })
              : tt('banner.waiting', { time: lasted(now - owner.since) })}
          </strong>{' '}
          {reasonText(owner.reason)}. {note} {owner.helping && tt('banner.helping')}
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
            {tt('banner.mine')}
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
          {tt('banner.other', { name })} {typing && tt('typing.one', { name })}
        </Strip>
      );
    }
    case 'resolved':
      return (
        <Strip action={<CommandButton type="reopen" commands={commands} />}>
          {tt('banner.resolved', { name: owner.by.name, time: ago(owner.at, now) })}
        </Strip>
      );
  }
}
