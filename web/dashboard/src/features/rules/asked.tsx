import { Check, CircleDashed, Minus } from 'lucide-react';
import type { RuleAsked } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { ti } from '../../ui/inspect/text';
import { conditionWords, nameOf } from './sentence';

const ICONS = { decided: Check, held: Check, seen_to: CircleDashed, not: Minus, off: Minus };

/** The rules as a turn found them: which held, and what kept the others from it. */
export default function RulesAsked({ rules }: { rules: readonly RuleAsked[] }) {
  if (rules.length === 0) return <p className="text-sm text-muted">{ti('asked.none')}</p>;
  return (
    <ol className="flex flex-col gap-1.5 text-sm">
      {rules.map(({ rule, standing, lacking }) => {
        const Icon = ICONS[standing];
        const holds = standing === 'decided' || standing === 'held';
        return (
          <li key={rule.id} className="flex items-start gap-1.5">
            <Icon
              size={13}
              aria-hidden
              className={cx('mt-1 shrink-0', holds ? 'text-assistant' : 'text-muted')}
            />
            <div className="min-w-0">
              <p className={cx(holds && 'font-semibold text-assistant')}>
                {nameOf(rule)}
                <span className="font-normal text-muted"> · {ti(`asked.${standing}`)}</span>
              </p>
              {standing === 'not' && (
                <ul>
                  {lacking.map(({ condition, unknown }, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a part has no name of its own.
                    <li key={at} className="text-muted">
                      {ti(unknown ? 'asked.unknown' : 'asked.false', {
                        what: conditionWords(condition),
                      })}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
