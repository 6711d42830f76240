import { useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { call, explain } from '../../lib/api';
import { wrongs } from '../../lib/saving';
import { t as common } from '../../lib/text';
import type { ModelVerdict } from '../../lib/wire';
import { Button } from '../../ui/button';
import { toast } from '../../ui/toast';
import { Verdict } from '../../ui/verdict';
import { type Fields, toSettings } from './fields';
import { t } from './text';

/** Asks for a word by what stands in the form, saved or not. */
export function Try({ form, path }: { form: UseFormReturn<Fields>; path: string }) {
  const [busy, setBusy] = useState(false);
  const [verdict, setVerdict] = useState<ModelVerdict | null>(null);
  const attempt = form.handleSubmit(async (fields) => {
    setVerdict(null);
    setBusy(true);
    try {
      setVerdict(await call<ModelVerdict>('POST', `${path}/test`, toSettings(fields)));
    } catch (error) {
      const wrong = Object.entries(wrongs(error));
      for (const [name, message] of wrong) form.setError(name as keyof Fields, { message });
      if (wrong.length === 0) toast(explain(error, common('error.unreachable')));
    } finally {
      setBusy(false);
    }
  });
  return (
    <div className="mt-5">
      <Button busy={busy} onClick={() => void attempt()}>
        {busy ? t('writes.trying') : t('writes.try')}
      </Button>
      <div aria-live="polite">
        {verdict && (
          <Verdict good={verdict.works} title={t(verdict.works ? 'writes.works' : 'writes.fails')}>
            <p className="wrap-anywhere">{verdict.detail}</p>
          </Verdict>
        )}
      </div>
    </div>
  );
}
