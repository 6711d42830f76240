// A form that is kept on the server, and where it says what was refused.
import { type BaseSyntheticEvent, type FormEvent, useState } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { toast } from '../ui/toast';
import { ApiProblem, explain } from './api';
import { t } from './text';

/** What is wrong, by the names that the server gives to fields. */
export type Wrong = Readonly<Record<string, string>>;

export function wrongs(error: unknown): Wrong {
  const fields = error instanceof ApiProblem ? (error.problem.fields ?? []) : [];
  return Object.fromEntries(fields.map(({ field, detail }) => [field, detail]));
}

/** Saves what was filled in, and tells whether it was taken. What is refused is said at its field,
 * of which `field` knows the name here; anything else in a toast. */
export const saving =
  <F extends FieldValues>(
    form: UseFormReturn<F>,
    save: (filled: F) => Promise<void>,
    field = (name: string) => name,
  ) =>
  async (event?: BaseSyntheticEvent): Promise<boolean> => {
    let saved = false;
    await form.handleSubmit(async (filled) => {
      try {
        await save(filled);
        saved = true;
      } catch (error) {
        const wrong = Object.entries(wrongs(error));
        for (const [name, message] of wrong) {
          form.setError(field(name) as Path<F>, { message }, { shouldFocus: true });
        }
        if (wrong.length === 0) toast(explain(error, t('error.unreachable')));
      }
    })(event);
    return saved;
  };

/** The same for a form of a few fields that keeps its own state: what was refused, whether it is
 * under way, and what its submission does. */
export function useSaving(save: () => Promise<void>) {
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await save();
      setWrong({});
    } catch (error) {
      const found = wrongs(error);
      setWrong(found);
      if (Object.keys(found).length === 0) toast(explain(error, t('error.unreachable')));
    } finally {
      setBusy(false);
    }
  };
  return { wrong, busy, submit: (event: FormEvent) => void submit(event) };
}
