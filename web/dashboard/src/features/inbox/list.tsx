import { useQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { meQuery } from '../../lib/queries';
import { t } from '../../lib/text';
import type { View } from '../../lib/wire';
import { IconButton } from '../../ui/button';
import { Failed, Skeletons } from '../../ui/states';
import { ListEmpty } from './list-empty';
import { Rows } from './rows';
import { TagFilter, useTagFilter } from './tag-filter';
import { TeamFilter, useTeamFilter } from './team-filter';
import { useList } from './use-list';
import { Views } from './views';

interface ListProps {
  view: View;
  conversation: string | null;
}

/** The list of a view: alive, yet still under the pointer. */
export function List({ view, conversation }: ListProps) {
  const [filter, setFilter] = useState('');
  const [hovered, setHovered] = useState(false);
  const me = useQuery(meQuery).data?.id ?? '';
  const team = useTeamFilter(view);
  const tag = useTagFilter();
  const { windows, shown, held } = useList(view, filter, hovered, { team, tag });
  const loading = windows.isPending;
  return (
    <section
      aria-label={t('list.label', { view: t(`view.${view}`) })}
      className="flex h-full min-h-0 flex-col"
    >
      <header className="border-b border-line">
        <div className="flex h-12 items-center justify-between gap-2 px-4">
          <h2 className="text-lg font-semibold tracking-tight">{t('nav.inbox')}</h2>
        </div>
        <Filter filter={filter} onFilter={setFilter} />
        <TagFilter tag={tag} />
        <Views view={view} />
        {view === 'waiting' && <TeamFilter team={team} me={me} />}
      </header>
      <div
        className="relative min-h-0 flex-1"
        onPointerEnter={(event) => event.pointerType === 'mouse' && setHovered(true)}
        onPointerLeave={() => setHovered(false)}
      >
        {held > 0 && (
          <button
            type="button"
            onClick={() => setHovered(false)}
            className="absolute inset-x-0 top-2 z-10 mx-auto w-fit rounded-full bg-accent px-3 py-1 text-sm font-medium text-on-accent shadow-popover"
          >
            {t('list.held', { count: held })}
          </button>
        )}
        {loading && <Skeletons className="h-21 border-b border-line" />}
        {windows.isError && shown.length === 0 && (
          <Failed error={windows.error} onRetry={() => void windows.refetch()} />
        )}
        {windows.isSuccess && shown.length === 0 && (
          <ListEmpty
            view={view}
            filter={filter}
            team={team}
            tag={tag}
            onClear={() => setFilter('')}
          />
        )}
        {!loading && shown.length > 0 && (
          <Rows
            key={`${view} ${team} ${tag}`}
            rows={shown}
            view={view}
            me={me}
            conversation={conversation}
            onEnd={() => {
              if (windows.hasNextPage && !windows.isFetchingNextPage) void windows.fetchNextPage();
            }}
          />
        )}
      </div>
    </section>
  );
}

function Filter({ filter, onFilter }: { filter: string; onFilter: (text: string) => void }) {
  return (
    <div className="relative mx-4 mb-2">
      <Search
        size={14}
        aria-hidden
        className="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-muted"
      />
      <input
        type="search"
        value={filter}
        onChange={(event) => onFilter(event.target.value)}
        aria-label={t('list.filter')}
        placeholder={t('list.filter')}
        className="field border-line bg-bg ps-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {filter && (
        <IconButton
          label={t('list.clear')}
          className="absolute inset-y-0 end-0 my-auto"
          onClick={() => onFilter('')}
        >
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
