import { useState } from 'react';
import { Toggle } from '../../ui/choice';
import { around } from '../../ui/conditions/facts';
import { useBuilder } from './builder';
import { ConditionRows } from './condition-rows';
import { blankTest } from './conditions';
import { EffectList } from './effect-list';
import { Fold } from './fold';
import { t } from './text';

/** For whom it is, and what it does before anything is asked: rare, so out of sight until it is. */
export function OnlyWhere() {
  const { draft, change } = useBuilder();
  const { when, verified_only, first } = draft;
  const [early, setEarly] = useState(first.length > 0);
  const isUsed = when !== null || verified_only || early;
  return (
    <div className="border-t border-line pt-3">
      <Fold at={['when', 'verified_only', 'first']} isOpen={isUsed} summary={t('when.more')}>
        <Toggle
          label={t('when.only')}
          about={t('when.only_about')}
          on={when !== null}
          onChange={(on) =>
            change((old) => ({
              ...old,
              when: on ? blankTest(around().find((it) => it.group === 'page')) : null,
            }))
          }
        />
        {when && (
          <div className="ps-8">
            <ConditionRows
              at="when"
              label={t('when.only')}
              lead={t('cond.if')}
              value={when}
              onChange={(now) => change((old) => ({ ...old, when: now }))}
            />
          </div>
        )}
        <Toggle
          label={t('when.verified')}
          about={t('when.verified_about')}
          on={verified_only}
          onChange={(on) => change((old) => ({ ...old, verified_only: on }))}
        />
        <Toggle
          label={t('when.first')}
          about={t('when.first_about')}
          on={early || first.length > 0}
          onChange={(on) => {
            setEarly(on);
            if (!on) change((old) => ({ ...old, first: [] }));
          }}
        />
        {(early || first.length > 0) && (
          <div className="ps-8">
            <EffectList
              at="first"
              label={t('when.first')}
              effects={first}
              onChange={(now) => change((old) => ({ ...old, first: now }))}
            />
          </div>
        )}
      </Fold>
    </div>
  );
}
