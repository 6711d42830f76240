import { RotateCcw } from 'lucide-react';
import { Button } from '../../ui/button';
import { InputField, TextField } from '../../ui/field';
import { tp } from './text';
import type { Fields } from './visit';

interface Props {
  fields: Fields;
  onChange: (fields: Fields) => void;
  onGo: () => void;
  onBegin: () => void;
}

/** Whom the teammate plays, and on which page: told to the widget as a site tells it. */
export function VisitForm({ fields, onChange, onGo, onBegin }: Props) {
  const field = (name: keyof Fields) => ({
    value: fields[name],
    onChange: (event: { target: { value: string } }) =>
      onChange({ ...fields, [name]: event.target.value }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onGo();
      }}
      className="rounded-card border border-line bg-panel p-4 shadow-card"
    >
      <details>
        <summary className="min-h-6 font-medium">{tp('try.as')}</summary>
        <div className="mt-3 grid gap-3 md:grid-cols-2">
          <InputField
            label={tp('try.page')}
            hint={tp('try.page_hint')}
            placeholder="https://shop.example/pricing"
            {...field('url')}
          />
          <InputField label={tp('try.title')} {...field('title')} />
          <InputField label={tp('try.name')} autoComplete="off" {...field('name')} />
          <InputField label={tp('try.email')} autoComplete="off" {...field('email')} />
          <div className="md:col-span-2">
            <TextField
              label={tp('try.attributes')}
              hint={tp('try.attributes_hint')}
              rows={2}
              {...field('attributes')}
            />
          </div>
        </div>
      </details>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button type="submit">{tp('try.go')}</Button>
        <Button icon={<RotateCcw size={14} aria-hidden />} onClick={onBegin}>
          {tp('try.anew')}
        </Button>
      </div>
    </form>
  );
}
