import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useState } from 'react';
import { day } from '../../../../shared/time';
import { tryRules } from '../../lib/rules-api';
import { same } from '../../lib/same';
import { locale } from '../../lib/text';
import { fullTime } from '../../lib/when';
import type { BackTest, Rule, RuleChange } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Failed, Skeletons } from '../../ui/states';
import { nameOf } from './sentence';
import { t } from './text';
import { type Edited, whole } from './use-rules';

/** The rules as they stand here, tried on past conversations before anybody meets them. */
export function PastTrial({ assistant, edited }: { assistant: string; edited: Edited }) {
  const { draft } = edited;
  const trial = useMutation({
    mutationFn: (rules: Rule[]) => tryRules(assistant, { rules }),
    onError: (error, rules) => edited.refuse(error, rules),
  });
  const run = () => trial.mutate(draft.map(whole));
  const isOld = !same(trial.variables, draft.map(whole));
  return (
    <section
      aria-labelledby="back-test"
      className="mb-6 rounded-card border border-line bg-panel p-4 shadow-card"
    >
      <header className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="back-test" className="font-semibold">
            {t('past.title')}
          </h2>
          <p className="text-sm text-muted">{t('past.about')}</p>
        </div>
        <Button icon={<History size={15} aria-hidden />} busy={trial.isPending} onClick={run}>
          {t('past.run')}
        </Button>
      </header>
      <div aria-live="polite">
        {trial.isPending ? (
          <Skeletons count={2} />
        ) : trial.isError ? (
          <Failed error={trial.error} onRetry={run} />
        ) : (
          trial.data && (
            <>
              {isOld && <p className="mt-3 text-sm text-warning">{t('past.old')}</p>}
              <Outcome found={trial.data} rules={[...draft, ...edited.base.rules]} />
            </>
          )
        )}
      </div>
    </section>
  );
}

const number = new Intl.NumberFormat(locale);
const percent = new Intl.NumberFormat(locale, { style: 'percent' });

interface OutcomeProps {
  found: BackTest;
  rules: readonly Rule[];
}

function Outcome({ found, rules }: OutcomeProps) {
  const { conversations, before, after, newly, newly_ended_well, no_longer, since } = found;
  if (conversations === 0) return <p className="mt-3 text-muted">{t('past.none')}</p>;
  const n = (count: number) => ({ count, n: number.format(count) });
  return (
    <div className="mt-4 grid gap-4">
      <p>{t('past.tried', { ...n(conversations), since: since ? day(since, locale) : '' })}</p>
      <div className="grid gap-2">
        <Bar label={t('past.after')} part={after} whole={conversations} strong />
        <Bar label={t('past.before')} part={before} whole={conversations} />
      </div>
      <ul className="grid gap-1 text-sm">
        <li>
          {t('past.newly', n(newly))}
          {newly > 0 && ` ${t('past.ended_well', n(newly_ended_well))}`}
        </li>
        <li>{t('past.no_longer', n(no_longer))}</li>
        <Measure share={found.right} words="past.right" />
        <Measure share={found.found} words="past.found" />
        {found.by_rule.map((it) => (
          <li key={it.rule} className="text-muted">
            {t('past.by_rule', { ...n(it.conversations), name: nameIn(rules, it.rule) })}
          </li>
        ))}
      </ul>
      <Changes changes={found.changes.filter((it) => it.newly)} rules={rules} kind="newly" />
      <Changes changes={found.changes.filter((it) => !it.newly)} rules={rules} kind="no_longer" />
    </div>
  );
}

interface BarProps {
  label: string;
  part: number;
  whole: number;
  strong?: boolean;
}

function Bar({ label, part, whole, strong = false }: BarProps) {
  const share = `${(100 * part) / whole}%`;
  return (
    <div className="grid grid-cols-[11rem_1fr_6rem] items-center gap-3 text-sm max-md:grid-cols-[1fr_auto]">
      <span>{label}</span>
      <span
        aria-hidden
        className="h-3 overflow-hidden rounded-full bg-bg max-md:order-last max-md:col-span-2"
      >
        <span
          className={strong ? 'block h-full bg-accent' : 'block h-full bg-control'}
          style={{ width: share }}
        />
      </span>
      <span className="text-end tabular-nums">
        {number.format(part)} ({percent.format(part / whole)})
      </span>
    </div>
  );
}

interface MeasureProps {
  share: BackTest['right'];
  words: 'past.right' | 'past.found';
}

/** What the team's marks say; nothing where there are none. */
function Measure({ share, words }: MeasureProps) {
  if (share.of === 0) return null;
  const n = number.format(share.n);
  return (
    <li>{t(words, { n, of: number.format(share.of), p: percent.format(share.n / share.of) })}</li>
  );
}

interface ChangesProps {
  changes: readonly RuleChange[];
  rules: readonly Rule[];
  kind: 'newly' | 'no_longer';
}

const SHOWN = 5;

function Changes({ changes, rules, kind }: ChangesProps) {
  const [all, setAll] = useState(false);
  if (changes.length === 0) return null;
  const title = t(`past.list_${kind}`);
  return (
    <div>
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      <ul aria-label={title} className="divide-y divide-line rounded-card border border-line">
        {changes.slice(0, all ? undefined : SHOWN).map((it) => (
          <li key={it.conversation} className="p-2 text-sm">
            <Link
              to="/inbox/$view/$conversation"
              params={{ view: 'all', conversation: it.conversation }}
              className="font-medium hover:underline"
              dir="auto"
            >
              {it.words || t('past.no_words')}
            </Link>
            <p className="text-muted">
              {fullTime(it.at)} · {it.rule ? nameIn(rules, it.rule) : t('floor.title')}
              {it.ended_well && ` · ${t('past.well')}`}
            </p>
          </li>
        ))}
      </ul>
      {!all && changes.length > SHOWN && (
        <Button className="mt-2" onClick={() => setAll(true)}>
          {t('past.all', { n: number.format(changes.length) })}
        </Button>
      )}
    </div>
  );
}

function nameIn(rules: readonly Rule[], id: string): string {
  const rule = rules.find((it) => it.id === id);
  return rule ? nameOf(rule) : '';
}
