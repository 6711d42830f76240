// Threads as the two sides show them, compared.
import assert from 'node:assert/strict';
import { eventually } from './wait.mjs';

/** Fails unless a thread is exactly what is wanted: nothing more, nothing twice, in this order. */
export function sameThread(said, wanted) {
  const shown = said.map((it) => `${it.by}: ${it.text}${it.pending ? ` (${it.pending})` : ''}`);
  const asked = wanted.map(([by, text], at) => {
    const it = said[at];
    const fits = text instanceof RegExp ? text.test(it?.text ?? '') : it?.text === text;
    return it?.by === by && fits && !it.pending ? shown[at] : `${by}: ${text}`;
  });
  assert.deepEqual(shown, asked);
}

/** Without the answers that a crash cut short: each was begun anew. */
export function whole(said) {
  return said.filter((it) => !it.cut);
}

const bare = (it) => `${it.by}: ${it.text.replace(/\s/g, '')}`;

/** Waits until visitor and teammate see the same messages in the same order. */
export async function agree(widget, inbox) {
  const look = () => Promise.all([widget.said(), inbox.said()]);
  await eventually(look, ([visitor, team]) => {
    assert.deepEqual(visitor.map(bare), team.filter((it) => it.by !== 'note').map(bare));
  });
}
