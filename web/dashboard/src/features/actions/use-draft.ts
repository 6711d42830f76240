import { useState } from 'react';
import { actionQuery, publishAction, saveAction } from '../../lib/actions-api';
import { codeOf, explain } from '../../lib/api';
import { client } from '../../lib/queries';
import { t as common } from '../../lib/text';
import type { ActionView, Definition } from '../../lib/wire';
import { toast } from '../../ui/toast';
import { same, standing } from './places';
import { t } from './text';

type Busy = 'save' | 'publish' | null;

function useBusy() {
  const [busy, setBusy] = useState<Busy>(null);
  const during = async <T>(what: Busy, act: () => Promise<T>): Promise<T> => {
    setBusy(what);
    try {
      return await act();
    } finally {
      setBusy(null);
    }
  };
  return [busy, during] as const;
}

/** A draft that is being written, and what of it is saved. */
export function useDraft(view: ActionView) {
  const [base, setBase] = useState(view);
  const [draft, setDraft] = useState(view.draft);
  const [busy, during] = useBusy();
  /** What somebody else saved meanwhile. */
  const [theirs, setTheirs] = useState<ActionView | null>(null);
  const unsaved = !same(draft, base.draft);
  if (view.revision > base.revision && busy === null) {
    // Somebody switched it off, or saved it where nothing is being written here.
    if (!unsaved || same(view.draft, base.draft)) setBase(view);
    if (!unsaved) setDraft(view.draft);
  }
  const take = (saved: ActionView, sent?: Definition) => {
    setBase(saved);
    // What was typed meanwhile stays.
    setDraft((now) => (!sent || same(now, sent) ? saved.draft : now));
  };
  const send = async (of: ActionView): Promise<ActionView | null> => {
    const came = await kept(of, draft);
    if (came?.is === 'saved') take(came.view, draft);
    setTheirs(came?.is === 'theirs' ? came.view : null);
    return came?.is === 'saved' ? came.view : null;
  };
  const save = () =>
    during('save', async () => {
      const saved = unsaved ? await send(base) : base;
      if (saved && unsaved) toast(t('editor.saved'));
      return saved !== null;
    });
  /** What is not saved yet is saved first; what does not hold together stays a draft. */
  const publish = () =>
    during('publish', async () => {
      const saved = unsaved ? await send(base) : base;
      const live = saved && (await published(saved));
      if (live) take(live, saved.draft);
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
    keepMine: () => during('save', () => send(theirs ?? base)),
    takeTheirs: () => {
      if (theirs) take(theirs);
      setTheirs(null);
    },
    decideLater: () => setTheirs(null),
  };
}

type Kept = { is: 'saved' | 'theirs'; view: ActionView };

/** Saves a draft that was made from `of`; what somebody else saved meanwhile comes back instead. */
async function kept(of: ActionView, draft: Definition): Promise<Kept | null> {
  try {
    return { is: 'saved', view: await saveAction(of.id, draft, of.revision) };
  } catch (error) {
    const isConflict = codeOf(error) === 'conflict';
    if (!isConflict) toast(explain(error, common('error.unreachable')));
    const now = isConflict ? await newest(of.id) : null;
    if (!now) return null;
    // Only switched on or off, or published: there is nothing to decide between.
    if (now.revision > of.revision && same(now.draft, of.draft)) return kept(now, draft);
    return { is: 'theirs', view: now };
  }
}

async function published(saved: ActionView): Promise<ActionView | null> {
  if (saved.faults.length > 0) {
    toast(t('editor.faulty', { count: saved.faults.length }));
    return null;
  }
  try {
    const live = await publishAction(saved.id);
    toast(t('editor.published'));
    return live;
  } catch (error) {
    toast(explain(error, common('error.unreachable')));
    return null;
  }
}

async function newest(id: string): Promise<ActionView | null> {
  try {
    return await client.fetchQuery(actionQuery(id));
  } catch (error) {
    toast(explain(error, common('error.unreachable')));
    return null;
  }
}
