// Fetched with their page, not with the inbox: so they have a translator of their own.
import type { Texts } from '../../../shared/i18n/index';

export const embeddings = {
  'model.how': 'How search finds',
  'model.how_about':
    'Passages are found by their words and by their meaning. The meaning comes from a small table inside Baton, which knows English. A model of your own knows more ways to say a thing, and other languages.',
  'model.off': 'The built-in table is used',
  'model.off_about': 'It costs nothing and works at once. Set a model up below to find more.',
  'model.counting': 'Counting the passages',
  'model.embedding': '{done} of {of} passages done',
  'model.meanwhile': 'The built-in table answers until all are done.',
  'model.progress': 'Passages done',
  'model.waiting': 'Waiting for the model',
  'model.waiting_about': 'Not reached since {time}. It is tried again by itself.',
  'model.failed': 'It needs you',
  'model.ready': {
    one: 'In use: {count} passage, {dimensions} numbers each',
    other: 'In use: {count} passages, {dimensions} numbers each',
  },
  'model.ready_about': 'New and changed sources follow by themselves.',
  'model.unreached': 'Questions do not reach the model',
  'model.unreached_about': {
    one: 'Since {time}. The built-in table answered {count} question meanwhile.',
    other: 'Since {time}. The built-in table answered {count} questions meanwhile.',
  },
  'model.title': 'A model of your own',
  'model.about':
    'Ollama on a machine of yours, or any provider with an OpenAI-compatible embeddings endpoint. Your passages and your visitors’ questions are sent to it.',
  'model.address': 'Address',
  'model.address_hint': 'Such as http://127.0.0.1:11434/v1 or https://api.openai.com/v1.',
  'model.model': 'Model',
  'model.model_hint': 'Such as nomic-embed-text or text-embedding-3-small.',
  'model.key': 'Key',
  'model.key_hint': 'Empty where none is needed. It is stored sealed and never shown again.',
  'model.key_set': 'A key is stored. It goes to this address only; type another to replace it.',
  'model.prefixes': 'What the model wants before a text',
  'model.prefixes_about': 'Only where its own page asks for it. Mind the space at the end.',
  'model.query_prefix': 'Before each question',
  'model.query_prefix_hint': 'For nomic-embed-text: “search_query: ”.',
  'model.passage_prefix': 'Before each passage',
  'model.passage_prefix_hint': 'For nomic-embed-text: “search_document: ”.',
  'model.needed': 'This cannot be empty.',
  'model.try': 'Try it',
  'model.trying': 'Asking the model',
  'model.works': 'It works',
  'model.fails': 'It does not work',
  'model.cost':
    'Saving embeds every passage once, and each question after that. A provider charges for both; unchanged passages are not paid again.',
  'model.stop': 'Turn off',
  'model.stop_title': 'Use the built-in table again?',
  'model.stop_effect':
    'Answers go on without a break. What {model} made of your passages is deleted; turning it on again begins anew.',
} satisfies Texts;
