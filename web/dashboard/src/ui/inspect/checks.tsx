import { Check, CircleDashed, Minus } from 'lucide-react';
import type { Signals } from '../../lib/signals';
import type { HandoffReason } from '../../lib/wire';
import { cx } from '../cx';
import { gistText } from '../judge/gist';
import { Step } from './step';
import { type InspectKey, ti } from './text';

interface Row {
  asks: InspectKey;
  is: 'yes' | 'vague' | 'no';
  /** The yes in words of its own. */
  words?: string;
}

/** Questions alike by more than this are said to be the same. */
const REPEATED = 0.8;
const FRUSTRATED = 0.5;

/** What is looked at before the sources, in the order in which it counts. */
export function rows(signals: Signals, reason: HandoffReason | null): Row[] {
  const { sensitive, person, leftAlone, gist, verdict } = signals;
  const is = (yes: boolean) => (yes ? 'yes' : 'no');
  const asks = person === 'clear' ? 'yes' : person === 'vague' ? 'vague' : 'no';
  return [
    {
      asks: 'checks.sensitive',
      is: is(sensitive !== null),
      ...(sensitive ? { words: ti(`checks.${sensitive}`) } : {}),
    },
    { asks: 'checks.person', is: asks },
    { asks: 'checks.offer', is: is(reason === 'offer_accepted') },
    { asks: 'checks.left_alone', is: is(leftAlone) },
    {
      asks: 'checks.talk',
      is: is(verdict === 'talk'),
      ...(verdict === 'talk' ? { words: `${ti('checks.yes')}: ${gistText(gist)}` } : {}),
    },
  ];
}

const ICONS = { yes: Check, vague: CircleDashed, no: Minus };

export function Checks({ signals, reason }: { signals: Signals; reason: HandoffReason | null }) {
  return (
    <Step title={ti('checks.title')}>
      <p className="mb-2 text-sm text-muted">{ti('checks.about')}</p>
      <dl className="flex flex-col gap-1 text-sm">
        {rows(signals, reason).map(({ asks, is, words }) => {
          const Icon = ICONS[is];
          return (
            <div key={asks} className="flex items-center justify-between gap-3">
              <dt>{ti(asks)}</dt>
              <dd
                className={cx(
                  'flex shrink-0 items-center gap-1',
                  is === 'no' ? 'text-muted' : 'font-semibold text-assistant',
                )}
              >
                <Icon size={13} aria-hidden />
                {words ?? ti(`checks.${is}`)}
              </dd>
            </div>
          );
        })}
      </dl>
      {signals.frustration >= FRUSTRATED && (
        <p className="mt-2 text-sm text-warning">{ti('checks.frustrated')}</p>
      )}
      {signals.repetition >= REPEATED && (
        <p className="mt-2 text-sm text-warning">{ti('checks.repeated')}</p>
      )}
    </Step>
  );
}
