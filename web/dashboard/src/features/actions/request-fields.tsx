import type { Lookup, Method } from '../../lib/wire';
import { Toggle } from '../../ui/choice';
import { CopyRequest } from './copy-request';
import { Fold } from './fold';
import { HeaderRows } from './header-rows';
import { NumberInput } from './number-input';
import { t } from './text';
import { ValueText } from './value-text';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies Method[];

interface Props {
  at: string;
  value: Lookup;
  onChange: (value: Lookup) => void;
}

/** A request to a program of the owner: where to, with what, and how patiently. */
export function RequestFields({ at, value, onChange }: Props) {
  const put = (change: Partial<Lookup>) => onChange({ ...value, ...change });
  return (
    <>
      <div className="grid gap-2">
        <ValueText
          code
          rows={1}
          at={`${at}.address`}
          label={t('request.address')}
          hint={t('request.address_hint')}
          placeholder="https://api.example.com/orders/…"
          value={value.address}
          // It breaks where there is no room, and has no lines of its own.
          onChange={(address) => put({ address: address.replace(/\s*\n\s*/g, '') })}
        />
        <CopyRequest at={at} value={value} onChange={onChange} />
        <MethodSelect at={at} value={value.method} onChange={(method) => put({ method })} />
      </div>
      <HeaderRows
        at={`${at}.headers`}
        headers={value.headers ?? []}
        onChange={(headers) => put({ headers })}
      />
      {(value.method !== 'GET' || value.body) && (
        <ValueText
          code
          rows={4}
          at={`${at}.body`}
          label={t('request.body')}
          hint={t('request.body_hint')}
          placeholder={'{"order": "{{order_number}}"}'}
          value={value.body ?? ''}
          onChange={(body) => put({ body })}
        />
      )}
      <Fold at={[`${at}.within_ms`, `${at}.repeatable`]} summary={t('request.more')}>
        <NumberInput
          field={{ hint: t('request.within_hint') }}
          label={t('request.within')}
          at={`${at}.within_ms`}
          value={(value.within_ms ?? 5_000) / 1_000}
          onChange={(seconds) => put({ within_ms: Math.round((seconds ?? 0) * 1_000) })}
        />
        {value.method !== 'GET' && (
          <Toggle
            label={t('request.repeatable')}
            about={t('request.repeatable_about')}
            on={value.repeatable ?? false}
            onChange={(repeatable) => put({ repeatable })}
          />
        )}
      </Fold>
    </>
  );
}

interface MethodProps {
  at: string;
  value: Method;
  onChange: (method: Method) => void;
}

function MethodSelect({ at, value, onChange }: MethodProps) {
  return (
    <label className="flex flex-wrap items-center gap-2 text-sm">
      {t('request.method')}
      <select
        className="field w-auto max-md:w-full"
        data-at={`${at}.method`}
        value={value}
        onChange={(event) => onChange(event.target.value as Method)}
      >
        {METHODS.map((it) => (
          <option key={it} value={it}>
            {t(`method.${it}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
