import { Braces } from 'lucide-react';
import { type ReactNode, type RefObject, useId, useRef } from 'react';
import { IconButton } from '../../ui/button';
import { cx } from '../../ui/cx';
import { Menu, MenuGroup, MenuItem } from '../../ui/menu';
import { useBuilder } from './builder';
import { useFault } from './faults';
import { LongMenu } from './long-menu';
import { OPEN } from './names';
import { t } from './text';

type Control = HTMLInputElement | HTMLTextAreaElement;

interface Props {
  label: string;
  /** In a sentence the label is only heard. */
  inline?: boolean;
  hint?: ReactNode;
  /** Its path in the definition. */
  at: string;
  value: string;
  onChange: (value: string) => void;
  /** Several lines. */
  rows?: number;
  placeholder?: string;
  /** A text of machines: from left to right, without corrections. */
  code?: boolean;
}

/** A text in which values can stand. */
export function ValueText({ label, inline, hint, at, value, onChange, rows, ...rest }: Props) {
  const id = useId();
  const control = useRef<Control>(null);
  // Before anybody was in it, browsers differ in where its caret is.
  const touched = useRef(false);
  const fault = useFault(at);
  const about = fault || hint ? `${id}-about` : undefined;
  const shared = {
    id,
    'data-at': at,
    'aria-describedby': about,
    'aria-invalid': fault ? (true as const) : undefined,
    value,
    placeholder: rest.placeholder,
    onFocus: () => {
      touched.current = true;
    },
    onChange: (event: { target: Control }) => onChange(event.target.value),
    className: cx('field', fault && 'border-danger', rest.code && 'font-mono'),
    ...(rest.code ? { dir: 'ltr', spellCheck: false, autoComplete: 'off' } : { dir: 'auto' }),
  };
  const insert = (
    <InsertValue control={control} touched={touched} label={label} onChange={onChange} />
  );
  return (
    <div className={cx('flex flex-col gap-1', inline && 'min-w-40 flex-1')}>
      <div className={cx('flex items-end justify-between gap-2', inline && 'sr-only')}>
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
      </div>
      <div className="flex items-start gap-1">
        {rows ? (
          <textarea
            {...shared}
            rows={rows}
            ref={control as RefObject<HTMLTextAreaElement>}
            className={cx(shared.className, 'resize-y')}
          />
        ) : (
          <input {...shared} ref={control as RefObject<HTMLInputElement>} />
        )}
        {insert}
      </div>
      {about && (
        <p id={about} className={cx('text-sm', fault ? 'text-danger' : 'text-muted')}>
          {fault ?? hint}
        </p>
      )}
    </div>
  );
}

interface InsertProps {
  control: RefObject<Control | null>;
  touched: RefObject<boolean>;
  label: string;
  onChange: (value: string) => void;
}

/** Puts `{{name}}` where the caret is, or at the end. */
function InsertValue({ control, touched, label, onChange }: InsertProps) {
  const { facts } = useBuilder();
  const put = (name: string, blank?: string) => {
    const at = control.current;
    if (!at) return;
    const last = at.value.length;
    const start = touched.current ? (at.selectionStart ?? last) : last;
    const end = touched.current ? (at.selectionEnd ?? last) : last;
    at.setRangeText(`{{${name}}}`, start, end, 'end');
    const after = start + 2 + name.length;
    onChange(at.value);
    // After the menu has given the focus back.
    setTimeout(() => {
      at.focus();
      if (blank) at.setSelectionRange(after - blank.length, after);
      else at.setSelectionRange(after + 2, after + 2);
    }, 60);
  };
  return (
    <Menu
      trigger={
        <IconButton label={t('value.insert_in', { label })} tip={false} title={t('value.insert')}>
          <Braces size={16} aria-hidden />
        </IconButton>
      }
    >
      <LongMenu label={t('value.insert')}>
        {(['answer', 'lookup', 'visitor', 'page'] as const).map((group) => {
          const mine = facts.filter((it) => it.group === group);
          if (mine.length === 0) return null;
          return (
            <MenuGroup key={group} label={t(`facts.${group}`)}>
              {mine.map((it) => (
                <MenuItem key={it.name} onChoose={() => put(it.name)}>
                  <span className="min-w-0 flex-1 truncate">{it.label}</span>
                  <code className="text-xs text-muted">{it.name}</code>
                </MenuItem>
              ))}
            </MenuGroup>
          );
        })}
        <MenuGroup label={t('facts.more')}>
          {OPEN.map((it) => (
            <MenuItem key={it} onChoose={() => put(`${it}${BLANK}`, BLANK)}>
              <span className="min-w-0 flex-1">{t(`facts.${it}`)}</span>
              <code className="text-xs text-muted">{it}…</code>
            </MenuItem>
          ))}
        </MenuGroup>
      </LongMenu>
    </Menu>
  );
}

const BLANK = 'name';
