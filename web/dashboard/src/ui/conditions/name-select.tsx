import { type Fact, OPEN } from './facts';
import { tc } from './text';

interface Props<G extends string> {
  label: string;
  value: string;
  facts: readonly Fact[];
  /** In which order they are offered, and what each group is called. */
  groups: readonly { group: G; label: string }[];
  onChange: (name: string) => void;
}

/** What a condition is about: something that is asked, looked up or known. */
export function NameSelect<G extends string>(props: Props<G>) {
  const { label, value, facts, groups, onChange } = props;
  const open = OPEN.find((it) => value.startsWith(it));
  const isKnown = open !== undefined || facts.some((it) => it.name === value);
  return (
    <>
      <select
        aria-label={tc('cond.name', { label })}
        className="field w-auto max-w-60 max-md:w-full max-md:max-w-none"
        value={open ?? value}
        onChange={(event) => onChange(event.target.value)}
      >
        {!isKnown && <option value={value}>{value || tc('cond.choose')}</option>}
        {groups.map((it) => (
          <Group
            key={it.group}
            label={it.label}
            facts={facts.filter((one) => one.group === it.group)}
          />
        ))}
        <optgroup label={tc('facts.more')}>
          {OPEN.map((it) => (
            <option key={it} value={it}>
              {tc(`facts.${it}`)}
            </option>
          ))}
        </optgroup>
      </select>
      {open && (
        <input
          aria-label={tc('cond.open_name', { label: tc(`facts.${open}`) })}
          placeholder={tc('cond.open_hint')}
          className="field w-auto max-w-48 font-mono max-md:w-full max-md:max-w-none"
          value={value.slice(open.length)}
          onChange={(event) => onChange(`${open}${event.target.value.trim()}`)}
        />
      )}
    </>
  );
}

function Group({ label, facts }: { label: string; facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <optgroup label={label}>
      {facts.map((it) => (
        <option key={it.name} value={it.name}>
          {it.label}
        </option>
      ))}
    </optgroup>
  );
}
