import { Plus } from 'lucide-react';
import type { FieldKind } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Toggle } from '../../ui/choice';
import { Menu, MenuItem } from '../../ui/menu';
import { useRows } from '../../ui/rows';
import { Segments } from '../../ui/segments';
import { blankField, KINDS } from './blank';
import { useBuilder } from './builder';
import { FieldRow } from './field-row';
import { KIND_ICONS } from './kinds';
import { LongMenu } from './long-menu';
import { taken } from './names';
import { Step } from './step';
import { t } from './text';
import { ValueText } from './value-text';

/** What it asks, how, and what the visitor has to agree to. */
export function AskStep() {
  const { draft, change } = useBuilder();
  const { rows, add, box } = useRows(draft.fields, (fields) =>
    change((old) => ({ ...old, fields })),
  );
  return (
    <Step name="ask" n={2}>
      {rows.length > 0 && (
        <ValueText
          rows={1}
          at="intro"
          label={t('ask.intro')}
          placeholder={t('ask.intro_hint')}
          value={draft.intro}
          onChange={(intro) => change((old) => ({ ...old, intro }))}
        />
      )}
      {rows.length === 0 && <p className="text-muted">{t('ask.none')}</p>}
      <ol
        ref={box}
        aria-label={t('step.ask')}
        hidden={rows.length === 0}
        className={rows.length > 0 ? 'grid gap-2' : undefined}
      >
        {rows.map((it) => (
          <FieldRow key={it.id} at={`fields.${it.at}`} row={it} />
        ))}
      </ol>
      <AddField
        onAdd={(type) => add(blankField(type, taken(draft), draft.lookups[0]?.name ?? ''))}
      />
      {rows.length > 1 && (
        <Segments
          label={t('ask.how')}
          hint={t(draft.one_by_one ? 'ask.one_by_one_about' : 'ask.form_about')}
          options={[
            { value: 'form', label: t('ask.form') },
            { value: 'one_by_one', label: t('ask.one_by_one') },
          ]}
          value={draft.one_by_one ? 'one_by_one' : 'form'}
          onChange={(it) => change((old) => ({ ...old, one_by_one: it === 'one_by_one' }))}
        />
      )}
      <ConfirmText />
    </Step>
  );
}

function AddField({ onAdd }: { onAdd: (type: FieldKind['type']) => void }) {
  return (
    <div>
      <Menu
        align="start"
        trigger={<Button icon={<Plus size={15} aria-hidden />}>{t('ask.add')}</Button>}
      >
        <LongMenu label={t('ask.add')}>
          {KINDS.map((type) => {
            const Icon = KIND_ICONS[type];
            return (
              <MenuItem key={type} onChoose={() => onAdd(type)}>
                <Icon size={16} aria-hidden className="shrink-0 text-accent" />
                {t(`kind.${type}`)}
              </MenuItem>
            );
          })}
        </LongMenu>
      </Menu>
    </div>
  );
}

/** What only reads needs nobody's leave, but what changes something may. */
function ConfirmText() {
  const { draft, change } = useBuilder();
  const { confirm } = draft;
  const put = (now: string | null) => change((old) => ({ ...old, confirm: now }));
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <Toggle
        label={t('ask.confirm')}
        about={t('ask.confirm_about')}
        on={confirm !== null}
        onChange={(on) => put(on ? '' : null)}
      />
      {confirm !== null && (
        <ValueText
          rows={1}
          at="confirm"
          label={t('ask.confirm_text')}
          placeholder={t('ask.confirm_hint')}
          value={confirm}
          onChange={put}
        />
      )}
    </div>
  );
}
