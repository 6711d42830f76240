import { ChevronDown, CircleAlert, GripVertical } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useId } from 'react';
import type { Rule } from '../../lib/wire';
import { Switch } from '../../ui/choice';
import { cx } from '../../ui/cx';
import { type RowOf, RowTools, rowKeys } from '../../ui/rows';
import { RuleEditor } from './editor';
import { Hits, Marks } from './marks';
import { conditionWords, nameOf, type Teams, thenWords } from './sentence';
import { t } from './text';
import type { Edited } from './use-rules';

interface Props {
  row: RowOf<Rule>;
  edited: Edited;
  teams: Teams;
  leads: boolean;
  open: boolean;
  /** It is being dragged. */
  held: boolean;
  onHold: (event: PointerEvent) => void;
  onOpen: (open: boolean) => void;
}

/** One rule: its place, what it says, how often it held; and its editor while it is open. */
export function RuleRow(props: Props) {
  const { row, edited, teams, leads, open, held, onOpen } = props;
  const rule = row.value;
  const wrong = edited.wrong.filter((it) => it.rule === rule.id);
  const id = useId();
  return (
    <li
      data-row={rule.id}
      onKeyDownCapture={leads ? rowKeys(row) : undefined}
      className={cx('p-3 ps-2', held && 'bg-accent-soft')}
    >
      <div className="flex items-start gap-2">
        <Place {...props} />
        <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1">
          <div className="min-w-0 flex-1 basis-72">
            <Name {...props} id={id} />
            <p dir="auto" className={cx(!rule.on && 'text-muted')}>
              <span className="text-muted">
                {t('rule.when', { condition: conditionWords(rule.when) })}
              </span>{' '}
              {t('rule.then', { what: thenWords(rule, teams) })}
            </p>
            <Marks rule={rule} teams={teams} />
          </div>
          <Hits rule={rule} view={edited.base} />
        </div>
        <OnOff {...props} />
        {leads && <RowTools {...row} name={nameOf(rule)} />}
      </div>
      {!open && wrong.length > 0 && (
        <button
          type="button"
          onClick={() => onOpen(true)}
          className="ms-10 flex min-h-6 items-center gap-1.5 text-start text-sm text-danger hover:underline"
        >
          <CircleAlert size={14} aria-hidden className="shrink-0" />
          {wrong[0]?.what}
        </button>
      )}
      {open && leads && (
        <RuleEditor
          id={id}
          n={row.at + 1}
          rule={rule}
          wrong={wrong}
          onChange={row.put}
          onClose={() => onOpen(false)}
        />
      )}
    </li>
  );
}

/** Its number, which is the handle that moves it. */
function Place({ row, leads, onHold }: Props) {
  const n = row.at + 1;
  const number = (
    <span aria-hidden className="min-w-4 text-end text-sm font-semibold text-muted">
      {n}
    </span>
  );
  if (!leads) return <span className="pt-0.5 ps-2">{number}</span>;
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    (event.key === 'ArrowUp' ? row.up : row.down)?.();
  };
  return (
    <button
      type="button"
      aria-label={t('rule.move', { name: nameOf(row.value) })}
      onPointerDown={onHold}
      onKeyDown={onKey}
      className="flex min-h-8 shrink-0 cursor-grab touch-none items-center rounded-control px-0.5 hover:bg-fg/7 active:cursor-grabbing"
    >
      <GripVertical size={14} aria-hidden className="text-muted" />
      {number}
    </button>
  );
}

function Name({ row, leads, open, onOpen, id }: Props & { id: string }) {
  const name = nameOf(row.value);
  if (!leads) {
    return (
      <h3 className="font-semibold" dir="auto">
        {name}
      </h3>
    );
  }
  return (
    <h3>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => onOpen(!open)}
        className="inline-flex min-h-6 items-center gap-1.5 text-start font-semibold hover:underline"
        dir="auto"
      >
        {name}
        <ChevronDown
          size={15}
          aria-hidden
          className={cx('shrink-0 text-muted', open && 'rotate-180')}
        />
      </button>
    </h3>
  );
}

function OnOff({ row, leads }: Props) {
  const rule = row.value;
  if (!leads) return rule.on ? null : <span className="text-sm text-muted">{t('rule.off')}</span>;
  return (
    <Switch
      on={rule.on}
      onChange={(on) => row.put({ ...rule, on })}
      aria-label={t('rule.switch', { name: nameOf(rule) })}
      className="mt-1.5"
    />
  );
}
