import { test } from 'node:test';
import { world } from './lib/people.mjs';
import { tellStory } from './lib/story.mjs';

const here = world();

test('a question passes from the assistant to a teammate and back, and is resolved', () =>
  tellStory(here));
