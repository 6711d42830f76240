// The one socket of the dashboard: it feeds the cache, and carries what we send.
import { LONG_POLL_MS_MAX } from '../../../../shared/limits';
import { Line, socketUrl } from '../../../../shared/socket';
import { call, sessionEnded } from '../api';
import { client } from '../queries';
import { store } from '../store';
import type { Availability, FromTeammate, TeammateNews, ThreadEvent, ToTeammate } from '../wire';
import { isActive } from './activity';
import { absorb, dropRows, takeRead, takeRow } from './cache';
import { settle, unsettle } from './commands';
import { dropSite, dropSource, takeSite, takeSource, takeVisitorSeen } from './patches';
import { cursorOf, takeEvent, threadQuery, trimThreads } from './threads';
import { stopTyping, takeTyping } from './typing';

export type Connection = 'connecting' | 'live' | 'polling' | 'lost';

/** After so many failures in a row we ask by long polling, in case a proxy lets no socket through. */
const POLL_AFTER_FAILURES = 2;

export const connection = store<Connection>('connecting');
/** The teammates with an open dashboard. */
export const present = store<Readonly<Record<string, Availability>>>({});
const watched = new Set<string>();
const backListeners = new Set<() => void>();

const line = new Line<ToTeammate, FromTeammate>({
  url: () => socketUrl('/api/socket'),
  isReady: (frame) => frame.type === 'welcome',
  onFrame: take,
  onState: (state, failures) => {
    if (state === 'open') return up();
    if (state === 'stopped') return connection.set('lost');
    unsettle();
    if (failures >= POLL_AFTER_FAILURES) void poll();
    if (connection.get() !== 'polling') connection.set(failures > 0 ? 'lost' : 'connecting');
  },
  onUnauthorized: sessionEnded,
});

export function startLine(): () => void {
  line.start();
  return () => {
    line.stop();
    unsettle();
  };
}

/** False when the line is down; nothing is queued. */
export function sendFrame(frame: FromTeammate): boolean {
  return line.send(frame);
}

/** Called when the line is up again, after windows and threads were asked for. */
export function onBack(listener: () => void): () => void {
  backListeners.add(listener);
  return () => backListeners.delete(listener);
}

function up(): void {
  const first = connection.get() === 'connecting' && !client.getQueryData(['counts']);
  connection.set('live');
  // A new line counts as active.
  if (!isActive()) sendFrame({ type: 'active', on: false });
  for (const conversation of watched) watchOn(conversation);
  if (!first) refetchAll();
  for (const listener of backListeners) listener();
}

function refetchAll(): void {
  const stale = [
    'window',
    'counts',
    'sources',
    'reaches',
    'sites',
    'sightings',
    'people',
    'assistants',
    'mail',
    'embeddings',
    'conversation',
  ];
  for (const key of stale) {
    void client.invalidateQueries({ queryKey: [key] });
  }
}

/** Follows a thread until the returned function is called. */
export function watch(conversation: string): () => void {
  watched.add(conversation);
  // What is known is read over HTTP first, a page at a time; the line then brings what follows.
  void client
    .ensureQueryData(threadQuery(conversation))
    .catch(() => {})
    .then(() => watched.has(conversation) && watchOn(conversation));
  return () => {
    watched.delete(conversation);
    line.send({ type: 'unwatch', conversation });
    trimThreads(watched);
  };
}

function watchOn(conversation: string): void {
  line.send({ type: 'watch', conversation, after: cursorOf(conversation) });
}

function take(frame: ToTeammate): void {
  if (isStep(frame)) void client.invalidateQueries({ queryKey: ['setup'] });
  switch (frame.type) {
    case 'welcome':
    case 'presence':
      present.set(byId(frame.present));
      break;
    case 'rows':
      frame.rows.forEach(takeRow);
      break;
    case 'event':
      takeEvent(frame);
      endTyping(frame);
      break;
    case 'done':
      settle(frame.id, frame);
      break;
    case 'refused':
      settle(frame.id, frame.problem);
      break;
    case 'typing':
      takeTyping(frame.conversation, frame.who, frame.on);
      break;
    case 'seen':
      takeVisitorSeen(frame.conversation, frame.seq);
      break;
    case 'read':
      takeRead(frame.conversation, frame.seen);
      break;
    case 'people':
    case 'tags':
    case 'assistants':
    case 'mail':
    case 'embeddings':
      void client.invalidateQueries({ queryKey: [frame.type] });
      break;
    case 'source':
      takeSource(frame.source);
      break;
    case 'reaches':
      void client.invalidateQueries({ queryKey: ['reaches'] });
      break;
    case 'site':
      takeSite(frame.site);
      break;
    case 'site_gone':
      dropSite(frame.site);
      break;
    case 'gone':
      dropRows(frame.conversations);
      break;
    case 'rated':
      for (const key of ['conversation', 'turn']) {
        void client.invalidateQueries({ queryKey: [key, frame.conversation] });
      }
      break;
    case 'sighted':
      void client.invalidateQueries({ queryKey: ['sightings', frame.assistant] });
      break;
    case 'source_gone':
      dropSource(frame.source);
      break;
  }
}

/** Whether a step of the setup may be done by this. */
function isStep(frame: ToTeammate): boolean {
  if (frame.type === 'source') return frame.source.state.is === 'ready';
  if (frame.type === 'site') return frame.site.state.is === 'ready';
  return ['people', 'mail', 'assistants', 'sighted', 'source_gone', 'site_gone'].includes(
    frame.type,
  );
}

function byId(list: TeammateNews['present']): Record<string, Availability> {
  return Object.fromEntries(list.map((it) => [it.id, it.availability]));
}

/** What was said is no longer being typed. */
function endTyping(event: ThreadEvent): void {
  if (event.kind === 'visitor_said') stopTyping(event.conversation, { role: 'visitor' });
  if (event.kind === 'replied') {
    stopTyping(event.conversation, { role: 'teammate', ...event.by });
  }
}

let polling = false;

async function poll(): Promise<void> {
  if (polling) return;
  polling = true;
  let since = 0;
  while (isDown()) {
    const [conversation] = [...watched].slice(-1);
    const news = await call<TeammateNews>('POST', '/api/poll', {
      changed_since: since,
      wait_ms: since ? LONG_POLL_MS_MAX : 0,
      watch: conversation ? { conversation, after: cursorOf(conversation) } : null,
    }).catch(() => null);
    if (!news) break;
    if (!since) refetchAll();
    if (isDown()) connection.set('polling');
    since = news.now;
    present.set(byId(news.present));
    absorb(news.rows);
    for (const event of news.events) takeEvent(event);
    if (news.rows.length) void client.invalidateQueries({ queryKey: ['counts'] });
  }
  polling = false;
  if (connection.get() === 'polling' && isDown()) connection.set('lost');
}

function isDown(): boolean {
  return line.state !== 'open' && line.state !== 'stopped';
}
