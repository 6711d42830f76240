// Fetched with the thread, not with the inbox: so they have a translator of their own.
import type { Texts } from '../../../shared/i18n/index';

export const judge = {
  'why.answer': 'Why this answer',
  'why.no_answer': 'Why no answer',
  'gist.question': 'A question',
  'gist.greeting': 'A greeting',
  'gist.courtesy': 'Thanks or goodbye',
  'gist.yes': 'A yes',
  'gist.no': 'A no',
  'gist.about_assistant': 'A question about the assistant',
  'gist.unknown': 'A message',
  'rate.label': 'Your opinion of this answer',
  'rate.good': 'Good answer',
  'rate.bad': 'Bad answer',
  'rate.helped': 'The visitor: it helped',
  'rate.not_helped': 'The visitor: it did not help',
  'correct.do': 'Correct this answer',
  'sound.open': 'How we sound',
} as const satisfies Texts;
