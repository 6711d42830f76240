import { useQuery } from '@tanstack/react-query';
import { Plus, Signpost } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { newId } from '../../../../shared/id';
import { peopleQuery } from '../../lib/queries';
import { t as common } from '../../lib/text';
import { useSaveKeys } from '../../lib/use-save-keys';
import type { Rule, RulesView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { useRows } from '../../ui/rows';
import { SaveRow } from '../../ui/save-row';
import { Empty } from '../../ui/states';
import { toast } from '../../ui/toast';
import { blankCondition } from './compare';
import { Conflict } from './conflict';
import { Floor } from './floor';
import { PastTrial } from './past-trial';
import { RuleRow } from './row';
import { nameOf } from './sentence';
import { t } from './text';
import { useDrag } from './use-drag';
import { type Edited, useRules } from './use-rules';

interface Props {
  assistant: string;
  view: RulesView;
  leads: boolean;
}

const blankRule = (): Rule => ({
  id: newId(),
  name: '',
  on: true,
  when: blankCondition(),
  // biome-ignore lint/suspicious/noThenProperty: it is what the wire calls it.
  then: 'hand_off',
  tags: [],
  priority: 'normal',
  team: null,
  message: '',
});

/** The floor, the rules below it, and what is not saved of them yet. */
export function RuleList({ assistant, view, leads }: Props) {
  const edited = useRules(assistant, view);
  const people = useQuery(peopleQuery).data?.teams;
  const teams = useMemo(() => (id: string) => people?.find((it) => it.id === id)?.name, [people]);
  /** The rule that is open. */
  const [open, setOpen] = useState<string | null>(null);
  useSaveKeys(edited.save, leads);
  // Whoever saved what does not hold together sees where.
  useEffect(() => {
    const first = edited.refused[0];
    if (first) setOpen(first.rule);
  }, [edited.refused]);
  const { draft, base } = edited;
  const add = () => {
    const rule = blankRule();
    edited.change([...draft, rule]);
    setOpen(rule.id);
  };
  return (
    <>
      <Floor />
      <section aria-labelledby="rules" className="mb-6">
        <header className="mb-3 flex flex-wrap items-end justify-between gap-3">
          <div className="min-w-0 flex-1 basis-80">
            <h2 id="rules" className="text-lg font-semibold">
              {t('rules.list')}
            </h2>
            <p className="text-muted">{t('rules.first_decides')}</p>
            {base.revision === 0 && <p className="text-muted">{t('rules.from_the_start')}</p>}
            {!leads && <p className="text-muted">{t('rules.read_only')}</p>}
          </div>
          {leads && <NewRule onNew={add} />}
        </header>
        {leads && <SaveBar edited={edited} />}
        {draft.length === 0 ? (
          <NoRules leads={leads} onNew={add} />
        ) : (
          <Rows edited={edited} leads={leads} teams={teams} open={open} setOpen={setOpen} />
        )}
      </section>
      {leads && <PastTrial assistant={assistant} edited={edited} />}
      <Conflict edited={edited} teams={teams} />
    </>
  );
}

function NewRule({ onNew }: { onNew: () => void }) {
  return (
    <Button look="primary" icon={<Plus size={15} aria-hidden />} onClick={onNew}>
      {t('rules.new')}
    </Button>
  );
}

function NoRules({ leads, onNew }: { leads: boolean; onNew: () => void }) {
  return (
    <Empty
      icon={<Signpost size={20} aria-hidden />}
      title={t('rules.none')}
      className="rounded-card border border-line bg-panel shadow-card"
    >
      <p className="mb-3">{t(leads ? 'rules.none_about' : 'rules.none_agent')}</p>
      {leads && <NewRule onNew={onNew} />}
    </Empty>
  );
}

interface RowsProps {
  edited: Edited;
  leads: boolean;
  teams: (id: string) => string | undefined;
  open: string | null;
  setOpen: (id: string | null) => void;
}

function Rows({ edited, leads, teams, open, setOpen }: RowsProps) {
  const { rows, move, box } = useRows(edited.draft, edited.change);
  const { held, hold } = useDrag(box, move);
  const remove = (rule: Rule, at: number) => {
    rows[at]?.remove();
    const back = () =>
      edited.change((now) =>
        now.some((it) => it.id === rule.id) ? now : [...now.slice(0, at), rule, ...now.slice(at)],
      );
    const undo = { label: common('do.undo'), run: back };
    toast(t('rules.removed', { name: nameOf(rule) }), undo);
  };
  return (
    <>
      <ol
        ref={box}
        aria-label={t('rules.list')}
        className={cx(
          'divide-y divide-line rounded-card border border-line bg-panel shadow-card',
          held !== null && 'select-none',
        )}
      >
        {rows.map((it) => (
          <RuleRow
            key={it.value.id}
            row={{ ...it, remove: () => remove(it.value, it.at) }}
            edited={edited}
            teams={teams}
            leads={leads}
            open={open === it.value.id}
            held={held === it.value.id}
            onHold={hold(it.value.id)}
            onOpen={(now) => setOpen(now ? it.value.id : null)}
          />
        ))}
      </ol>
      {leads && rows.length > 1 && (
        <p className="mt-2 text-sm text-muted">{t('rules.order_hint')}</p>
      )}
    </>
  );
}

/** In sight wherever the list is scrolled to. */
function SaveBar({ edited }: { edited: Edited }) {
  const { unsaved, busy, save, discard } = edited;
  return (
    <form
      className="sticky top-0 z-10 -mx-1 bg-bg px-1 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SaveRow unsaved={unsaved} busy={busy} onDiscard={discard} onSave={save}>
        {unsaved && <span className="text-sm text-muted max-md:hidden">{t('rules.unsaved')}</span>}
      </SaveRow>
    </form>
  );
}
