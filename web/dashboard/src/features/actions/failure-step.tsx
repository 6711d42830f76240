import { useBuilder } from './builder';
import { EffectList } from './effect-list';
import { Box } from './if-step';
import { Step } from './step';
import { t } from './text';

/** What follows when a lookup fails: nobody is left alone with an error. */
export function FailureStep() {
  const { draft, change, taken } = useBuilder();
  return (
    <Step name="failure" n={5}>
      {draft.lookups.length === 0 && <p className="text-sm text-muted">{t('failure.idle')}</p>}
      <Box isTaken={taken?.way === 'failure'}>
        <EffectList
          at="on_failure"
          label={t('step.failure')}
          effects={draft.on_failure}
          onChange={(on_failure) => change((old) => ({ ...old, on_failure }))}
        />
      </Box>
    </Step>
  );
}
