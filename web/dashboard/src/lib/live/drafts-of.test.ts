import { describe, expect, it } from 'vitest';
import { emptyThread } from '../../../../shared/thread';
import type { ThreadEvent } from '../wire';
import { foldForTeam, type TeamThread } from './drafts-of';

function thread(...events: object[]): TeamThread {
  return events.reduce<TeamThread>((state, event, at) => {
    const seq = at + 1;
    return foldForTeam(state, {
      conversation: 'a',
      seq,
      prev: seq - 1,
      at: seq,
      ...event,
    } as ThreadEvent);
  }, emptyThread('a'));
}

const said = { kind: 'visitor_said', text: 'Where is it?' };
const begun = (draft: number) => ({ kind: 'draft_started', draft });
const drafted = (draft: number) => ({
  kind: 'drafted',
  draft,
  through: 1,
  sentences: [{ text: 'Here.', citations: [] }],
  verdict: 'answered',
});
const reply = (draft?: object) => ({
  kind: 'replied',
  by: { id: 'sam', name: 'Sam' },
  text: 'Here.',
  ...(draft ? { draft } : {}),
});

describe('drafts of the assistant', () => {
  it('are written, then ready, and no words of the thread', () => {
    expect(thread(said, begun(1)).draft).toMatchObject({ draft: 1, ready: null });
    const ready = thread(said, begun(1), drafted(1));
    expect(ready.draft?.ready?.sentences[0]?.text).toBe('Here.');
    expect(ready.items).toHaveLength(1);
    expect(ready.cursor).toBe(3);
  });

  it('are out of date once the visitor has said more', () => {
    const now = thread(said, begun(1), drafted(1), said, begun(2)).draft;
    expect(now).toMatchObject({ draft: 2, ready: null, outdated: { draft: 1 } });
    expect(thread(said, begun(1), said, begun(2), drafted(1)).draft?.ready).toBeNull();
  });

  it('end with a reply, which says where it came from', () => {
    const sent = thread(said, begun(1), drafted(1), reply({ draft: 1, edited: true }));
    expect(sent.draft).toBeNull();
    expect(sent.items.at(-1)).toMatchObject({ kind: 'bubble', draft: { edited: true } });
    expect(thread(said, reply()).items.at(-1)).not.toHaveProperty('draft');
  });

  it('leave a line where one was put aside and where the assistant is not live', () => {
    const by = { id: 'sam', name: 'Sam' };
    const items = thread(said, { kind: 'muted', why: 'drafts' }, begun(1), drafted(1), {
      kind: 'draft_dismissed',
      draft: 1,
      by,
    }).items;
    expect(items.map((it) => (it.kind === 'line' ? it.event.kind : it.kind))).toEqual([
      'bubble',
      'muted',
      'draft_dismissed',
    ]);
  });
});

describe('marks of handoffs', () => {
  const by = { id: 'sam', name: 'Sam' };
  const passed = { kind: 'handed_off', reason: 'button', helps: false };
  const marked = (handoff: number, mark?: string) => ({ kind: 'marked', handoff, mark, by });

  it('are what was said last of each, and no line of the thread', () => {
    const now = thread(passed, marked(1, 'right'), marked(1, 'answerable'));
    expect(now.marks?.[1]).toEqual({ mark: 'answerable', by, at: 3 });
    expect(now.items).toHaveLength(1);
    expect(now.cursor).toBe(3);
    expect(thread(passed, marked(1, 'right'), marked(1)).marks?.[1]).toBeUndefined();
  });
});
