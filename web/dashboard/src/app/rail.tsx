import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { BookOpen, Command, Inbox, ListChecks, Settings, Signpost, Zap } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { presenceWord } from '../lib/availability';
import { printed } from '../lib/keys';
import { countsQuery } from '../lib/live/cache';
import { present } from '../lib/live/line';
import { meQuery, peopleQuery, setupQuery } from '../lib/queries';
import { useStore } from '../lib/store';
import { t } from '../lib/text';
import { Avatar } from '../ui/avatar';
import { Mark } from '../ui/brand';
import { IconButton } from '../ui/button';
import { cx } from '../ui/cx';
import { Tip } from '../ui/tip';

// Fetched while the page is looked at: a menu is heavy, and nobody opens it first.
const MyMenu = lazy(() => import('./my-menu').then((it) => ({ default: it.MyMenu })));

/** The rail at the start; on a phone a bar below, which makes room for an open thread. */
export function Rail({ onPalette }: { onPalette: () => void }) {
  const waiting = useQuery(countsQuery).data?.waiting ?? 0;
  const inThread = /^\/inbox\/[^/]+\/[^/]+/.test(useLocation().pathname);
  return (
    <nav
      aria-label={t('nav.label')}
      className={cx(
        'z-10 flex shrink-0 items-center border-line bg-panel',
        'justify-around border-t px-2 pb-[env(safe-area-inset-bottom)] md:w-14 md:flex-col md:justify-start md:gap-1 md:border-e md:border-t-0 md:py-3',
        inThread && 'max-md:hidden',
      )}
    >
      <Link
        to="/inbox/$view"
        params={{ view: 'waiting' }}
        aria-label={t('nav.home')}
        className="mb-3 hidden rounded-card md:block"
      >
        <Mark size={30} />
      </Link>
      <Item to="/inbox" label={t('nav.inbox')} keys={printed('go_inbox')} count={waiting}>
        <Inbox size={20} aria-hidden />
      </Item>
      <Item to="/knowledge" label={t('nav.knowledge')} keys={printed('go_knowledge')}>
        <BookOpen size={20} aria-hidden />
      </Item>
      <Item to="/actions" label={t('nav.actions')} keys={printed('go_actions')}>
        <Zap size={20} aria-hidden />
      </Item>
      <Item to="/rules" label={t('nav.rules')} keys={printed('go_rules')}>
        <Signpost size={20} aria-hidden />
      </Item>
      <Item to="/settings" label={t('nav.settings')} keys={printed('go_settings')}>
        <Settings size={20} aria-hidden />
      </Item>
      <SetupItem />
      <div className="hidden flex-1 md:block" />
      <Present />
      <IconButton
        label={t('key.palette')}
        keys={printed('palette')}
        onClick={onPalette}
        className="max-md:hidden"
      >
        <Command size={18} aria-hidden />
      </IconButton>
    </nav>
  );
}

/** The guide, while there is something to do in it, for those who can. */
function SetupItem() {
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const setup = useQuery({ ...setupQuery, enabled: leads }).data;
  const left = setup?.steps.filter((it) => it.standing === 'open').length ?? 0;
  if (!leads || !setup || setup.closed || left === 0) return null;
  return (
    <Item to="/setup" label={t('nav.setup')} count={left} counted="nav.setup_left">
      <ListChecks size={20} aria-hidden />
    </Item>
  );
}

interface ItemProps {
  to: '/inbox' | '/knowledge' | '/actions' | '/rules' | '/settings' | '/setup';
  label: string;
  keys?: string[];
  count?: number;
  counted?: 'nav.waiting' | 'nav.setup_left';
  children: ReactNode;
}

function Item({ to, label, keys, count = 0, counted = 'nav.waiting', children }: ItemProps) {
  const active = useLocation().pathname.startsWith(to);
  return (
    <Tip text={label} {...(keys ? { keys } : {})}>
      <Link
        to={to}
        aria-current={active ? 'page' : undefined}
        className={cx(
          'relative flex h-13 w-17 flex-col items-center justify-center gap-0.5 rounded-card md:size-10',
          active ? 'text-accent md:bg-accent-soft' : 'text-muted hover:bg-fg/7 hover:text-fg',
        )}
      >
        {children}
        <span className="text-xs whitespace-nowrap md:sr-only">{label}</span>
        {count > 0 && (
          <span className="absolute start-1/2 top-1 ms-1 min-w-4 rounded-full bg-warning px-1 text-center text-[11px] leading-4 font-semibold text-panel md:start-auto md:-end-1 md:-top-1 md:ms-0">
            <span aria-hidden>{count > 99 ? '99+' : count}</span>
            <span className="sr-only">{t(counted, { count })}</span>
          </span>
        )}
      </Link>
    </Tip>
  );
}

const SHOWN = 4;

/** The teammates with an open dashboard; a dot says who can be counted on. */
function Present() {
  const all = useStore(present);
  const me = useQuery(meQuery).data;
  const people = useQuery(peopleQuery).data?.teammates ?? [];
  const others = people.filter((it) => it.active && it.id !== me?.id && all[it.id]);
  if (!me) return null;
  return (
    <>
      <ul className="mb-2 hidden flex-col items-center gap-1.5 md:flex" aria-label={t('nav.here')}>
        {others.slice(0, SHOWN).map((it) => {
          const presence = all[it.id] ?? 'gone';
          const words = t('nav.who', { name: it.name, is: presenceWord(presence) });
          return (
            <li key={it.id}>
              <Tip text={words}>
                <span>
                  <Avatar
                    id={it.id}
                    name={it.name}
                    picture={it.picture}
                    size={24}
                    presence={presence}
                  />
                  <span className="sr-only">{words}</span>
                </span>
              </Tip>
            </li>
          );
        })}
        {others.length > SHOWN && <li className="text-xs text-muted">+{others.length - SHOWN}</li>}
      </ul>
      <Suspense
        fallback={
          <Avatar id={me.id} name={me.name} picture={me.picture} presence={all[me.id] ?? 'gone'} />
        }
      >
        <MyMenu me={me} />
      </Suspense>
    </>
  );
}
