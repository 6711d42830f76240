import { useState } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { explain } from '../lib/api';
import { wrongs } from '../lib/saving';
import { t } from '../lib/text';
import { Button } from './button';
import { toast } from './toast';
import { Verdict } from './verdict';

interface Props<F extends FieldValues> {
  form: UseFormReturn<F>;
  /** Asks by what stands in the form. */
  send: (fields: F) => Promise<{ works: boolean; detail: string }>;
  words: { try: string; trying: string; works: string; fails: string };
}

/** Tries what stands in a form, saved or not, and says what came of it. */
export function TryIt<F extends FieldValues>({ form, send, words }: Props<F>) {
  const [busy, setBusy] = useState(false);
  const [verdict, setVerdict] = useState<{ works: boolean; detail: string } | null>(null);
  const attempt = form.handleSubmit(async (fields) => {
    setVerdict(null);
    setBusy(true);
    try {
      setVerdict(await send(fields as unknown as F));
    } catch (error) {
      const wrong = Object.entries(wrongs(error));
      for (const [name, message] of wrong) form.setError(name as Path<F>, { message });
      if (wrong.length === 0) toast(explain(error, t('error.unreachable')));
    } finally {
      setBusy(false);
    }
  });
  return (
    <div className="mt-5">
      <Button busy={busy} onClick={() => void attempt()}>
        {busy ? words.trying : words.try}
      </Button>
      <div aria-live="polite">
        {verdict && (
          <Verdict good={verdict.works} title={verdict.works ? words.works : words.fails}>
            <p className="wrap-anywhere">{verdict.detail}</p>
          </Verdict>
        )}
      </div>
    </div>
  );
}
