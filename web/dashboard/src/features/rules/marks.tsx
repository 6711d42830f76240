import { ArrowRightLeft, ChevronsUp, Eye, MessageSquare, Tag, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import { locale } from '../../lib/text';
import type { Rule, RulesView } from '../../lib/wire';
import { tc } from '../../ui/conditions/text';
import { useActionName } from './action-field';
import type { Teams } from './sentence';
import { t } from './text';

/** What it does beside deciding. */
export function Marks({ rule, teams }: { rule: Rule; teams: Teams }) {
  const { tags = [], priority = 'normal', team, message, watched } = rule;
  const action = useActionName(rule);
  const isMarked = watched || action || tags.length > 0 || priority !== 'normal' || Boolean(team);
  return (
    <>
      {message && (
        <p className="mt-0.5 flex items-start gap-1.5 text-sm text-muted" dir="auto">
          <MessageSquare size={13} aria-hidden className="mt-0.5 shrink-0" />
          {t('rule.tells', { message })}
        </p>
      )}
      {isMarked && (
        <ul className="mt-1 flex flex-wrap gap-1.5">
          {watched && <Chip icon={<Eye size={12} aria-hidden />}>{t('rule.watched')}</Chip>}
          {tags.map((tag) => (
            <Chip key={tag} icon={<Tag size={12} aria-hidden />}>
              {tag}
            </Chip>
          ))}
          {priority !== 'normal' && (
            <Chip icon={<ChevronsUp size={12} aria-hidden className="text-warning" />}>
              {t(`rule.priority_${priority}`)}
            </Chip>
          )}
          {action && (
            <Chip icon={<Zap size={12} aria-hidden />}>{t('rule.begins', { name: action })}</Chip>
          )}
          {team && (
            <Chip icon={<ArrowRightLeft size={12} aria-hidden />}>
              {t('rule.routed', { team: teams(team) ?? tc('team.lost') })}
            </Chip>
          )}
        </ul>
      )}
    </>
  );
}

function Chip({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="inline-flex items-center gap-1 rounded-full border border-line bg-bg px-2 text-xs leading-5">
      {icon}
      {children}
    </li>
  );
}

const number = new Intl.NumberFormat(locale);

/** How often it held in 30 days, and how often it decided. */
export function Hits({ rule, view }: { rule: Rule; view: RulesView }) {
  return <p className="text-sm text-muted md:w-44 md:pt-1 md:text-end">{hitWords(rule, view)}</p>;
}

export function hitWords(rule: Rule, view: RulesView): string {
  if (!view.rules.some((it) => it.id === rule.id)) return t('hits.new');
  const { held, decided } = view.hits.find((it) => it.rule === rule.id) ?? { held: 0, decided: 0 };
  if (held === 0) return t('hits.none');
  const words = t('hits.held', { count: held, n: number.format(held) });
  // What only marks decides nothing.
  if (!rule.then && decided === 0) return words;
  const also = t(rule.watched ? 'hits.would' : 'hits.decided', {
    count: decided,
    n: number.format(decided),
  });
  return `${words}, ${also}`;
}
