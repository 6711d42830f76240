import type { UseFormReturn } from 'react-hook-form';
import { call } from '../../lib/api';
import type { ModelVerdict } from '../../lib/wire';
import { TryIt } from '../../ui/try-it';
import { type Fields, toSettings } from './fields';
import { t } from './text';

/** Asks for a word by what stands in the form. */
export function Try({ form, path }: { form: UseFormReturn<Fields>; path: string }) {
  return (
    <TryIt
      form={form}
      send={(fields) => call<ModelVerdict>('POST', `${path}/test`, toSettings(fields))}
      words={{
        try: t('writes.try'),
        trying: t('writes.trying'),
        works: t('writes.works'),
        fails: t('writes.fails'),
      }}
    />
  );
}
