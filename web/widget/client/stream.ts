// The visitor's line: the socket, and long polls while no socket gets through.
import type {
  FromVisitor,
  Page,
  ThreadEvent,
  ToVisitor,
  VisitorCommand,
} from '../../shared/events';
import { LONG_POLL_MS_MAX } from '../../shared/limits';
import { Reader } from '../../shared/reader';
import { Line, type LineState, socketUrl } from '../../shared/socket';
import { type Api, Refused } from './api';
import { LATER_MS, type Outbox } from './outbox';

/** Attempts of the socket that fail in a row before polls begin. */
const FAILURES_BEFORE_POLLS = 2;

export interface StreamOptions {
  api: Api;
  outbox: () => Outbox;
  page: () => Page;
  take: (event: ThreadEvent) => void;
  frame: (frame: ToVisitor) => void;
  /** Whether anything gets through, by socket or by poll. */
  up: (up: boolean) => void;
  unauthorized: () => void;
  /** The visitor is on another page, or more is known of them. */
  moved: () => unknown;
}

export class Stream {
  readonly reader: Reader;
  readonly #options: StreamOptions;
  readonly #line: Line<ToVisitor, FromVisitor>;
  /** The loop of polls that counts; another that still hangs is ignored. */
  #polling: symbol | null = null;
  #polls = false;
  #sent = new Map<string, number>();

  constructor(options: StreamOptions) {
    this.#options = options;
    this.reader = new Reader({
      read: (conversation, after) => options.api.events(conversation, after),
      take: options.take,
    });
    this.#line = new Line<ToVisitor, FromVisitor>({
      url: () => socketUrl('/api/visitor/socket'),
      hello: () => ({
        type: 'hello',
        token: options.api.token ?? '',
        cursors: this.reader.cursors(),
        page: options.page(),
      }),
      isReady: (frame) => frame.type === 'live',
      onFrame: (frame) => this.#heard(frame),
      onState: (state, failures) => this.#state(state, failures),
      onUnauthorized: options.unauthorized,
    });
  }

  start(): void {
    this.#line.start();
  }

  stop(): void {
    this.#line.stop();
    this.#stopPolling();
    this.#sent.clear();
  }

  /** False when nothing gets through now. */
  perform(command: VisitorCommand): boolean {
    if (this.#line.send({ type: 'do', command })) return true;
    if (!this.#polls) return false;
    void this.#post(command);
    return true;
  }

  page(): void {
    this.#line.send({ type: 'page', page: this.#options.page() });
    this.#options.moved();
  }

  typing(conversation: string, on: boolean): void {
    this.#line.send({ type: 'typing', conversation, on });
  }

  seen(conversation: string, seq: number): void {
    if ((this.#sent.get(conversation) ?? 0) >= seq) return;
    if (this.#line.send({ type: 'seen', conversation, seq })) this.#sent.set(conversation, seq);
  }

  #heard(frame: ToVisitor): void {
    if (frame.type === 'event') this.reader.push(frame);
    else if (frame.type === 'done') this.#options.outbox().done(frame);
    else if (frame.type === 'refused') this.#options.outbox().refused(frame.id, frame.problem);
    else this.#options.frame(frame);
  }

  #state(state: LineState, failures: number): void {
    if (state === 'open') {
      this.#stopPolling();
      this.#sent.clear();
      this.#options.up(true);
      this.#options.outbox().flush();
      return;
    }
    if (!this.#polls) {
      this.#options.outbox().lineLost();
      this.#options.up(false);
    }
    if (state === 'waiting' && failures >= FAILURES_BEFORE_POLLS && !this.#polling) {
      void this.#poll();
    }
  }

  async #poll(): Promise<void> {
    const polling = Symbol();
    this.#polling = polling;
    try {
      while (this.#polling === polling) {
        // The first poll only asks whether anything gets through at all.
        const wait = this.#polls ? LONG_POLL_MS_MAX : 0;
        const news = await this.#options.api.poll(this.reader.cursors(), wait);
        if (this.#polling !== polling) return;
        for (const event of news.events) this.reader.push(event);
        this.#options.frame({ type: 'presence', teammates_here: news.teammates_here });
        if (!this.#polls) this.#pollsWork();
      }
    } catch (error) {
      if (this.#polling === polling) this.#stopPolling();
      if (error instanceof Refused && error.problem.status === 401) this.#options.unauthorized();
      else if (this.#line.state !== 'open') this.#options.up(false);
    }
  }

  #pollsWork(): void {
    this.#polls = true;
    this.#options.frame({ type: 'live' });
    this.#options.up(true);
    this.#options.outbox().flush();
  }

  #stopPolling(): void {
    this.#polling = null;
    this.#polls = false;
  }

  async #post(command: VisitorCommand): Promise<void> {
    const outbox = this.#options.outbox();
    try {
      outbox.done(await this.#options.api.perform(command));
    } catch (error) {
      if (error instanceof Refused) outbox.refused(command.id, error.problem);
      else {
        outbox.lineLost();
        setTimeout(() => outbox.flush(), LATER_MS);
      }
    }
  }
}
