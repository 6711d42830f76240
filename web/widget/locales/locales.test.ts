import { expect, test } from 'vitest';
import type { Text } from '../../shared/i18n';
import { texts as ar } from './ar';
import { texts as de } from './de';
import { en as first } from './en';
import { enMore } from './en-more';
import { texts as es } from './es';
import { texts as formsAr } from './forms/ar';
import { texts as formsDe } from './forms/de';
import { en as enForms } from './forms/en';
import { texts as formsEs } from './forms/es';
import { texts as formsFr } from './forms/fr';
import { texts as fr } from './fr';

const en: Record<string, Text> = { ...first, ...enMore };
const forms = (text: Text | undefined) => (typeof text === 'object' ? Object.values(text) : [text]);
const values = (text: Text | undefined) =>
  new Set(forms(text).flatMap((it) => it?.match(/\{\w+\}/g) ?? []));

function expectWhole(texts: Record<string, Text>, of: Record<string, Text>): void {
  expect(Object.keys(texts).sort()).toEqual(Object.keys(of).sort());
  for (const [key, text] of Object.entries(texts)) expect(values(text)).toEqual(values(of[key]));
}

test.each(Object.entries({ ar, de, es, fr }))('%s has every text with its values', (_, texts) => {
  expectWhole(texts, en);
});

test.each(Object.entries({ ar: formsAr, de: formsDe, es: formsEs, fr: formsFr }))(
  '%s has every text of forms with its values',
  (_, texts) => {
    expectWhole(texts, enForms);
  },
);
