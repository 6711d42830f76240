import { Plus } from 'lucide-react';
import { useState } from 'react';
import { call, explain } from '../../lib/api';
import { amount } from '../../lib/money';
import { client } from '../../lib/queries';
import { wrongs } from '../../lib/saving';
import { t as common } from '../../lib/text';
import type { Price, Prices } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { SaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { type PriceFields, PriceRow } from './price-row';
import { t } from './text';

interface Props {
  prices: Price[];
  /** Models that are set up or were asked. */
  inUse: string[];
}

const toRows = (prices: Price[]): PriceFields[] =>
  prices.map((it) => ({ model: it.model, input: String(it.input), output: String(it.output) }));

/** What models cost, for the whole workspace. */
export function PricesForm({ prices, inUse }: Props) {
  const saved = toRows(prices);
  const [changed, setChanged] = useState<PriceFields[] | null>(null);
  const [wrong, setWrong] = useState<string>();
  const [checks, setChecks] = useState(false);
  const [busy, setBusy] = useState(false);
  const rows = changed ?? saved;
  const isDirty = JSON.stringify(rows) !== JSON.stringify(saved);
  const without = inUse.filter((model) => !rows.some((it) => it.model.trim() === model));
  const change = (to: PriceFields[] | null) => {
    setChanged(to);
    setWrong(undefined);
    if (!to) setChecks(false);
  };
  const add = (model: string) => change([...rows, { model, input: '', output: '' }]);
  const save = async () => {
    const read = rows.flatMap(toPrice);
    setChecks(true);
    if (read.length < rows.length) return false;
    setBusy(true);
    try {
      const now = await call<Prices>('PUT', '/api/prices', { prices: read });
      client.setQueryData(['prices'], now);
      change(null);
      toast(common('done.saved'));
      return true;
    } catch (error) {
      const [said] = Object.values(wrongs(error));
      if (said) setWrong(said);
      else toast(explain(error, common('error.unreachable')));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card title={t('prices.title')} about={t('prices.about')}>
        {rows.length === 0 && <p className="mb-3 text-muted">{t('prices.none')}</p>}
        <ul className="flex flex-col gap-3">
          {rows.map((row, at) => (
            <PriceRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a new one has nothing else of its own.
              key={at}
              row={row}
              checks={checks}
              onChange={(next) => change(rows.map((old, other) => (other === at ? next : old)))}
              onRemove={() => change(rows.filter((_, other) => other !== at))}
            />
          ))}
        </ul>
        {without.length > 0 && <p className="mt-4 text-sm text-muted">{t('prices.suggest')}</p>}
        <div className="mt-2 flex flex-wrap gap-2">
          {without.map((model) => (
            <Button
              key={model}
              small
              icon={<Plus size={14} aria-hidden />}
              className="max-w-full"
              onClick={() => add(model)}
            >
              <span className="truncate">{model}</span>
            </Button>
          ))}
          <Button small icon={<Plus size={14} aria-hidden />} onClick={() => add('')}>
            {t('prices.add')}
          </Button>
        </div>
        {wrong && (
          <p role="alert" className="mt-3 text-sm text-danger">
            {wrong}
          </p>
        )}
        <div className="mt-4">
          <SaveRow unsaved={isDirty} busy={busy} onDiscard={() => change(null)} onSave={save} />
        </div>
      </Card>
    </form>
  );
}

/** A row that can be saved, or nothing. */
function toPrice(row: PriceFields): Price[] {
  const [model, input, output] = [row.model.trim(), amount(row.input), amount(row.output)];
  return model && input !== null && output !== null ? [{ model, input, output }] : [];
}
