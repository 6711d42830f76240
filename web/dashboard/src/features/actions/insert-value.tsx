import { Braces } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '../../ui/button';
import { OPEN } from '../../ui/conditions/facts';
import { Menu, MenuGroup, MenuItem } from '../../ui/menu';
import { useBuilder } from './builder';
import { LongMenu } from './long-menu';
import { t } from './text';
import { isOffered } from './unknown';

type Control = HTMLInputElement | HTMLTextAreaElement;

interface InsertProps {
  /** The path of the text: what is not known there is not offered. */
  at: string;
  control: RefObject<Control | null>;
  touched: RefObject<boolean>;
  label: string;
  onChange: (value: string) => void;
}

/** Puts `{{name}}` where the caret is, or at the end. */
export function InsertValue({ at: path, control, touched, label, onChange }: InsertProps) {
  const { draft, facts } = useBuilder();
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
          const mine = facts.filter((it) => it.group === group && isOffered(draft, path, it.name));
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
