// Fetched with their page, not with the inbox: so they have a translator of their own.
import type { Texts } from '../../../shared/i18n/index';

export const playground = {
  'try.what': 'What to try',
  'try.chat': 'Chat as a visitor',
  'try.compare': 'Compare',
  'try.as': 'Whom you play, and on which page',
  'try.page': 'Address of the page',
  'try.page_hint': 'Any of yours. Nothing is opened; the assistant is told that you are there.',
  'try.title': 'Title of the page',
  'try.name': 'Name',
  'try.email': 'E-mail',
  'try.attributes': 'Attributes',
  'try.attributes_hint': 'One on each line, such as “plan: Pro”.',
  'try.go': 'Go on as this',
  'try.anew': 'Begin anew',
  'try.frame': 'The chat, as visitors have it',
  'try.counts': 'A rehearsal: it counts in no figure, and the inbox marks it.',
  'try.archived': 'An archived assistant has no chat',
  'try.archived_about': 'Bring it back first.',
  'try.nothing': 'Nothing to explain yet',
  'try.nothing_about': 'Ask something in the chat. Why it answers so appears here while it does.',
  'try.to_inbox': 'Open it in the inbox',
  'compare.about':
    'One question, answered twice: by the model, and in the words of the sources. No visitor sees this.',
  'compare.by_model': 'With {model}',
  'compare.as_set': 'As it is set up',
  'compare.quoted': 'Without a model',
  'compare.no_model': 'This assistant has no model, so there is one answer.',
  'compare.to_model': 'Set one up',
  'compare.same': 'Both ways give the same words.',
  'compare.sources': 'Sources',
} as const satisfies Texts;
