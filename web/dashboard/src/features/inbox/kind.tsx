import { useQuery } from '@tanstack/react-query';
import { Drama } from 'lucide-react';
import { assistantsQuery } from '../../lib/queries';
import { t } from '../../lib/text';
import type { InboxRow } from '../../lib/wire';

/** What sets a conversation apart: it is no visitor's, or there are several assistants. */
export function Kind({ row }: { row: InboxRow }) {
  const all = useQuery(assistantsQuery).data?.assistants ?? [];
  const name = all.length > 1 ? all.find((it) => it.id === row.assistant)?.name : undefined;
  return (
    <>
      {row.conversation_kind !== 'live' && (
        <span className="inline-flex shrink-0 items-center gap-1 rounded bg-note px-1.5 text-xs font-semibold text-note-fg">
          <Drama size={11} aria-hidden />
          {t(`kind.${row.conversation_kind}`)}
        </span>
      )}
      {name && (
        <span className="max-w-24 shrink-0 truncate text-xs text-muted" dir="auto">
          {name}
        </span>
      )}
    </>
  );
}
