import { KeyRound, Plus, TextCursorInput } from 'lucide-react';
import type { Header } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Menu, MenuItem } from '../../ui/menu';
import { type RowOf, RowTools, rowKeys, useRows } from '../../ui/rows';
import { FaultLines } from './faults';
import { SecretPicker } from './secret-picker';
import { t } from './text';
import { ValueText } from './value-text';

interface Props {
  at: string;
  headers: readonly Header[];
  onChange: (headers: Header[]) => void;
}

/** A key as most programs want it. */
export const KEY: Header = {
  name: 'Authorization',
  value: { secret: { name: '', prefix: 'Bearer ' } },
};
const LINE: Header = { name: '', value: { text: '' } };

/** Header lines, with secrets that nobody sees again. */
export function HeaderRows({ at, headers, onChange }: Props) {
  const { rows, add, box } = useRows(headers, onChange);
  return (
    <div className="grid gap-2" data-at={at} tabIndex={-1}>
      {rows.length > 0 && <p className="text-sm font-medium">{t('header.title')}</p>}
      <ol ref={box} aria-label={t('header.title')} className="grid gap-2">
        {rows.map((it) => (
          <Row key={it.id} at={`${at}.${it.at}`} row={it} />
        ))}
      </ol>
      <div>
        <Menu
          align="start"
          trigger={
            <Button small look="quiet" icon={<Plus size={14} aria-hidden />}>
              {t('header.add')}
            </Button>
          }
        >
          <MenuItem onChoose={() => add(KEY)}>
            <KeyRound size={16} aria-hidden className="shrink-0 text-accent" />
            <span className="min-w-0">
              <span className="block font-medium">{t('header.add_key')}</span>
              <span className="block text-sm text-muted">{t('header.add_key_about')}</span>
            </span>
          </MenuItem>
          <MenuItem onChoose={() => add(LINE)}>
            <TextCursorInput size={16} aria-hidden className="shrink-0 text-accent" />
            <span className="min-w-0">
              <span className="block font-medium">{t('header.add_line')}</span>
              <span className="block text-sm text-muted">{t('header.add_line_about')}</span>
            </span>
          </MenuItem>
        </Menu>
      </div>
      <FaultLines at={at} />
    </div>
  );
}

function Row({ at, row }: { at: string; row: RowOf<Header> }) {
  const { value: header, put } = row;
  const { name, value } = header;
  const isSecret = 'secret' in value;
  const become = (kind: string) =>
    put({ name, value: kind === 'secret' ? { secret: { name: '', prefix: '' } } : { text: '' } });
  return (
    <li
      data-row
      data-at={at}
      tabIndex={-1}
      onKeyDownCapture={rowKeys(row)}
      className="rounded-control border border-line bg-bg p-2"
    >
      <div className="flex flex-wrap items-start gap-2">
        <input
          aria-label={t('header.name')}
          data-at={`${at}.name`}
          className="field w-36 font-mono max-md:w-full"
          dir="ltr"
          spellCheck={false}
          placeholder={t('header.name_hint')}
          value={name}
          onChange={(event) => put({ ...header, name: event.target.value })}
        />
        <select
          aria-label={t('header.kind')}
          className="field w-auto max-md:flex-1"
          value={isSecret ? 'secret' : 'text'}
          onChange={(event) => become(event.target.value)}
        >
          <option value="secret">{t('header.secret')}</option>
          <option value="text">{t('header.text')}</option>
        </select>
        {isSecret ? (
          <SecretPicker
            at={`${at}.value.secret`}
            value={value.secret}
            onChange={(secret) => put({ name, value: { secret } })}
          />
        ) : (
          <ValueText
            inline
            code
            at={`${at}.value.text`}
            label={t('header.value')}
            value={value.text}
            onChange={(text) => put({ name, value: { text } })}
          />
        )}
        <RowTools {...row} name={name || t('header.row')} />
      </div>
      <FaultLines at={at} />
    </li>
  );
}
