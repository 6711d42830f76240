import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MessageSquareQuote } from 'lucide-react';
import { useNow } from '../../lib/clock';
import { t } from '../../lib/page-text';
import { ago, fullTime } from '../../lib/when';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { citingQuery } from './queries';

/** The last answers that cite a source, each a way to its conversation. */
export function CitingAnswers({ source }: { source: string }) {
  const found = useQuery(citingQuery(source));
  const now = useNow();
  if (found.isPending) return <Skeletons count={5} />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const { answers } = found.data;
  if (answers.length === 0) {
    return (
      <Empty icon={<MessageSquareQuote size={20} aria-hidden />} title={t('passages.uncited')}>
        {t('passages.uncited_about')}
      </Empty>
    );
  }
  return (
    <ol className="flex h-full flex-col gap-2 overflow-y-auto p-4">
      {answers.map((it) => (
        <li key={`${it.conversation}/${it.at}`}>
          <Link
            to="/inbox/$view/$conversation"
            params={{ view: 'all', conversation: it.conversation }}
            className="block rounded-card border border-line bg-bg p-3 hover:border-control"
          >
            <span className="block text-xs text-muted">
              <time title={fullTime(it.at)}>{ago(it.at, now)}</time>
              {typeof it.position === 'number' && ` · ${t('passages.at', { n: it.position + 1 })}`}
            </span>
            <span className="line-clamp-3 text-sm" dir="auto">
              {it.text ?? t('passages.erased')}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
