// The texts of the panel. Built in, so that there is always a language. What only `app/more` shows
// stands in `en-more` and comes with it.
import type { enMore } from './en-more';

const first = {
  chat_with: 'Chat with {name}',
  open_chat: 'Open chat',
  open_chat_unread: {
    one: 'Open chat, {count} new message',
    other: 'Open chat, {count} new messages',
  },
  close: 'Close chat',
  messages: 'Messages',
  loading: 'Loading the conversation',
  ai: 'AI assistant',
  waiting_title: 'Waiting for a reply',
  waiting_here: { one: 'A teammate is here', other: '{count} teammates are here' },
  waiting_nobody: 'Nobody is here right now',
  person_of: 'Answers you in person, {workspace}',
  you: 'You',
  talk: 'Talk to a person',
  asking: 'Asking for a person…',
  intro:
    'I answer from what {workspace} has written, and show you where. You can ask for a person at any time.',
  hello: 'Hello. How can I help?',
  suggestions: 'Suggested questions',
  sources: 'Sources',
  source: 'Source {n}: {title}',
  interrupted: 'Interrupted',
  sending: 'Sending…',
  offline: 'No connection. What you write is kept and sent when it is back.',
  latest: 'Go to the latest message',
  ask: 'Ask a question',
  write: 'Write a message',
  write_to: 'Write to {name}',
  send: 'Send',
  too_long: 'A message can have {max} characters. This one has {count}.',
  refused: 'The chat cannot open here',
  today: 'Today',
};

export const en = first as typeof first & typeof enMore;
