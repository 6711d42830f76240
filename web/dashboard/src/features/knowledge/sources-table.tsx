import { useQuery } from '@tanstack/react-query';
import { BookOpen, MessageCircleQuestion, NotebookPen, Search } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { t } from '../../lib/page-text';
import { client, sourcesQuery } from '../../lib/queries';
import type { Sources, SourceView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { usesQuery } from './queries';
import { SetReach } from './reach/set-reach';
import { SourceRow } from './source-row';
import { tw } from './text';
import { Write, type Writing } from './written/write';

/** As many are taken in at a glance. */
const SEARCHED_MIN = 8;

type Show = (id: string, view?: 'answers') => void;

/** Every source with its live state, and a way to write one. */
export function SourcesTable({ onShow }: { onShow: Show }) {
  const sources = useQuery(sourcesQuery);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [search, setSearch] = useState('');
  const all = sources.data?.sources ?? [];
  const sought = search.trim().toLocaleLowerCase();
  const list = all.filter((it) => `${it.title} ${it.name}`.toLocaleLowerCase().includes(sought));
  return (
    <section
      aria-labelledby="sources"
      className="mt-6 overflow-hidden rounded-card border border-line bg-panel shadow-card"
    >
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3">
        <h2 id="sources" className="me-auto font-semibold">
          {t('source.list')}
        </h2>
        {all.length >= SEARCHED_MIN && (
          <label className="relative">
            <Search
              size={14}
              aria-hidden
              className="pointer-events-none absolute start-2.5 top-1/2 -translate-y-1/2 text-muted"
            />
            <input
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              aria-label={t('source.search')}
              placeholder={t('source.search')}
              className="field w-52 ps-8"
            />
          </label>
        )}
        <Button
          icon={<NotebookPen size={14} aria-hidden />}
          onClick={() => setWriting({ kind: 'text', source: null })}
        >
          {tw('written.add_text')}
        </Button>
        <Button
          icon={<MessageCircleQuestion size={14} aria-hidden />}
          onClick={() => setWriting({ kind: 'pair', source: null })}
        >
          {tw('written.add_pair')}
        </Button>
      </header>
      {sources.isPending && <Skeletons count={4} />}
      {sources.isError && all.length === 0 && (
        <Failed error={sources.error} onRetry={() => void sources.refetch()} />
      )}
      {sources.isSuccess && all.length === 0 && (
        <Empty icon={<BookOpen size={20} aria-hidden />} title={t('source.none')}>
          {t('source.none_about')}
        </Empty>
      )}
      {all.length > 0 && list.length === 0 && (
        <Empty icon={<Search size={20} aria-hidden />} title={t('source.nothing')}>
          <p>{t('source.nothing_about')}</p>
          <Button className="mt-3" onClick={() => setSearch('')}>
            {t('source.clear')}
          </Button>
        </Empty>
      )}
      {list.length > 0 && <Table list={list} onShow={onShow} onWrite={setWriting} />}
      <Write writing={writing} onClose={() => setWriting(null)} />
    </section>
  );
}

interface TableProps {
  list: SourceView[];
  onShow: Show;
  onWrite: (writing: Writing) => void;
}

function Table({ list, onShow, onWrite }: TableProps) {
  const uses = useQuery(usesQuery).data?.uses ?? [];
  const [reaching, setReaching] = useState<SourceView | null>(null);
  const [doomed, setDoomed] = useState<SourceView | null>(null);
  const [shut, setShut] = useState(true);
  const answers = new Map(uses.map((it) => [it.source, it.answers]));
  return (
    <>
      <table className="w-full border-collapse max-md:block">
        <thead className="border-b border-line text-start text-xs text-muted max-md:sr-only">
          <tr>
            <th className="px-3 py-2 text-start font-medium">{t('source.col_name')}</th>
            <th className="w-56 px-3 py-2 text-start font-medium">{t('source.col_state')}</th>
            <th className="px-3 py-2 text-end font-medium">{t('source.col_passages')}</th>
            <th className="px-3 py-2 text-end font-medium">{t('source.col_uses')}</th>
            <th className="px-3 py-2 text-end font-medium">{t('source.col_updated')}</th>
            <th className="w-24 px-3 py-2">
              <span className="sr-only">{t('source.col_do')}</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {list.map((it) => (
            <SourceRow
              key={it.id}
              source={it}
              answers={answers.get(it.id) ?? 0}
              onShow={(view) => onShow(it.id, view)}
              onEdit={() => onWrite({ kind: it.kind === 'pair' ? 'pair' : 'text', source: it.id })}
              onReach={() => setReaching(it)}
              onRemove={() => {
                setDoomed(it);
                setShut(false);
              }}
            />
          ))}
        </tbody>
      </table>
      <SetReach
        of={reaching && { id: reaching.id, name: reaching.title }}
        onClose={() => setReaching(null)}
      />
      <Confirm
        open={!shut}
        onClose={() => setShut(true)}
        title={t('source.remove_title', { name: doomed?.title ?? '' })}
        effect={t('source.remove_effect', { count: doomed?.passages ?? 0 })}
        verb={t('source.remove')}
        onConfirm={() => (doomed ? remove(doomed) : undefined)}
      />
    </>
  );
}

function remove(source: SourceView): Promise<void> {
  return attempt(async () => {
    await call('DELETE', `/api/sources/${source.id}`);
    client.setQueryData<Sources>(
      ['sources'],
      (old) => old && { sources: old.sources.filter((it) => it.id !== source.id) },
    );
    toast(t('source.removed', { name: source.title }));
  });
}
