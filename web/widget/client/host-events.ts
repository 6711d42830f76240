import type { ThreadEvent } from '../../shared/events';
import type { ThreadState } from '../../shared/thread';

/** What the site's script is told of an event. No words of the chat: the page is not trusted. */
export function hostEvents(
  event: ThreadEvent,
  { items }: ThreadState,
): [name: string, data: unknown][] {
  const { conversation } = event;
  switch (event.kind) {
    case 'action_ended':
      return event.said && event.text
        ? [['message:received', { conversation, by: 'assistant' }]]
        : [];
    case 'turn_ended':
      // What an action says instead is told when it does.
      if (event.outcome === 'acts') return [];
      return [['message:received', { conversation, by: 'assistant' }]];
    case 'replied':
      return [['message:received', { conversation, by: 'teammate' }]];
    case 'handed_off':
      return [['handoff:requested', { conversation, reason: event.reason }]];
    case 'taken_over':
      return [['handoff:accepted', { conversation }]];
    case 'handed_back':
      return [['handoff:returned', { conversation }]];
    case 'fields_given': {
      const { run } = event;
      const of = items.find((it) => it.kind === 'run' && it.run === run);
      const action = of?.kind === 'run' ? of.action : null;
      return [['action:submitted', { conversation, action, run }]];
    }
    default:
      return [];
  }
}
