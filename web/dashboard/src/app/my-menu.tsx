import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { translator } from '../../../shared/i18n/index';
import { useActions } from '../lib/actions';
import { attempt } from '../lib/attempt';
import { presenceWord, setAway } from '../lib/availability';
import { countsQuery } from '../lib/live/cache';
import { present } from '../lib/live/line';
import { useStore } from '../lib/store';
import { locale } from '../lib/text';
import type { Me } from '../lib/wire';
import { away } from '../strings/en-away';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Menu, MenuChoices, MenuItem } from '../ui/menu';
import { toast } from '../ui/toast';

const ta = translator(away, locale);

/** The teammate's own menu: whether they are away, and their account. */
export function MyMenu({ me }: { me: Me }) {
  const [asking, setAsking] = useState(false);
  const mine = useQuery(countsQuery).data?.mine ?? 0;
  const live = useStore(present, (all) => all[me.id]);
  const presence = me.away ? 'away' : (live ?? 'gone');
  const navigate = useNavigate();
  const become = async (away: boolean, giveBack = false) => {
    setAsking(false);
    await attempt(async () => {
      await setAway(away, giveBack);
      toast(ta(away ? 'away.went' : 'away.came'));
    });
  };
  const choose = (away: boolean) => {
    if (away === me.away) return;
    if (away && mine > 0) setAsking(true);
    else void become(away);
  };
  useActions([
    {
      id: 'availability',
      label: ta(me.away ? 'away.back' : 'away.go'),
      group: 'account',
      run: () => choose(!me.away),
    },
  ]);
  const words = ta('away.menu', { name: me.name, is: presenceWord(presence) });
  return (
    <>
      <Menu
        side="inline-end"
        trigger={
          <button
            type="button"
            aria-label={words}
            title={words}
            className="grid size-10 place-items-center rounded-full hover:bg-fg/7 md:mb-1"
          >
            <Avatar id={me.id} name={me.name} size={32} presence={presence} />
          </button>
        }
      >
        <MenuChoices
          value={me.away ? 'away' : 'available'}
          onChoose={(it) => choose(it === 'away')}
          choices={(['available', 'away'] as const).map((value) => ({
            value,
            label: ta(`away.${value}`),
            about: ta(`away.${value}_about`),
            icon: <Dot away={value === 'away'} />,
          }))}
        />
        <div className="my-1.5 border-t border-line" />
        <MenuItem onChoose={() => void navigate({ to: '/settings/account' })}>
          {ta('away.account')}
        </MenuItem>
      </Menu>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={ta('away.ask', { count: mine })}
      >
        <p className="text-muted">{ta('away.ask_about')}</p>
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={() => void become(true)}>{ta('away.keep')}</Button>
          <Button look="primary" onClick={() => void become(true, true)}>
            {ta('away.give_back')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function Dot({ away }: { away: boolean }) {
  return (
    <span
      aria-hidden
      className={`size-2.5 shrink-0 rounded-full ${away ? 'bg-warning' : 'bg-success'}`}
    />
  );
}
