import type { UseFormReturn } from 'react-hook-form';
import { t } from '../../lib/text';
import type { LanguageName, ToneName } from '../../lib/wire';
import { Card } from '../../ui/card';
import { Toggle } from '../../ui/choice';
import { Field } from '../../ui/field';
import { LANGUAGES } from './name-dialogs';

const TONES: readonly ToneName[] = ['friendly', 'neutral', 'brief'];

export interface VoiceFieldsOf {
  tone: ToneName;
  language: LanguageName;
  follows: boolean;
}

interface Props<F extends VoiceFieldsOf> {
  form: UseFormReturn<F>;
}

/** How an assistant sounds, as part of the form of its settings. */
export function VoiceFields<F extends VoiceFieldsOf>({ form: any }: Props<F>) {
  const form = any as unknown as UseFormReturn<VoiceFieldsOf>;
  const { tone, follows } = form.watch();
  return (
    <Card title={t('voice.title')} about={t('voice.about')}>
      <div className="flex flex-col gap-4">
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
        <Field label={t('assistants.language')}>
          {(ids) => (
            <select {...ids} className="field" {...form.register('language')}>
              {LANGUAGES.map((it) => (
                <option key={it} value={it}>
                  {t(`language.${it}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Toggle
          label={t('voice.follows')}
          about={t('voice.follows_about')}
          on={follows}
          onChange={(on) => form.setValue('follows', on, { shouldDirty: true })}
        />
      </div>
    </Card>
  );
}
