import { expect, test, vi } from 'vitest';
import type { ThreadEvent } from './events';
import { Reader } from './reader';

const event = (seq: number, prev = seq - 1): ThreadEvent => ({
  conversation: 'c',
  seq,
  prev,
  at: seq,
  kind: 'visitor_said',
  text: `${seq}`,
});

function reader(stored: ThreadEvent[], page = 500) {
  const taken: number[] = [];
  const read = vi.fn(async (_: string, after: number) => {
    const events = stored.filter((it) => it.seq > after);
    return { events: events.slice(0, page), more: events.length > page };
  });
  return { taken, read, reader: new Reader({ read, take: (it) => taken.push(it.seq) }) };
}

test('events in order go through, old ones are dropped', () => {
  const { reader: it, taken, read } = reader([]);
  for (const seq of [1, 2, 2, 1, 3]) it.push(event(seq));
  expect(taken).toEqual([1, 2, 3]);
  expect(read).not.toHaveBeenCalled();
  expect(it.cursors()).toEqual({ c: 3 });
});

test('a gap is read on from the cursor, and nothing comes twice', async () => {
  const {
    reader: it,
    taken,
    read,
  } = reader(
    [1, 2, 3, 4, 5].map((seq) => event(seq)),
    2,
  );
  it.push(event(1));
  it.push(event(5));
  it.push(event(4));
  expect(taken).toEqual([1]);
  await it.heal('c');
  expect(taken).toEqual([1, 2, 3, 4, 5]);
  expect(read.mock.calls.map(([, after]) => after)).toEqual([1, 5]);
});

test('what came while a gap could not be read is not lost', async () => {
  const { reader: it, taken, read } = reader([1, 2, 3].map((seq) => event(seq)));
  read.mockRejectedValueOnce(new Error('no network'));
  it.push(event(1));
  it.push(event(3));
  await it.heal('c');
  expect(taken).toEqual([1]);
  it.push(event(2));
  expect(taken).toEqual([1, 2, 3]);
});

test('seq may jump where the reader may not see what lies between', () => {
  const { reader: it, taken, read } = reader([]);
  it.push(event(1));
  it.push(event(5, 1));
  expect(taken).toEqual([1, 5]);
  expect(read).not.toHaveBeenCalled();
});

test('conversations are healed apart', async () => {
  const { reader: it, taken } = reader([event(1), event(2)]);
  it.push({ ...event(1), conversation: 'd' });
  it.push(event(2));
  await it.heal('c');
  expect(taken).toEqual([1, 1, 2]);
  expect(it.cursors()).toEqual({ c: 2, d: 1 });
});
