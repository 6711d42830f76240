import type { ThreadEvent } from '../../shared/events';

/** What the site's script is told of an event. No words of the chat: the page is not trusted. */
export function hostEvents(event: ThreadEvent): [name: string, data: unknown][] {
  const { conversation } = event;
  switch (event.kind) {
    case 'turn_ended':
      return [['message:received', { conversation, by: 'assistant' }]];
    case 'replied':
      return [['message:received', { conversation, by: 'teammate' }]];
    case 'handed_off':
      return [['handoff:requested', { conversation, reason: event.reason }]];
    case 'taken_over':
      return [['handoff:accepted', { conversation }]];
    case 'handed_back':
      return [['handoff:returned', { conversation }]];
    default:
      return [];
  }
}
