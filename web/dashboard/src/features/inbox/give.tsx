import { useQuery } from '@tanstack/react-query';
import { ArrowRightLeft, Users } from 'lucide-react';
import { presenceWord } from '../../lib/availability';
import { give, type Receiver } from '../../lib/live/index';
import { present } from '../../lib/live/line';
import { peopleQuery } from '../../lib/queries';
import { useStore } from '../../lib/store';
import { t } from '../../lib/text';
import type { OwnerNow } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Menu, MenuGroup, MenuItem } from '../../ui/menu';
import { toast } from '../../ui/toast';
import { tt } from './thread-text';

interface Props {
  conversation: string;
  owner: OwnerNow;
  me: string;
}

/** Passes the conversation to a teammate, who may be away, or to a team. */
export function Give({ conversation, owner, me }: Props) {
  const people = useQuery(peopleQuery).data;
  const here = useStore(present);
  const has = owner.is === 'teammate' ? owner.teammate.id : null;
  const waits = owner.is === 'queue' ? (owner.team?.id ?? null) : undefined;
  const others = people?.teammates.filter((it) => it.active && it.id !== me && it.id !== has) ?? [];
  const teams = people?.teams.filter((it) => it.id !== waits) ?? [];
  const run = async (to: Receiver, name: string) => {
    const wrong = await give(conversation, to);
    if (wrong === null) return toast(tt('give.done', { name }));
    toast(wrong === 'unreachable' ? t('error.unreachable') : wrong.detail);
  };
  return (
    <Menu
      trigger={
        <Button icon={<ArrowRightLeft size={15} aria-hidden />} aria-label={tt('give.do')}>
          <span className="max-lg:hidden">{tt('give.do')}</span>
        </Button>
      }
    >
      <MenuGroup label={tt('give.to_teammate')}>
        {others.length === 0 && (
          <p className="px-2.5 pb-1.5 text-sm text-muted">{tt('give.nobody')}</p>
        )}
        {others.map((it) => {
          const presence = here[it.id] ?? 'gone';
          return (
            <MenuItem key={it.id} onChoose={() => void run({ teammate: it.id }, it.name)}>
              <Avatar id={it.id} name={it.name} size={24} presence={presence} />
              <span className="min-w-0 flex-1 truncate">{it.name}</span>
              <span className="text-sm text-muted">{presenceWord(presence)}</span>
            </MenuItem>
          );
        })}
      </MenuGroup>
      <MenuGroup label={tt('give.to_team')}>
        {teams.map((it) => (
          <MenuItem key={it.id} onChoose={() => void run({ team: it.id }, it.name)}>
            <Users size={16} aria-hidden className="mx-1 text-muted" />
            <span className="min-w-0 flex-1 truncate">{it.name}</span>
            <span className="text-sm text-muted">
              {t('teams.count', { count: it.members.length })}
            </span>
          </MenuItem>
        ))}
        {waits !== null && (
          <MenuItem onChoose={() => void run({ team: null }, tt('give.everybody'))}>
            <Users size={16} aria-hidden className="mx-1 text-muted" />
            {tt('give.everybody')}
          </MenuItem>
        )}
      </MenuGroup>
    </Menu>
  );
}
