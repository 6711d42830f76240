import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { HandHelping, SearchX, Signpost } from 'lucide-react';
import type { ReactNode } from 'react';
import { type HandoffsSearch, handoffsQuery } from '../../lib/packet-api';
import type { HandoffCounts } from '../../lib/wire';
import { Button, buttonClass } from '../../ui/button';
import { PageHead } from '../../ui/page-head';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { Counts } from './counts';
import { HandoffRow, whyOf } from './row';
import { t } from './text';

const OUTCOMES = ['waiting', 'answered', 'left', 'nobody_came'] as const;
const MARKS = ['right', 'answerable', 'none'] as const;

/** Every handoff by its rule; the missed ones apart. */
export function HandoffsPage() {
  const asked: HandoffsSearch = useSearch({ from: '/home/rules/handoffs' });
  const navigate = useNavigate({ from: '/rules/handoffs' });
  const found = useInfiniteQuery(handoffsQuery(asked));
  const handoffs = found.data?.pages.flatMap((page) => page.handoffs) ?? [];
  const counts = found.data?.pages[0]?.counts ?? [];
  const show = (now: HandoffsSearch) => void navigate({ search: now });
  const missed = asked.outcome === 'missed';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <main tabIndex={0} className="min-h-0 flex-1 overflow-y-auto outline-none">
      <div className="mx-auto max-w-5xl px-4 pb-16 md:px-8">
        <PageHead title={t('handoffs.title')} about={t('handoffs.about')}>
          <Link to="/rules" className={buttonClass('plain')}>
            <Signpost size={15} aria-hidden />
            {t('handoffs.to_rules')}
          </Link>
        </PageHead>
        <Counts counts={counts} />
        <Filters asked={asked} onAsk={show} />
        <Chosen asked={asked} counts={counts} onClear={() => show({})} />
        {found.isError && !found.data ? (
          <Failed error={found.error} onRetry={() => void found.refetch()} />
        ) : !found.data ? (
          <Skeletons count={5} />
        ) : handoffs.length === 0 ? (
          <None asked={asked} onClear={() => show({})} />
        ) : (
          <ul
            aria-label={t(missed ? 'handoffs.missed_list' : 'handoffs.list')}
            className="divide-y divide-line rounded-card border border-line bg-panel shadow-card"
          >
            {handoffs.map((it) => (
              <HandoffRow key={`${it.conversation}${it.seq}`} handoff={it} />
            ))}
          </ul>
        )}
        {found.hasNextPage && (
          <Button
            className="mt-3"
            busy={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('handoffs.more')}
          </Button>
        )}
      </div>
    </main>
  );
}

interface AskProps {
  asked: HandoffsSearch;
  onAsk: (now: HandoffsSearch) => void;
}

const without = (asked: HandoffsSearch, key: keyof HandoffsSearch): HandoffsSearch => {
  const { [key]: _, ...others } = asked;
  return others;
};

function Filters({ asked, onAsk }: AskProps) {
  const missed = asked.outcome === 'missed';
  const choose = (key: 'outcome' | 'mark', value: string) =>
    onAsk(value ? { ...asked, [key]: value } : without(asked, key));
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <fieldset className="flex gap-1.5">
        <legend className="sr-only">{t('handoffs.which')}</legend>
        {([false, true] as const).map((it) => (
          <Button
            key={String(it)}
            small
            look={missed === it ? 'primary' : 'plain'}
            aria-pressed={missed === it}
            onClick={() => choose('outcome', it ? 'missed' : '')}
          >
            {t(it ? 'handoffs.missed' : 'handoffs.all')}
          </Button>
        ))}
      </fieldset>
      {!missed && (
        <Pick
          label={t('handoffs.outcome')}
          value={asked.outcome}
          onPick={(it) => choose('outcome', it)}
        >
          {OUTCOMES.map((it) => (
            <option key={it} value={it}>
              {t(`outcome.${it}`)}
            </option>
          ))}
        </Pick>
      )}
      <Pick label={t('handoffs.mark')} value={asked.mark} onPick={(it) => choose('mark', it)}>
        {MARKS.map((it) => (
          <option key={it} value={it}>
            {t(`marked.${it}`)}
          </option>
        ))}
      </Pick>
    </div>
  );
}

interface PickProps {
  label: string;
  value: string | undefined;
  onPick: (value: string) => void;
  children: ReactNode;
}

function Pick({ label, value, onPick, children }: PickProps) {
  return (
    <label className="flex items-center gap-2 text-sm text-muted">
      {label}
      <select
        className="field w-auto"
        value={value ?? ''}
        onChange={(event) => onPick(event.target.value)}
      >
        <option value="">{t('handoffs.any')}</option>
        {children}
      </select>
    </label>
  );
}

interface ChosenProps {
  asked: HandoffsSearch;
  counts: readonly HandoffCounts[];
  onClear: () => void;
}

/** The rule or reason that was chosen, and a way back. */
function Chosen({ asked, counts, onClear }: ChosenProps) {
  if (!asked.rule && !asked.reason) return null;
  const chosen = counts.find((it) =>
    asked.rule ? it.rule?.id === asked.rule : !it.rule && it.reason === asked.reason,
  );
  return (
    <p className="mb-3 flex flex-wrap items-center gap-2 font-medium">
      {chosen && t('handoffs.of', { name: whyOf(chosen) })}
      <Button small look="quiet" onClick={onClear}>
        {t('handoffs.clear')}
      </Button>
    </p>
  );
}

function None({ asked, onClear }: { asked: HandoffsSearch; onClear: () => void }) {
  const { outcome, mark, rule, reason } = asked;
  if (mark || rule || reason || (outcome && outcome !== 'missed')) {
    return (
      <Empty icon={<SearchX size={20} aria-hidden />} title={t('handoffs.none_such')}>
        <Button small onClick={onClear}>
          {t('handoffs.clear')}
        </Button>
      </Empty>
    );
  }
  return (
    <Empty
      icon={<HandHelping size={20} aria-hidden />}
      title={t(outcome ? 'handoffs.none_missed' : 'handoffs.none')}
    >
      {t(outcome ? 'handoffs.none_missed_about' : 'handoffs.none_about')}
    </Empty>
  );
}
