import { Controller, type UseFormReturn } from 'react-hook-form';
import { Card } from '../../ui/card';
import { TextField } from '../../ui/field';
import { Segments } from '../../ui/segments';
import { type Fields, LENGTHS } from './fields';
import { t } from './text';

/** What an assistant minds, how much it says, and what it leaves alone. */
export function GuidanceFields({ form }: { form: UseFormReturn<Fields> }) {
  const { errors } = form.formState;
  const tone = form.watch('tone');
  const text = (name: 'instructions' | 'topics' | 'phrases' | 'links', rows: number) => (
    <TextField
      label={t(`told.${name}`)}
      hint={t(`told.${name}_hint`)}
      error={errors[name]?.message}
      rows={rows}
      dir="auto"
      {...form.register(name)}
    />
  );
  return (
    <Card title={t('told.title')} about={t('told.about')}>
      <div className="flex flex-col gap-4">
        {text('instructions', 6)}
        <Controller
          control={form.control}
          name="length"
          render={({ field }) => (
            <Segments
              label={t('told.length')}
              hint={t(`told.${field.value}_says`)}
              options={LENGTHS.map((value) => ({ value, label: t(`told.${value}`) }))}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        {text('topics', 3)}
        {text('phrases', 3)}
        {text('links', 2)}
        <TextField
          label={t('told.decline')}
          hint={t('told.decline_hint', { text: t(`voice.${tone}_says`) })}
          error={errors.decline?.message}
          rows={2}
          dir="auto"
          {...form.register('decline')}
        />
      </div>
    </Card>
  );
}
