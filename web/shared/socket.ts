// A line to the server that stays up: back-off, pings, a watch on silence. It knows no frame but
// `ping`, and keeps no queue: who sends over a line that is down is told so.
import { backoffMs } from './backoff';
import { PING_MS, SILENT_LINE_MS_MAX } from './limits';

/** A connection that is not up after this long never will be. */
export const CONNECT_MS_MAX = 10_000;

export type LineState = 'connecting' | 'open' | 'waiting' | 'stopped';

export interface LineOptions<Incoming, Outgoing> {
  /** Address of the socket, asked at each attempt. */
  url: () => string;
  /** The first frame, if the protocol has one. */
  hello?: () => Outgoing;
  /** The frame after which the line counts as up. */
  isReady: (frame: Incoming) => boolean;
  onFrame: (frame: Incoming) => void;
  /** `failures` counts the attempts in a row that did not get up. */
  onState: (state: LineState, failures: number) => void;
  /** The session is no longer valid. The line stops; `start` begins anew. */
  onUnauthorized: () => void;
  random?: () => number;
  makeSocket?: (url: string) => WebSocket;
}

type Timer = ReturnType<typeof setTimeout>;

export class Line<Incoming extends { type: string }, Outgoing extends { type: string }> {
  readonly #options: LineOptions<Incoming, Outgoing>;
  #socket: WebSocket | null = null;
  #state: LineState = 'stopped';
  #failures = 0;
  #heardAt = 0;
  #retry: Timer | undefined;
  #beat: Timer | undefined;
  #deadline: Timer | undefined;

  constructor(options: LineOptions<Incoming, Outgoing>) {
    this.#options = options;
  }

  get state(): LineState {
    return this.#state;
  }

  start(): void {
    if (this.#state !== 'stopped') return;
    this.#failures = 0;
    addEventListener('online', this.#hurry);
    addEventListener('offline', this.#lost);
    document.addEventListener('visibilitychange', this.#hurry);
    this.#connect();
  }

  stop(): void {
    removeEventListener('online', this.#hurry);
    removeEventListener('offline', this.#lost);
    document.removeEventListener('visibilitychange', this.#hurry);
    this.#drop();
    this.#become('stopped');
  }

  /** False when the line is not up; nothing is queued. */
  send(frame: Outgoing): boolean {
    if (this.#state !== 'open' || this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect(): void {
    this.#drop();
    this.#become('connecting');
    const make = this.#options.makeSocket ?? ((url: string) => new WebSocket(url));
    let socket: WebSocket;
    try {
      socket = make(this.#options.url());
    } catch {
      this.#again();
      return;
    }
    this.#socket = socket;
    this.#deadline = setTimeout(() => this.#down(socket, 1006), CONNECT_MS_MAX);
    socket.onopen = () => {
      this.#heardAt = Date.now();
      const hello = this.#options.hello?.();
      if (hello) socket.send(JSON.stringify(hello));
    };
    socket.onmessage = (message) => this.#heard(socket, message.data);
    socket.onclose = (close) => this.#down(socket, close.code);
  }

  #heard(socket: WebSocket, data: unknown): void {
    if (socket !== this.#socket) return;
    this.#heardAt = Date.now();
    const frame = parse<Incoming>(data);
    if (!frame) return;
    // The frame first: what it says is known before anybody acts on the line being up.
    this.#options.onFrame(frame);
    if (this.#state === 'connecting' && this.#options.isReady(frame)) {
      clearTimeout(this.#deadline);
      this.#failures = 0;
      this.#watch();
      this.#become('open');
    }
  }

  #watch(): void {
    clearTimeout(this.#beat);
    this.#beat = setTimeout(() => {
      const silence = Date.now() - this.#heardAt;
      if (silence >= SILENT_LINE_MS_MAX && this.#socket) {
        this.#down(this.#socket, 1006);
        return;
      }
      if (silence >= PING_MS) this.#ping();
      this.#watch();
    }, 5_000);
  }

  #ping(): void {
    if (this.#socket?.readyState === 1) this.#socket.send('{"type":"ping"}');
  }

  #down(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) return;
    this.#drop();
    if (code === 4401) {
      this.stop();
      this.#options.onUnauthorized();
      return;
    }
    this.#again();
  }

  #again(): void {
    const wait = backoffMs(this.#failures, this.#options.random);
    this.#failures += 1;
    this.#become('waiting');
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  #drop(): void {
    for (const timer of [this.#retry, this.#beat, this.#deadline]) clearTimeout(timer);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #become(state: LineState): void {
    this.#state = state;
    this.#options.onState(state, this.#failures);
  }

  /** The network or the person is back: no reason to sit out the wait. */
  #hurry = (): void => {
    if (document.visibilityState === 'hidden') return;
    if (this.#state === 'waiting') this.#connect();
    else if (this.#state === 'open') this.#ping();
  };

  #lost = (): void => {
    if (this.#socket) this.#down(this.#socket, 1006);
  };
}

function parse<Frame>(data: unknown): Frame | null {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data) as Frame;
  } catch {
    return null;
  }
}

/** The address of a socket on the origin that served this page. */
export function socketUrl(path: string, base: string = location.href): string {
  const url = new URL(path, base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
