import { useState } from 'react';
import { actionQuery, publishAction, saveAction } from '../../lib/actions-api';
import { codeOf, explain } from '../../lib/api';
import { client } from '../../lib/queries';
import { same } from '../../lib/same';
import { t as common } from '../../lib/text';
import type { ActionView, Definition } from '../../lib/wire';
import { toast } from '../../ui/toast';
import { draftFaults } from './draft-faults';
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
  /** Somebody saved it before, or tried to publish it: then they want to read what is missing. */
  const [acted, setActed] = useState(view.revision > 1 || view.version != null);
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
  const send = async (of: ActionView, sent = draft): Promise<ActionView | null> => {
    setActed(true);
    const came = await kept(of, sent);
    if (came?.is === 'saved') take(came.view, sent);
    setTheirs(came?.is === 'theirs' ? came.view : null);
    return came?.is === 'saved' ? came.view : null;
  };
  const save = () =>
    during('save', async () => {
      const saved = unsaved ? await send(base) : base;
      if (saved && unsaved) toast(t('editor.saved'));
      return saved !== null;
    });
  /** What is not saved yet is saved first; what does not hold together stays a draft. Comes back with
   * the place of the first thing that is wrong. */
  const publish = (then: () => void) =>
    during('publish', async () => {
      setActed(true);
      const saved = unsaved ? await send(base) : base;
      const wrong = saved && draftFaults(saved, saved.draft, true)[0]?.at;
      const live = saved && (await published(saved, then));
      if (live) take(live, saved.draft);
      return wrong || null;
    });
  /** Another definition takes the draft's place, and is saved at once. */
  const bring = (definition: Definition) =>
    during('save', async () => {
      setDraft(definition);
      return (await send(base, definition)) !== null;
    });
  return {
    draft,
    unsaved,
    busy,
    theirs,
    faults: draftFaults(base, draft, acted),
    change: setDraft,
    save,
    publish,
    bring,
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

async function published(saved: ActionView, tryIt: () => void): Promise<ActionView | null> {
  // The page says what is wrong, and leads there.
  if (saved.faults.length > 0) return null;
  try {
    const live = await publishAction(saved.id);
    toast(t('editor.published'), { label: t('editor.try_it'), run: tryIt });
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
