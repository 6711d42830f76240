import { useQuery } from '@tanstack/react-query';
import { sitesQuery } from '../../lib/queries';
import type { FieldKind } from '../../lib/wire';
import { Field, InputField } from '../../ui/field';
import { useBuilder } from './builder';
import { FaultLines } from './faults';
import { found, leaves, lists, parsed } from './json';
import { t } from './text';

type Records = Extract<FieldKind, { type: 'record' }>['from'];

interface Props {
  at: string;
  value: Records;
  onChange: (value: Records) => void;
}

const chosen = (value: Records) =>
  value.of === 'feed' ? `feed ${value.site}` : `lookup ${value.lookup}`;

/** Where the records are: in a feed that is learnt, or in the answer to a lookup. */
export function RecordFields({ at, value, onChange }: Props) {
  const { draft } = useBuilder();
  const sites = useQuery(sitesQuery).data?.sites ?? [];
  const feeds = sites.filter((it) => it.reads === 'feed');
  const options = [
    ...draft.lookups.map((it) => [`lookup ${it.name}`, t('record.lookup', { name: it.name })]),
    ...feeds.map((it) => [`feed ${it.id}`, t('record.feed', { address: it.address })]),
  ] as [string, string][];
  const isKnown = options.some(([key]) => key === chosen(value));
  const choose = (key: string) => {
    const [of, name = ''] = key.split(/ (.*)/);
    if (of === 'feed') onChange({ of, site: name });
    else if (value.of === 'lookup') onChange({ ...value, lookup: name });
    else onChange({ of: 'lookup', lookup: name, list: '', value: '/id', label: '/name' });
  };
  return (
    <div className="grid gap-4" data-at={at} tabIndex={-1}>
      <Field
        label={t('record.from')}
        hint={t(options.length === 0 ? 'record.none' : 'record.hint')}
      >
        {(ids) => (
          <select
            {...ids}
            className="field"
            value={chosen(value)}
            onChange={(event) => choose(event.target.value)}
          >
            {!isKnown && <option value={chosen(value)}>{t('cond.choose')}</option>}
            {options.map(([key, label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {value.of === 'lookup' && <Places at={at} value={value} onChange={onChange} />}
      <FaultLines at={at} />
    </div>
  );
}

interface PlacesProps {
  at: string;
  value: Extract<Records, { of: 'lookup' }>;
  onChange: (value: Records) => void;
}

/** Where in the answer; once the lookup was tried, what there is is offered. */
function Places({ at, value, onChange }: PlacesProps) {
  const { calls } = useBuilder();
  const answer = parsed(calls[value.lookup]?.answer);
  const list = found(answer, value.list);
  const item = Array.isArray(list) ? list[0] : undefined;
  const row = (name: 'list' | 'value' | 'label', offers: string[]) => (
    <div>
      <InputField
        label={t(`record.${name}`)}
        hint={t(`record.${name}_hint`)}
        data-at={`${at}.${name}`}
        list={`${at}-${name}`}
        className="font-mono"
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        value={value[name]}
        onChange={(event) => onChange({ ...value, [name]: event.target.value.trim() })}
      />
      <datalist id={`${at}-${name}`}>
        {offers.map((it) => (
          <option key={it} value={it} />
        ))}
      </datalist>
    </div>
  );
  return (
    <div className="grid gap-4 md:grid-cols-3">
      {row('list', lists(answer))}
      {row('value', item === undefined ? [] : leaves(item))}
      {row('label', item === undefined ? [] : leaves(item))}
    </div>
  );
}
