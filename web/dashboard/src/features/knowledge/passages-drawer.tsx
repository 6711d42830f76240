import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Rows3 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../lib/page-text';
import { passagesQuery } from '../../lib/queries';
import { cx } from '../../ui/cx';
import { Drawer } from '../../ui/drawer';
import { Segments } from '../../ui/segments';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { CitingAnswers } from './citing-answers';
import { tw } from './text';

type View = 'passages' | 'answers';

interface Props {
  source: string | null;
  passage: number | null;
  view: View;
  onView: (view: View) => void;
  onClose: () => void;
}

/** The passages of a source, as learnt, and the answers that cite them. */
export function PassagesDrawer({ source, passage, view, onView, onClose }: Props) {
  const { data } = useQuery({ ...passagesQuery(source ?? ''), enabled: source !== null });
  return (
    <Drawer
      open={source !== null}
      onClose={onClose}
      title={data?.title ?? t('passages.title')}
      className="w-[min(36rem,100vw)]"
    >
      {source && (
        <div className="flex h-full flex-col">
          <div className="px-4 pt-3">
            <Segments
              label={t('passages.view')}
              options={[
                { value: 'passages', label: t('passages.title') },
                { value: 'answers', label: t('passages.see_answers') },
              ]}
              value={view}
              onChange={onView}
            />
          </div>
          <div className="min-h-0 flex-1">
            {view === 'answers' ? (
              <CitingAnswers source={source} />
            ) : (
              <Passages source={source} passage={passage} />
            )}
          </div>
        </div>
      )}
    </Drawer>
  );
}

const GUESS_PX = 160;

function Passages({ source, passage }: { source: string; passage: number | null }) {
  const found = useQuery(passagesQuery(source));
  const [box, setBox] = useState<HTMLElement | null>(null);
  const list = found.data?.passages ?? [];
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => box,
    estimateSize: () => GUESS_PX,
    overscan: 6,
  });
  const at = list.findIndex((it) => it.position === passage);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when there is something to show.
  useEffect(() => {
    if (box && at >= 0) virtual.scrollToIndex(at, { align: 'center' });
  }, [box, at]);
  if (found.isPending) return <Skeletons count={5} />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (list.length === 0) {
    return (
      <Empty icon={<Rows3 size={20} aria-hidden />} title={t('passages.none')}>
        {t('passages.none_about')}
      </Empty>
    );
  }
  return (
    <section
      ref={setBox}
      className="h-full overflow-y-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
      tabIndex={0}
      aria-label={t('passages.title')}
    >
      <p className="flex gap-3 px-4 pt-3 text-sm text-muted">
        {t('passages.count', { count: list.length })}
        {found.data.address && (
          <a
            href={found.data.address}
            target="_blank"
            rel="noopener noreferrer"
            className="text-accent underline"
          >
            {tw('passages.page')}
          </a>
        )}
      </p>
      <ol className="relative m-4" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const it = list[item.index];
          if (!it) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0 pb-3"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <article
                className={cx(
                  'rounded-card border p-3',
                  it.position === passage ? 'border-accent bg-accent-soft' : 'border-line bg-bg',
                )}
              >
                <p className="mb-1 text-xs font-medium text-muted">
                  {it.position + 1} · {it.page && `${t('cite.page', { n: it.page })} · `}
                  {it.headings.join(' › ')}
                  {it.answers > 0 && ` · ${t('passages.used', { count: it.answers })}`}
                </p>
                {it.questions?.map((question) => (
                  <p key={question} className="mb-1 text-sm font-medium" dir="auto">
                    {question}
                  </p>
                ))}
                <p className="text-sm whitespace-pre-wrap" dir="auto">
                  {it.text}
                </p>
              </article>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
