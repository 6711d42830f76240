import type { UseFormReturn } from 'react-hook-form';
import { LANGUAGES } from '../../lib/languages';
import { t as common } from '../../lib/page-text';
import { Card } from '../../ui/card';
import { Toggle } from '../../ui/choice';
import { Field, TextField } from '../../ui/field';
import { type Fields, TONES } from './fields';
import { t } from './text';

/** How an assistant greets and sounds. */
export function VoiceFields({ form }: { form: UseFormReturn<Fields> }) {
  const { tone, follows } = form.watch();
  return (
    <Card title={t('voice.title')} about={t('voice.about')}>
      <div className="flex flex-col gap-4">
        <TextField
          label={t('voice.greeting')}
          hint={t('voice.greeting_hint')}
          error={form.formState.errors.greeting?.message}
          dir="auto"
          {...form.register('greeting')}
        />
        <Field label={t('voice.tone')} hint={t('voice.hint', { text: t(`voice.${tone}_says`) })}>
          {(ids) => (
            <select {...ids} className="field" {...form.register('tone')}>
              {TONES.map((it) => (
                <option key={it} value={it}>
                  {t(`voice.${it}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('voice.language')}>
          {(ids) => (
            <select {...ids} className="field" {...form.register('language')}>
              {LANGUAGES.map((it) => (
                <option key={it} value={it}>
                  {common(`language.${it}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Toggle
          label={t('voice.follows')}
          about={common('voice.follows_about')}
          on={follows}
          onChange={(on) => form.setValue('follows', on, { shouldDirty: true })}
        />
      </div>
    </Card>
  );
}
