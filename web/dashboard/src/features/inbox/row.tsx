import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { unread } from '../../lib/rows';
import { t } from '../../lib/text';
import { ago, fullTime } from '../../lib/when';
import type { MyRow, View } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { cx } from '../../ui/cx';
import { Proof } from '../../ui/proof';
import { Kind } from './kind';
import { OwnerChip } from './owner-chip';
import { PriorityMark, PromisedMark, RowMarks } from './row-marks';

export const ROW_PX = 84;
/** With a line for tags and the call that is owed. */
export const TALL_ROW_PX = 106;

interface RowProps {
  row: MyRow;
  view: View;
  me: string;
  now: number;
  open: boolean;
  marked: boolean;
  gone: boolean;
  tall: boolean;
}

export const Row = memo(function Row({ row, view, me, now, open, marked, gone, tall }: RowProps) {
  const count = unread(row);
  return (
    <Link
      to="/inbox/$view/$conversation"
      params={{ view, conversation: row.conversation }}
      search={true}
      preload={false}
      aria-current={open ? 'true' : undefined}
      data-conversation={row.conversation}
      className={cx(
        'relative flex h-full gap-3 border-b border-line px-4 py-2.5',
        open ? 'bg-accent-soft' : 'hover:bg-fg/4',
        marked && 'shadow-[inset_3px_0_0_var(--accent)] rtl:shadow-[inset_-3px_0_0_var(--accent)]',
        gone && 'opacity-50',
      )}
    >
      <Avatar id={row.visitor.id} name={row.visitor.name} size={32} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-2">
          <span className={cx('min-w-0 truncate', count > 0 ? 'font-semibold' : 'font-medium')}>
            {row.visitor.name}
          </span>
          {row.visitor.subject && <Proof by="signed" />}
          <PriorityMark priority={row.priority} />
          <span className="flex-1" />
          <time
            dateTime={new Date(row.changed_at).toISOString()}
            title={fullTime(row.changed_at)}
            className="shrink-0 text-xs text-muted"
          >
            {ago(row.changed_at, now)}
          </time>
        </span>
        <span className="flex items-center gap-2">
          <span
            className={cx('min-w-0 flex-1 truncate text-sm', count > 0 ? 'text-fg' : 'text-muted')}
          >
            <Said row={row} />
          </span>
          {count > 0 && (
            <span className="min-w-4.5 shrink-0 rounded-full bg-accent px-1.5 text-center text-xs leading-4.5 font-semibold text-on-accent">
              <span aria-hidden>{count > 99 ? '99+' : count}</span>
              <span className="sr-only">{t('list.unread', { count })}</span>
            </span>
          )}
        </span>
        <span className="mt-auto flex items-center justify-between gap-2">
          <OwnerChip owner={row.owner} me={me} now={now} />
          {row.promised_until != null && <PromisedMark until={row.promised_until} now={now} />}
          <Kind row={row} />
        </span>
        {tall && <RowMarks row={row} now={now} />}
      </span>
    </Link>
  );
});

function Said({ row }: { row: MyRow }) {
  const { preview } = row;
  if (!preview) return <>{t('list.no_words')}</>;
  if (preview.by === 'visitor') return <>{preview.text}</>;
  return (
    <>
      <span className="text-muted">{t(`list.by_${preview.by}`)} </span>
      {preview.text}
    </>
  );
}
