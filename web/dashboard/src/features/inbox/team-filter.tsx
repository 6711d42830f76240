import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { countsQuery } from '../../lib/live/cache';
import { peopleQuery } from '../../lib/queries';
import { t } from '../../lib/text';
import type { View } from '../../lib/wire';
import { cx } from '../../ui/cx';

/** The team of the address, where the view is of those who wait. */
export function useTeamFilter(view: View): string | null {
  const { team } = useSearch({ strict: false });
  const teams = useQuery(peopleQuery).data?.teams;
  const known = !teams || teams.some((it) => it.id === team);
  return view === 'waiting' && team && known ? team : null;
}

/** A view for each team, one's own first; nothing where there are no teams. */
export function TeamFilter({ team, me }: { team: string | null; me: string }) {
  const teams = useQuery(peopleQuery).data?.teams ?? [];
  const counts = useQuery(countsQuery).data;
  if (teams.length === 0) return null;
  const mine = (members: readonly string[]) => Number(members.includes(me));
  const sorted = [...teams].sort((a, b) => mine(b.members) - mine(a.members));
  return (
    <nav
      aria-label={t('teams.filter')}
      className="flex gap-1.5 overflow-x-auto border-t border-line px-4 py-2"
    >
      <Chip team={undefined} chosen={team === null} name={t('teams.everybody')} />
      {sorted.map((it) => (
        <Chip
          key={it.id}
          team={it.id}
          chosen={it.id === team}
          name={it.name}
          count={counts?.teams[it.id] ?? 0}
        />
      ))}
    </nav>
  );
}

interface ChipProps {
  team: string | undefined;
  chosen: boolean;
  name: string;
  count?: number;
}

function Chip({ team, chosen, name, count }: ChipProps) {
  return (
    <Link
      to="/inbox/$view"
      params={{ view: 'waiting' }}
      search={({ tag }) => ({ ...(tag ? { tag } : {}), ...(team ? { team } : {}) })}
      preload={false}
      aria-current={chosen ? 'true' : undefined}
      className={cx(
        'inline-flex min-h-6 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-xs font-medium pointer-coarse:min-h-10',
        chosen
          ? 'border-accent bg-accent-soft text-accent'
          : 'border-line text-muted hover:border-control hover:text-fg',
      )}
    >
      <span className="max-w-36 truncate">{name}</span>
      {count !== undefined && <span>{count}</span>}
    </Link>
  );
}
