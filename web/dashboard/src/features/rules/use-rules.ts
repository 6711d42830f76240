import { useState } from 'react';
import { codeOf, explain } from '../../lib/api';
import { client } from '../../lib/queries';
import { rulesQuery, saveRules } from '../../lib/rules-api';
import { same } from '../../lib/same';
import { t as common } from '../../lib/text';
import type { Rule, RulesView } from '../../lib/wire';
import { toast } from '../../ui/toast';
import { nameOf } from './sentence';
import { t } from './text';
import { standing, type Wrong, wrongOf } from './wrong';

/** What nobody gave a name is called as it reads. */
export const whole = (rule: Rule): Rule => ({ ...rule, name: nameOf(rule) });

/** A list of rules that is being changed, and what of it is saved. */
export function useRules(assistant: string, view: RulesView) {
  const [base, setBase] = useState(view);
  const [draft, setDraft] = useState(view.rules);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  /** What somebody else saved meanwhile. */
  const [theirs, setTheirs] = useState<RulesView | null>(null);
  const unsaved = !same(draft, base.rules);
  const isNews = view !== base && view.revision >= base.revision;
  if (isNews && !busy && (view.revision === base.revision || !unsaved)) {
    // Hits are counted on; and where nothing is being changed here, the latest list is shown.
    setBase(view);
    if (!unsaved) setDraft(view.rules);
  }
  const take = (saved: RulesView, sent?: readonly Rule[]) => {
    setBase(saved);
    setWrong([]);
    setTheirs(null);
    // What was changed meanwhile stays.
    setDraft((now) => (!sent || same(now, sent) ? saved.rules : now));
  };
  /** Says what is wrong with rules that were sent. */
  const refuse = async (error: unknown, sent: readonly Rule[]) => {
    if (codeOf(error) === 'conflict') return setTheirs(await newest(assistant));
    const found = wrongOf(error, sent);
    setWrong(found);
    const first = found[0];
    toast(
      first
        ? t('rules.wrong', { name: nameOf(first.sent) })
        : explain(error, common('error.unreachable')),
    );
  };
  const send = async (revision: number): Promise<boolean> => {
    setBusy(true);
    try {
      take(await saveRules(assistant, { rules: draft.map(whole), revision }), draft);
      toast(t('rules.saved'));
      return true;
    } catch (error) {
      await refuse(error, draft);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    base,
    draft,
    unsaved,
    busy,
    theirs,
    wrong: standing(wrong, draft),
    /** What the last save was refused for. */
    refused: wrong,
    change: setDraft,
    refuse,
    save: () => (unsaved ? send(base.revision) : Promise.resolve(true)),
    discard: () => {
      const before = draft;
      setDraft(base.rules);
      toast(t('rules.discarded'), { label: common('do.undo'), run: () => setDraft(before) });
    },
    keepMine: () => send(theirs?.revision ?? base.revision),
    takeTheirs: () => theirs && take(theirs),
    decideLater: () => setTheirs(null),
  };
}

export type Edited = ReturnType<typeof useRules>;

async function newest(assistant: string): Promise<RulesView | null> {
  try {
    return await client.fetchQuery(rulesQuery(assistant));
  } catch (error) {
    toast(explain(error, common('error.unreachable')));
    return null;
  }
}
