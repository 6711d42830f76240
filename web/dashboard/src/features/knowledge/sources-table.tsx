import { useQuery } from '@tanstack/react-query';
import { BookOpen, FileText, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { call, explain } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { client, sourcesQuery } from '../../lib/queries';
import { locale, t } from '../../lib/text';
import { ago, fileSize, fullTime } from '../../lib/when';
import type { Sources, SourceView } from '../../lib/wire';
import { Button, IconButton } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { SourceStateCell } from './source-state';

const number = new Intl.NumberFormat(locale);
const CELL = 'px-3 py-2.5 align-top';

/** Every source with its live state. */
export function SourcesTable({ onShow }: { onShow: (id: string) => void }) {
  const sources = useQuery(sourcesQuery);
  const [doomed, setDoomed] = useState<SourceView | null>(null);
  const [shut, setShut] = useState(true);
  const list = sources.data?.sources ?? [];
  return (
    <section
      aria-label={t('source.list')}
      className="mt-6 overflow-hidden rounded-card border border-line bg-panel shadow-card"
    >
      {sources.isPending && <Skeletons count={4} />}
      {sources.isError && list.length === 0 && (
        <Failed error={sources.error} onRetry={() => void sources.refetch()} />
      )}
      {sources.isSuccess && list.length === 0 && (
        <Empty icon={<BookOpen size={20} aria-hidden />} title={t('source.none')}>
          {t('source.none_about')}
        </Empty>
      )}
      {list.length > 0 && (
        <table className="w-full border-collapse max-md:block">
          <thead className="border-b border-line text-start text-xs text-muted max-md:sr-only">
            <tr>
              <th className="px-3 py-2 text-start font-medium">{t('source.col_name')}</th>
              <th className="w-64 px-3 py-2 text-start font-medium">{t('source.col_state')}</th>
              <th className="px-3 py-2 text-end font-medium">{t('source.col_passages')}</th>
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
                onShow={() => onShow(it.id)}
                onRemove={() => {
                  setDoomed(it);
                  setShut(false);
                }}
              />
            ))}
          </tbody>
        </table>
      )}
      <Confirm
        open={!shut}
        onClose={() => setShut(true)}
        title={t('source.remove_title', { name: doomed?.title ?? '' })}
        effect={t('source.remove_effect', { count: doomed?.passages ?? 0 })}
        verb={t('source.remove')}
        onConfirm={() => (doomed ? remove(doomed) : undefined)}
      />
    </section>
  );
}

async function remove(source: SourceView): Promise<void> {
  try {
    await call('DELETE', `/api/sources/${source.id}`);
    client.setQueryData<Sources>(
      ['sources'],
      (old) => old && { sources: old.sources.filter((it) => it.id !== source.id) },
    );
    toast(t('source.removed', { name: source.title }));
  } catch (error) {
    toast(explain(error, t('error.unreachable')));
  }
}

async function retry(source: SourceView): Promise<void> {
  try {
    await call('POST', `/api/sources/${source.id}/retry`);
    await client.invalidateQueries({ queryKey: ['sources'] });
  } catch (error) {
    toast(explain(error, t('error.unreachable')));
  }
}

interface RowProps {
  source: SourceView;
  onShow: () => void;
  onRemove: () => void;
}

function SourceRow({ source, onShow, onRemove }: RowProps) {
  const now = useNow();
  const failed = source.state.is === 'failed';
  return (
    <tr className="border-b border-line last:border-0 hover:bg-fg/3 max-md:grid max-md:grid-cols-[1fr_auto] max-md:p-1">
      <td className={`${CELL} max-md:pb-0`}>
        <button
          type="button"
          onClick={onShow}
          className="flex min-h-6 items-start gap-2 text-start font-medium hover:underline"
        >
          <FileText size={16} aria-hidden className="mt-0.5 shrink-0 text-muted" />
          {source.title || source.name}
        </button>
        <p className="ps-6 text-xs text-muted">
          {source.name} · {fileSize(source.bytes)}
        </p>
      </td>
      <td className={`${CELL} max-md:col-span-2 max-md:row-start-2 max-md:ps-9`}>
        <SourceStateCell source={source} />
        {failed && (
          <Button
            small
            className="mt-1.5"
            onClick={() => void retry(source)}
            icon={<RotateCw size={13} aria-hidden />}
          >
            {t('do.try_again')}
          </Button>
        )}
      </td>
      <td className={`${CELL} text-end tabular-nums max-md:hidden`}>
        {source.passages > 0 ? number.format(source.passages) : '–'}
      </td>
      <td className={`${CELL} text-end whitespace-nowrap text-muted max-md:hidden`}>
        <time title={fullTime(source.changed_at)}>{ago(source.changed_at, now)}</time>
      </td>
      <td className="px-2 py-1.5 text-end align-top max-md:col-start-2 max-md:row-start-1">
        <IconButton label={t('source.remove_this', { name: source.title })} onClick={onRemove}>
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}
