import { expect, it } from 'vitest';
import { myRow, owners } from '../../lib/fixtures';
import type { MyRow, OwnerNow } from '../../lib/wire';
import { advance, MILESTONES, type Rehearsal } from './rehearsal';

const began = 1_000;
const start: Rehearsal = { began, reached: 0, conversation: null };
const { assistant, queue, sams: person } = owners;

const said = (owner: OwnerNow, more: Partial<MyRow> = {}): MyRow =>
  myRow({
    conversation: 'a',
    conversation_kind: 'rehearsal',
    preview: null,
    created_at: 2_000,
    visitor_messages: 1,
    owner,
    ...more,
  });

const after = (rows: MyRow[], before = start) =>
  advance(before, new Map(rows.map((it) => [it.conversation, it])));

it('ticks off what has happened, and nothing twice', () => {
  let state = after([said(assistant)]);
  expect(MILESTONES[state.reached]).toBe('ask');
  state = after([said(queue)], state);
  expect(MILESTONES[state.reached]).toBe('person');
  state = after([said(person)], state);
  expect(MILESTONES[state.reached]).toBe('take');
  const replied = { preview: { by: 'teammate' as const, text: 'Hello' } };
  state = after([said(person, replied)], state);
  expect(MILESTONES[state.reached]).toBe('reply');
  state = after([said(assistant, replied)], state);
  expect(MILESTONES[state.reached]).toBe('end');
});

it('is not passed by handing back without a word', () => {
  const taken = after([said(person)]);
  expect(MILESTONES[after([said(assistant)], taken).reached]).toBe('take');
});

it('takes no real conversation and no earlier rehearsal for its own', () => {
  const real = said(queue, { conversation_kind: 'live' });
  const earlier = said(queue, { conversation: 'b', created_at: 10 });
  expect(after([real, earlier])).toBe(start);
});
