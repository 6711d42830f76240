import { expect, test } from 'vitest';
import type { Text } from '../../shared/i18n';
import { texts as ar } from './ar';
import { texts as de } from './de';
import { en as first } from './en';
import { enMore } from './en-more';
import { texts as es } from './es';
import { texts as fr } from './fr';

const en: Record<string, Text> = { ...first, ...enMore };
const forms = (text: Text | undefined) => (typeof text === 'object' ? Object.values(text) : [text]);
const values = (text: Text | undefined) =>
  new Set(forms(text).flatMap((it) => it?.match(/\{\w+\}/g) ?? []));

test.each(Object.entries({ ar, de, es, fr }))('%s has every text with its values', (_, texts) => {
  expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
  for (const [key, text] of Object.entries(texts)) expect(values(text)).toEqual(values(en[key]));
});
