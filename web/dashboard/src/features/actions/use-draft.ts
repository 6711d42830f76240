import { useState } from 'react';
import {
  type ActionView,
  actionQuery,
  type Definition,
  publishAction,
  saveAction,
} from '../../lib/actions-api';
import { codeOf, explain } from '../../lib/api';
import { client } from '../../lib/queries';
import { t as common } from '../../lib/text';
import { toast } from '../../ui/toast';
import { same, standing } from './places';
import { t } from './text';

/** A draft that is being written, and what of it is saved. */
export function useDraft(view: ActionView) {
  const [base, setBase] = useState(view);
  const [draft, setDraft] = useState(view.draft);
  const [busy, setBusy] = useState<'save' | 'publish' | null>(null);
  /** What somebody else saved meanwhile. */
  const [theirs, setTheirs] = useState<ActionView | null>(null);
  const unsaved = !same(draft, base.draft);
  if (view.revision > base.revision && !unsaved && busy === null) {
    setBase(view);
    setDraft(view.draft);
  }
  const take = (saved: ActionView, sent?: Definition) => {
    setBase(saved);
    // What was typed meanwhile stays.
    setDraft((now) => (!sent || same(now, sent) ? saved.draft : now));
  };

  const send = async (revision: number): Promise<ActionView | null> => {
    try {
      const saved = await saveAction(view.id, draft, revision);
      take(saved, draft);
      setTheirs(null);
      return saved;
    } catch (error) {
      if (codeOf(error) === 'conflict') setTheirs(await newest(view.id));
      else toast(explain(error, common('error.unreachable')));
      return null;
    }
  };
  const during = async <T>(what: 'save' | 'publish', act: () => Promise<T>): Promise<T> => {
    setBusy(what);
    try {
      return await act();
    } finally {
      setBusy(null);
    }
  };

  const save = () =>
    during('save', async () => {
      if (!unsaved) return true;
      const saved = await send(base.revision);
      if (saved) toast(t('editor.saved'));
      return saved !== null;
    });
  /** What is not saved yet is saved first; what does not hold together stays a draft. */
  const publish = () =>
    during('publish', async () => {
      const saved = unsaved ? await send(base.revision) : base;
      if (!saved) return;
      if (saved.faults.length > 0) {
        toast(t('editor.faulty', { count: saved.faults.length }));
        return;
      }
      try {
        take(await publishAction(view.id), saved.draft);
        toast(t('editor.published'));
      } catch (error) {
        toast(explain(error, common('error.unreachable')));
      }
    });

  return {
    draft,
    unsaved,
    busy,
    theirs,
    faults: standing(base.faults, base.draft, draft),
    change: setDraft,
    save,
    publish,
    discard: () => setDraft(base.draft),
    keepMine: () => during('save', () => send(theirs?.revision ?? base.revision)),
    takeTheirs: () => {
      if (theirs) take(theirs);
      setTheirs(null);
    },
    decideLater: () => setTheirs(null),
  };
}

async function newest(id: string): Promise<ActionView | null> {
  try {
    return await client.fetchQuery(actionQuery(id));
  } catch (error) {
    toast(explain(error, common('error.unreachable')));
    return null;
  }
}
