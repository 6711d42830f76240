import { Plus } from 'lucide-react';
import type { KnownFrom } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Menu, MenuItem } from '../../ui/menu';
import { type RowOf, RowTools, rowKeys, useRows } from '../../ui/rows';
import { FaultLines } from './faults';
import { LongMenu } from './long-menu';
import { t } from './text';

const FROM = [
  { from: 'email' },
  { from: 'name' },
  { from: 'subject' },
  { from: 'signed', name: '' },
  { from: 'attribute', name: '' },
  { from: 'page_url' },
  { from: 'page_title' },
  { from: 'earlier', key: '' },
] as const satisfies KnownFrom[];

interface Props {
  at: string;
  value: readonly KnownFrom[];
  onChange: (value: KnownFrom[]) => void;
}

/** Where an answer may be known from, so that nobody is asked what they have said. */
export function KnownFromRows({ at, value, onChange }: Props) {
  const { rows, add, box } = useRows(value, onChange);
  const simple = value.filter((it) => !('name' in it) && !('key' in it)).map((it) => it.from);
  const left = FROM.filter((it) => !simple.includes(it.from));
  return (
    <div className="grid gap-2" data-at={at} tabIndex={-1}>
      <p>
        <span className="block text-sm font-medium">{t('known.title')}</span>
        <span className="block text-sm text-muted">{t('known.about')}</span>
      </p>
      <ol ref={box} aria-label={t('known.title')} className="flex flex-wrap gap-2">
        {rows.map((it) => (
          <Chip key={it.id} at={`${at}.${it.at}`} row={it} />
        ))}
      </ol>
      <div>
        <Menu
          align="start"
          trigger={
            <Button small look="quiet" icon={<Plus size={14} aria-hidden />}>
              {t('known.add')}
            </Button>
          }
        >
          <LongMenu label={t('known.add')}>
            {left.map((it) => (
              <MenuItem key={it.from} onChoose={() => add(it)}>
                {t(`known.${it.from}`)}
              </MenuItem>
            ))}
          </LongMenu>
        </Menu>
      </div>
      <FaultLines at={at} />
    </div>
  );
}

function Chip({ at, row }: { at: string; row: RowOf<KnownFrom> }) {
  const { value } = row;
  const [name, named] =
    'name' in value
      ? [value.name, (it: string) => row.put({ ...value, name: it })]
      : 'key' in value
        ? [value.key, (it: string) => row.put({ ...value, key: it })]
        : [null, null];
  return (
    <li
      data-row
      onKeyDownCapture={rowKeys(row)}
      className="flex items-center gap-1 rounded-control border border-line bg-panel ps-2.5"
    >
      <span className="text-sm">{t(`known.${value.from}`)}</span>
      {named && (
        <input
          aria-label={t('known.named', { from: t(`known.${value.from}`) })}
          data-at={at}
          className="field max-w-36 font-mono"
          dir="ltr"
          spellCheck={false}
          placeholder={t('cond.open_hint')}
          value={name}
          onChange={(event) => named(event.target.value.trim())}
        />
      )}
      <RowTools {...row} name={t(`known.${value.from}`)} />
    </li>
  );
}
