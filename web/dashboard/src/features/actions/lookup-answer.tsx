import { KeyRound, Plus } from 'lucide-react';
import type { Lookup, LookupCall } from '../../lib/wire';
import { Button } from '../../ui/button';
import { CallHead } from '../../ui/run/calls';
import { AnswerTree } from './answer-tree';
import { missingBranch } from './blank';
import { useBuilder } from './builder';
import { useLead } from './faults';
import { KEY } from './header-rows';
import { guess, type Path, parsed, pointer, suggested } from './json';
import { asked } from './key';
import { t } from './text';

/** What a program says that wants a key, or another one. */
const WANTS_KEY = [401, 403];
const NOT_FOUND = 404;

interface Props {
  call: LookupCall;
  lookup: Lookup;
  /** Which lookup it is. */
  place: number;
  onChange: (lookup: Lookup) => void;
}

/** What came back, what to do where it was no answer, and its values to be clicked. */
export function LookupAnswer({ call, lookup, place, onChange }: Props) {
  const values = lookup.values ?? [];
  const tree = parsed(call.answer);
  const pick = (path: Path, value: unknown) => {
    const at = pointer(path);
    const rest = values.filter((it) => it.pointer !== at);
    if (rest.length < values.length) return onChange({ ...lookup, values: rest });
    const name = suggested(
      path,
      values.map((it) => it.name),
    );
    const kind = guess(value) ?? 'text';
    onChange({ ...lookup, values: [...values, { name, pointer: at, kind, required: false }] });
  };
  const isRefused = WANTS_KEY.includes(call.status ?? 0);
  const isAnswer = !isRefused && call.status !== NOT_FOUND;
  return (
    <div className="grid gap-2">
      <CallHead call={call} />
      {isRefused && <AddKey lookup={lookup} place={place} onChange={onChange} />}
      {call.status === NOT_FOUND && <Missing lookup={lookup.name} />}
      {tree === undefined && call.answer && isAnswer && (
        <p className="text-sm text-muted">{t('tree.no_json')}</p>
      )}
      {tree !== undefined && isAnswer && (
        <>
          <p className="text-sm">{t('tree.hint')}</p>
          <AnswerTree value={tree} picked={values.map((it) => it.pointer)} onPick={pick} />
        </>
      )}
    </div>
  );
}

/** Opens the line of the key, where the kept secrets are to choose from. */
function AddKey({ lookup, place, onChange }: Omit<Props, 'call'>) {
  const lead = useLead();
  const headers = lookup.headers ?? [];
  const there = headers.findIndex((it) => 'secret' in it.value);
  const open = () => {
    if (there < 0) onChange({ ...lookup, headers: [...headers, KEY] });
    const n = there < 0 ? headers.length : there;
    lead(`lookups.${place}.headers.${n}.value.secret.name`);
  };
  return (
    <div>
      <Button
        look={there < 0 ? 'primary' : 'plain'}
        icon={<KeyRound size={14} aria-hidden />}
        onClick={open}
      >
        {t(there < 0 ? 'look_up.add_key' : 'look_up.see_key')}
      </Button>
    </div>
  );
}

/** Nothing found is a case of its own, or it counts as a failure. */
export function Missing({ lookup }: { lookup: string }) {
  const { draft, change } = useBuilder();
  const lead = useLead();
  const at = draft.branches.findIndex((it) => asked(it.when).includes(`${lookup}.found`));
  if (at >= 0) {
    return (
      <p className="text-sm">
        {t('missing.there', { n: at + 1 })}{' '}
        <button
          type="button"
          className="min-h-6 font-medium text-accent underline"
          onClick={() => lead(`branches.${at}`)}
        >
          {t('missing.show')}
        </button>
      </p>
    );
  }
  return (
    <div className="grid justify-items-start gap-2 rounded-control border border-accent bg-accent-soft p-3">
      <p>{t('missing.about', { lookup })}</p>
      <Button
        look="primary"
        icon={<Plus size={15} aria-hidden />}
        onClick={() =>
          change((old) => ({ ...old, branches: [...old.branches, missingBranch(lookup)] }))
        }
      >
        {t('branch.add_missing')}
      </Button>
    </div>
  );
}
