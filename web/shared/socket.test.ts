// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PING_MS, SILENT_LINE_MS_MAX } from './limits';
import { CONNECT_MS_MAX, Line, type LineState } from './socket';

type Frame = { type: string };

class Socket {
  static made: Socket[] = [];
  readyState = 1;
  sent: Frame[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((close: { code: number }) => void) | null = null;
  constructor() {
    Socket.made.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.readyState = 3;
  }
  hear(type: string) {
    this.onmessage?.({ data: JSON.stringify({ type }) });
  }
}

const states: [LineState, number][] = [];
const unauthorized = vi.fn();
let line: Line<Frame, Frame>;

beforeEach(() => {
  vi.useFakeTimers();
  Socket.made = [];
  states.length = 0;
  unauthorized.mockReset();
  line = new Line<Frame, Frame>({
    url: () => 'ws://x',
    hello: () => ({ type: 'hello' }),
    isReady: (frame) => frame.type === 'live',
    onFrame: () => {},
    onState: (state, failures) => states.push([state, failures]),
    onUnauthorized: unauthorized,
    random: () => 1,
    makeSocket: () => new Socket() as unknown as WebSocket,
  });
  line.start();
});
afterEach(() => {
  line.stop();
  vi.useRealTimers();
});

const last = () => Socket.made.at(-1) as Socket;
function up() {
  last().onopen?.();
  last().hear('live');
}

test('it says hello first, and is open only when the server is ready', () => {
  last().onopen?.();
  last().hear('welcome');
  expect(line.state).toBe('connecting');
  expect(line.send({ type: 'do' })).toBe(false);
  last().hear('live');
  expect(line.send({ type: 'do' })).toBe(true);
  expect(last().sent).toEqual([{ type: 'hello' }, { type: 'do' }]);
});

test('it comes back after growing waits, and counts failures until it is up', () => {
  last().onclose?.({ code: 1006 });
  expect(states.at(-1)).toEqual(['waiting', 1]);
  vi.advanceTimersByTime(499);
  expect(Socket.made).toHaveLength(1);
  vi.advanceTimersByTime(1);
  last().onclose?.({ code: 1006 });
  expect(states.at(-1)).toEqual(['waiting', 2]);
  vi.advanceTimersByTime(1_000);
  up();
  expect(states.at(-1)).toEqual(['open', 0]);
});

test('silence is pinged, and then the line is given up', () => {
  up();
  vi.advanceTimersByTime(PING_MS);
  expect(last().sent.at(-1)).toEqual({ type: 'ping' });
  last().hear('pong');
  vi.advanceTimersByTime(SILENT_LINE_MS_MAX - 5_000);
  expect(line.state).toBe('open');
  vi.advanceTimersByTime(5_000);
  expect(line.state).toBe('waiting');
});

test('a connection that never gets up is given up', () => {
  vi.advanceTimersByTime(CONNECT_MS_MAX);
  expect(line.state).toBe('waiting');
});

test('4401 stops it and asks for a new session', () => {
  up();
  last().onclose?.({ code: 4401 });
  expect(line.state).toBe('stopped');
  expect(unauthorized).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(120_000);
  expect(Socket.made).toHaveLength(1);
});

test('the network coming back ends the wait, and a dead socket is not heard any more', () => {
  up();
  const dead = last();
  dispatchEvent(new Event('offline'));
  expect(line.state).toBe('waiting');
  dispatchEvent(new Event('online'));
  expect(Socket.made).toHaveLength(2);
  dead.hear('live');
  expect(line.state).toBe('connecting');
});
