import { Plus } from 'lucide-react';
import { keyOf } from '../../lib/key-of';
import type { Choice } from '../../lib/wire';
import { Button } from '../../ui/button';
import { RowTools, rowKeys, useRows } from '../../ui/rows';
import { FaultLines } from './faults';
import { follows, freeKey } from './key';
import { t } from './text';

interface Props {
  at: string;
  value: readonly Choice[];
  onChange: (value: Choice[]) => void;
}

/** What there is to choose from: what the visitor reads, and what conditions compare. */
export function OptionRows({ at, value, onChange }: Props) {
  const { rows, add, box } = useRows(value, onChange);
  const more = () => {
    const label = t('ask.option_label', { count: value.length + 1 });
    const taken = value.map((it) => it.value);
    add({ label, value: freeKey(keyOf(label, 'option'), taken) });
  };
  return (
    <div className="grid gap-2" data-at={at} tabIndex={-1}>
      <p className="text-sm font-medium">{t('ask.options')}</p>
      <ol ref={box} aria-label={t('ask.options')} className="grid gap-2">
        {rows.map((it) => {
          const { label, value: sent } = it.value;
          const relabel = (now: string) => {
            const taken = value.filter((one) => one !== it.value).map((one) => one.value);
            const follow = follows(sent, label, 'option');
            it.put({ label: now, value: follow ? freeKey(keyOf(now, 'option'), taken) : sent });
          };
          return (
            <li
              key={it.id}
              data-row
              onKeyDownCapture={rowKeys(it)}
              className="flex items-center gap-2"
            >
              <input
                aria-label={t('ask.option', { n: it.at + 1 })}
                data-at={`${at}.${it.at}.label`}
                className="field"
                dir="auto"
                value={label}
                onChange={(event) => relabel(event.target.value)}
              />
              <span className="text-sm text-muted">{t('ask.option_sends')}</span>
              <input
                aria-label={t('ask.option_value', { n: it.at + 1 })}
                data-at={`${at}.${it.at}.value`}
                className="field max-w-48 font-mono"
                dir="ltr"
                spellCheck={false}
                value={sent}
                onChange={(event) => it.put({ label, value: event.target.value })}
              />
              <RowTools {...it} name={label} />
            </li>
          );
        })}
      </ol>
      <div>
        <Button small look="quiet" icon={<Plus size={14} aria-hidden />} onClick={more}>
          {t('ask.add_option')}
        </Button>
      </div>
      <FaultLines at={at} />
    </div>
  );
}
