// The HTTP side of the visitor's protocol.
import type {
  Citation,
  CitedPassage,
  Done,
  Events,
  Problem,
  ProveIdentity,
  VisitorCommand,
  VisitorNews,
  VisitorSession,
} from '../../shared/events';

/** The server answered, and said no. Any other error is the network's. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export class Api {
  token: string | null = null;

  session(site: string, rehearsal?: string): Promise<VisitorSession> {
    const asked = { site, token: this.token, rehearsal: rehearsal || undefined };
    return this.call('session', asked, 15_000);
  }

  prove(said: ProveIdentity): Promise<VisitorSession> {
    return this.call('identity', said, 15_000);
  }

  perform(command: VisitorCommand): Promise<Done> {
    return this.call('commands', command, 15_000);
  }

  poll(cursors: Record<string, number>, wait_ms: number): Promise<VisitorNews> {
    return this.call('poll', { cursors, wait_ms }, wait_ms + 15_000);
  }

  events(conversation: string, after: number): Promise<Events> {
    return this.call(`conversations/${conversation}/events?after=${after}`, undefined, 15_000);
  }

  passage({ source, position, revision }: Citation): Promise<CitedPassage> {
    const path = `sources/${source}/passages/${position}?revision=${revision}`;
    return this.call(path, undefined, 15_000);
  }

  /** For what only a part that is fetched later asks. */
  async call<Answer>(path: string, body: unknown, limit_ms: number): Promise<Answer> {
    const response = await fetch(`/api/visitor/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(limit_ms),
    });
    const answer = await response.json();
    if (!response.ok) throw new Refused(answer as Problem);
    return answer as Answer;
  }
}
