// The form of what an assistant is told, and what goes over the wire.
import { lines } from '../../lib/lines';
import type { LanguageName, LengthName, Told, ToneName } from '../../lib/wire';

export const TONES = ['friendly', 'neutral', 'brief'] as const satisfies ToneName[];
export const LENGTHS = ['short', 'usual', 'thorough'] as const satisfies LengthName[];

export interface Fields {
  greeting: string;
  tone: ToneName;
  language: LanguageName;
  follows: boolean;
  instructions: string;
  length: LengthName;
  topics: string;
  phrases: string;
  decline: string;
  links: string;
}

export function toFields({ greeting, voice, guidance }: Told): Fields {
  return {
    greeting,
    tone: voice.tone,
    language: voice.language,
    follows: voice.follows_visitor,
    instructions: guidance.instructions,
    length: guidance.length,
    topics: guidance.topics.join('\n'),
    phrases: guidance.phrases.join('\n'),
    decline: guidance.decline,
    links: (guidance.links ?? []).join('\n'),
  };
}

export function toTold(it: Fields): Told {
  return {
    greeting: it.greeting.trim(),
    voice: { tone: it.tone, language: it.language, follows_visitor: it.follows },
    guidance: {
      instructions: it.instructions.trim(),
      length: it.length,
      topics: lines(it.topics),
      phrases: lines(it.phrases),
      decline: it.decline.trim(),
      links: lines(it.links),
    },
  };
}
