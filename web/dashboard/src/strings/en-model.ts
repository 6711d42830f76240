// Fetched with their page, not with the inbox: so they have a translator of their own.
import type { Texts } from '../../../shared/i18n/index';

export const model = {
  'writes.how': 'Who answers, in this order',
  'writes.how_about': 'Each is asked where the one before it does not answer.',
  'writes.first': '{model} writes the answer',
  'writes.first_about':
    'From the passages that search finds, and from nothing else: what they do not bear is not said.',
  'writes.second': '{model} writes it instead',
  'writes.second_about': 'In the same way, where the first does not answer.',
  'writes.quotes': 'The documents are quoted',
  'writes.quotes_about':
    'The best sentences, with their sources. It needs no model, costs nothing and sends nothing anywhere.',
  'writes.person': 'A person is offered',
  'writes.person_about': 'Where the documents do not hold the answer, or one is asked for.',
  'writes.trouble': 'It did not answer the last time',
  'writes.title': 'A language model',
  'writes.about':
    'A program of yours or a provider’s. The visitor’s question, the conversation and the passages found are sent to it.',
  'writes.again': 'If it does not answer',
  'writes.again_about':
    'A second model takes its place at once, best at another provider. What is said above is sent to it, too.',
  'writes.add': 'Add a second model',
  'writes.fold': 'Not now',
  'writes.provider': 'Provider',
  'writes.openai': 'OpenAI and compatible',
  'writes.anthropic': 'Anthropic',
  'writes.gemini': 'Gemini',
  'writes.ollama': 'Ollama',
  'writes.provider_hint': 'vLLM, llama.cpp and most gateways are compatible with OpenAI.',
  'writes.address': 'Address',
  'writes.address_hint': 'Empty for the provider’s own: {address}',
  'writes.name': 'Model',
  'writes.name_hint': 'As the provider calls it.',
  'writes.key': 'Key',
  'writes.key_hint': 'Empty where none is needed. It is stored sealed and never shown again.',
  'writes.key_set': 'A key is stored. It goes to this address only; type another to replace it.',
  'writes.more': 'More',
  'writes.temperature': 'Temperature',
  'writes.temperature_hint': '0 to 2. Empty for the model’s own, which some insist on.',
  'writes.tokens': 'Longest answer in tokens',
  'writes.tokens_hint': 'A token is about four letters. A model that thinks first needs more.',
  'writes.needed': 'This cannot be empty.',
  'writes.try': 'Try it',
  'writes.trying': 'Asking the model',
  'writes.works': 'It works',
  'writes.fails': 'It does not work',
  'writes.stop': 'Turn off',
  'writes.stop_first': 'Quote the documents again?',
  'writes.stop_first_effect':
    'Answers go on without a break. The key is deleted, and a second model is turned off, too.',
  'writes.stop_second': 'Do without the second model?',
  'writes.stop_second_effect':
    'Where the first does not answer, the documents are quoted. The key is deleted.',
} satisfies Texts;
