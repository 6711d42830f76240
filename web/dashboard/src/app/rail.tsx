import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { BookOpen, Command, Inbox, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { type ActionId, printed } from '../lib/keys';
import { countsQuery } from '../lib/live/cache';
import { here } from '../lib/live/line';
import { meQuery, peopleQuery } from '../lib/queries';
import { useStore } from '../lib/store';
import { t } from '../lib/text';
import { Avatar } from '../ui/avatar';
import { Mark } from '../ui/brand';
import { IconButton } from '../ui/button';
import { cx } from '../ui/cx';
import { Tip } from '../ui/tip';

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
      <Item to="/inbox" label={t('nav.inbox')} keys="go_inbox" count={waiting}>
        <Inbox size={20} aria-hidden />
      </Item>
      <Item to="/knowledge" label={t('nav.knowledge')} keys="go_knowledge">
        <BookOpen size={20} aria-hidden />
      </Item>
      <Item to="/settings" label={t('nav.settings')} keys="go_settings">
        <Settings size={20} aria-hidden />
      </Item>
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

interface ItemProps {
  to: '/inbox' | '/knowledge' | '/settings';
  label: string;
  keys: ActionId;
  count?: number;
  children: ReactNode;
}

function Item({ to, label, keys, count = 0, children }: ItemProps) {
  const active = useLocation().pathname.startsWith(to);
  return (
    <Tip text={label} keys={printed(keys)}>
      <Link
        to={to}
        aria-current={active ? 'page' : undefined}
        className={cx(
          'relative flex h-13 min-w-20 flex-col items-center justify-center gap-0.5 rounded-card md:size-10 md:min-w-0',
          active ? 'text-accent md:bg-accent-soft' : 'text-muted hover:bg-fg/7 hover:text-fg',
        )}
      >
        {children}
        <span className="text-xs md:sr-only">{label}</span>
        {count > 0 && (
          <span className="absolute start-1/2 top-1 ms-1 min-w-4 rounded-full bg-warning px-1 text-center text-[11px] leading-4 font-semibold text-panel md:start-auto md:-end-1 md:-top-1 md:ms-0">
            <span aria-hidden>{count > 99 ? '99+' : count}</span>
            <span className="sr-only">{t('nav.waiting', { count })}</span>
          </span>
        )}
      </Link>
    </Tip>
  );
}

const SHOWN = 4;

/** The teammates; a green dot says who is here. */
function Present() {
  const present = useStore(here);
  const me = useQuery(meQuery).data;
  const people = useQuery(peopleQuery).data?.teammates ?? [];
  const others = people.filter((it) => it.active && it.id !== me?.id && present.includes(it.id));
  if (!me) return null;
  return (
    <ul className="mb-2 hidden flex-col items-center gap-1.5 md:flex" aria-label={t('nav.here')}>
      {others.slice(0, SHOWN).map((it) => (
        <li key={it.id}>
          <Tip text={t('nav.is_here', { name: it.name })}>
            <span>
              <Avatar id={it.id} name={it.name} picture={it.picture} size={24} here />
              <span className="sr-only">{t('nav.is_here', { name: it.name })}</span>
            </span>
          </Tip>
        </li>
      ))}
      {others.length > SHOWN && <li className="text-xs text-muted">+{others.length - SHOWN}</li>}
      <li className="mt-1">
        <Tip text={t('nav.me', { name: me.name })}>
          <Link to="/settings/account" aria-label={t('nav.me', { name: me.name })}>
            <Avatar
              id={me.id}
              name={me.name}
              picture={me.picture}
              size={32}
              here={present.includes(me.id)}
            />
          </Link>
        </Tip>
      </li>
    </ul>
  );
}
